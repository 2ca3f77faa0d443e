"""Reading the checks: mandates, verdicts, notes, field sessions, standings."""
