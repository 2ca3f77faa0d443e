"""Is this PDF a paper of a published result? By its bytes: the print itself, or the print and signatures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from layak.core.refusal import Refused
from layak.evidence import queries as evidence
from layak.evidence.inspection import apart
from layak.results import signing
from layak.results.models import Paper
from layak.results.queries import published
from layak.results.queries.published import Published

FINGERPRINT = re.compile(r"(?=([0-9a-f]{64}))")
PAGES, NAMES = 60, 100
"""How far a file is read, and how many fingerprints in it are looked up."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A printed paper, and how many bytes of a file it takes: those that the file begins with."""

    paper: Paper
    size: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a PDF is: the published result it names, whether it is our paper, and what its signature is worth.

    `genuine` says that it is a paper as this instance printed it, or that and nothing but signatures
    after it. A result that is named by a paper that is not ours proves nothing.
    """

    result: Published | None
    genuine: bool
    signed: signing.Checked


def recognise(pdf: bytes) -> Recognised:
    """What the file is. Three queries for a paper of ours, one for each fingerprint that it names at most.

    A signed copy that is kept here is read like any other: that it was kept once proves nothing.
    Raises Refused when its signatures cannot be read in time.
    """
    result = next(filter(None, map(published.named, _named(pdf))), None)
    found = begun(result.name, pdf) if result else None
    if found is None:
        return Recognised(result, False, signing.check(pdf))
    signed = signing.check(pdf, found.size)
    return Recognised(result, found.size == len(pdf) or signed.state.holds, signed)


def begun(name: str, pdf: bytes) -> Begun | None:
    """The printed, unsigned paper of the result of this name whose bytes the file begins with. One query."""
    for paper in Paper.objects.filter(result__name=name, signed=False):
        content = evidence.kept(paper.sha256)
        if pdf.startswith(content):
            return Begun(paper, len(content))
    return None


def _named(pdf: bytes) -> Iterator[str]:
    """Fingerprints in the text, also where a line breaks one. Read apart: it may be hostile."""
    try:
        text = "".join(apart.text(BytesIO(pdf), PAGES).split())
    except Refused:
        return
    yield from [found[1] for found in FINGERPRINT.finditer(text)][:NAMES]
