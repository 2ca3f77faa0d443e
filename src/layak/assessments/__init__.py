"""Answering: a district opens an edition for a cycle, its agencies answer and cite their proof."""
