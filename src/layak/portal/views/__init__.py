"""Public pages: fetch what is published, show it, and say the same to machines under `.json`."""
