"""Bahasa Indonesia's formats."""
