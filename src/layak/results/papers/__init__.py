"""Papers on the press: data in, PDF out. What stands in them is gathered by `queries.printing`."""

from layak.results.papers.press import draw, qr, stamp

__all__ = ["draw", "qr", "stamp"]
