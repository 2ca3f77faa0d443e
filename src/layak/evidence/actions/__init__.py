"""Writing proof: uploads on their way, documents and what is said of them, reads that must be known."""
