"""Is this PDF a paper of a published result? By its bytes: the print itself, or the print signed further."""

import hashlib
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
class Recognised:
    """What a PDF is: the published result it names, whether it is our paper, and what its signature is worth.

    `genuine` says that the bytes of a paper of this instance are there unchanged, alone or with a
    signature after them. A result that is named by a paper that is not ours proves nothing.
    """

    result: Published | None
    genuine: bool
    signed: signing.Checked


def recognise(pdf: bytes) -> Recognised:
    """What the file is. Three queries for a paper of ours, one for each fingerprint that it names at most.

    Raises Refused when its signatures cannot be read in time.
    """
    checked = signing.check(pdf)
    exact = Paper.objects.filter(sha256=hashlib.sha256(pdf).hexdigest()).values_list("result__name").first()
    if exact and (result := published.named(exact[0])):
        return Recognised(result, True, checked)
    result = next(filter(None, map(published.named, _named(pdf))), None)
    genuine = result is not None and checked.state is not signing.State.CHANGED and _goes_on(pdf, result.name)
    return Recognised(result, genuine, checked)


def _goes_on(pdf: bytes, name: str) -> bool:
    papers = Paper.objects.filter(result__name=name).values_list("sha256", flat=True)
    return any(pdf.startswith(evidence.kept(sha256)) for sha256 in papers)


def _named(pdf: bytes) -> Iterator[str]:
    """Fingerprints in the text, also where a line breaks one. Read apart: it may be hostile."""
    try:
        text = "".join(apart.text(BytesIO(pdf), PAGES).split())
    except Refused:
        return
    yield from [found[1] for found in FINGERPRINT.finditer(text)][:NAMES]
