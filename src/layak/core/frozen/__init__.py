"""The frozen result: one canonical document that says how a stage ended and can be recomputed by anyone."""

from layak.core.frozen.checking import verify
from layak.core.frozen.document import Head, NotSound, Row, Verdict, freeze, name, written
from layak.core.frozen.extracts import extract
from layak.core.frozen.findings import Finding
from layak.core.frozen.guarding import Counts, counts
from layak.core.frozen.telling import Compared, fingerprint, fingerprint_in, held, no_fingerprint

__all__ = [
    "Compared",
    "Counts",
    "Finding",
    "Head",
    "NotSound",
    "Row",
    "Verdict",
    "counts",
    "extract",
    "fingerprint",
    "fingerprint_in",
    "freeze",
    "held",
    "name",
    "no_fingerprint",
    "verify",
    "written",
]
