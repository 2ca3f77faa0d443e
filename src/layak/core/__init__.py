"""How it counts: plain Python that knows the instrument and the score, and nothing of Django."""
