"""Checking: what each tier said about each answer, and why."""
