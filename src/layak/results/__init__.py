"""Result: the frozen, recomputable, signed and published score."""
