"""What was done: an append-only, hash-chained line for every change and every sensitive read."""
