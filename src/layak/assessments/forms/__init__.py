"""From what was typed to clean values."""
