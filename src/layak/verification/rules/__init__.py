"""Who may do what in verification, with the sentence that is shown."""
