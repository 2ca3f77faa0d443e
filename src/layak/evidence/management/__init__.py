"""Commands of the evidence step."""
