"""The public face: pages and .json twins that read published results only."""
