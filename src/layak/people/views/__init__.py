"""Pages about people: entering, one's own account, people and their roles, agencies."""
