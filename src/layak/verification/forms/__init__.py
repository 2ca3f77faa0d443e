"""What is typed in verification."""
