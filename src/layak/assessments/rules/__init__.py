"""Who may do what in a self-assessment, with the sentence that is shown."""
