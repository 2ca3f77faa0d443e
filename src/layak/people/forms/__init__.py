"""Input about people turned into clean values: log-in, invitations, agencies, one's own account."""
