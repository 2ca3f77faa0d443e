"""Changing the checks: passing sheets on, giving mandates, verdicts, notes, field sessions."""
