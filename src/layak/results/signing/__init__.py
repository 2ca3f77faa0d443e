"""Signatures: the instance's key over the daily root, PAdES over papers, and checking what comes back.

A signer turns a PDF into the same PDF with a signature appended; it knows nothing of tables or pages.
"""

from layak.results.signing.asked import NotSigned, Request, Signer
from layak.results.signing.chosen import configured
from layak.results.signing.own import Own
from layak.results.signing.returned import check
from layak.results.signing.state import Checked, State

__all__ = ["Checked", "NotSigned", "Own", "Request", "Signer", "State", "check", "configured"]
"""A signer, what it is asked, how it fails; the one an instance uses; what a returned PDF is worth."""
