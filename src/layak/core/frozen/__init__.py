"""The frozen result: one canonical document that says how a stage ended and can be recomputed by anyone."""

from layak.core.frozen.checking import verify
from layak.core.frozen.document import Head, NotSound, Row, Verdict, freeze, name, written
from layak.core.frozen.findings import Finding

__all__ = ["Finding", "Head", "NotSound", "Row", "Verdict", "freeze", "name", "verify", "written"]
