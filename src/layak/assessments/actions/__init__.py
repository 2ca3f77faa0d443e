"""Writing: verbs with a keyword `by=`, one transaction and one trail line each."""
