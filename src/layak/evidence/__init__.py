"""Proof: documents stored under their own hash, described once, reused across questions and years."""
