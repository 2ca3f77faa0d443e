"""The shell: settings, addresses, layouts and static files that every step's pages share."""
