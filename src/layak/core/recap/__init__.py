"""The recaps districts already have: read, scored without a database, and checked figure by figure."""

from layak.core.recap.checking import Finding, Recap, check
from layak.core.recap.reading import Entry, read
from layak.core.recap.report import as_json, as_text
from layak.core.recap.sheet import Unreadable

__all__ = ["Entry", "Finding", "Recap", "Unreadable", "as_json", "as_text", "check", "read"]
