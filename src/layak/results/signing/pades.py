"""A PAdES signature appended to a paper: what a key in a file and a key on a token share."""

from typing import Any

from pyhanko.sign.timestamps import HTTPTimeStamper

from layak.evidence.inspection import pades
from layak.results.signing.asked import BOX, Request


def append(asked: Request, signer: Any, timestamp_url: str = "") -> bytes:
    """PAdES B-B, or B-T with a time stamp when its address is given; the PDF's own bytes stay as they are.

    Raises Refused as `inspection.pades.append`.
    """
    placed = pades.Placed(asked.reason, asked.location, BOX, asked.appearance)
    stamper = HTTPTimeStamper(timestamp_url) if timestamp_url else None
    return pades.append(asked.pdf, placed, signer, stamper)
