"""A PAdES signature appended to a PDF, whoever holds the key. Also run by `opener`."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from layak.evidence.inspection import unsealed

ROOM = 16_384
"""Bytes kept for the signature with its chain and time stamp."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What is told with a signature, and where its picture stands: x, y, x, y in points of the last page."""

    reason: str
    location: str
    box: tuple[int, int, int, int]
    appearance: bytes = b""


def append(pdf: bytes, placed: Placed, signer: Any, stamper: TimeStamper | None = None) -> bytes:
    """PAdES B-B, or B-T with a time stamp; the PDF's own bytes stay as they are.

    Raises Refused when the time stamp service says nothing of use.
    """
    out = IncrementalPdfFileWriter(BytesIO(pdf))
    page = int(out.prev.root["/Pages"]["/Count"]) - 1
    name = f"Tanda-tangan-{1 + len(list(out.prev.embedded_signatures))}"
    about = signers.PdfSignatureMetadata(
        field_name=name,
        reason=placed.reason,
        location=placed.location,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    told = "Tanda tangan elektronik"
    spec = fields.SigFieldSpec(name, on_page=page, box=placed.box, readable_field_name=told)
    with TemporaryDirectory() as folder:
        pen = signers.PdfSigner(
            about,
            signer,
            timestamper=stamper,
            stamp_style=_look(placed.appearance, Path(folder)),
            new_field_spec=spec,
        )
        try:
            return pen.sign_pdf(out, bytes_reserved=ROOM).getvalue()
        except TimestampRequestError as error:
            raise unsealed.unstamped() from error


def _look(appearance: bytes, folder: Path) -> StaticStampStyle | None:
    if not appearance:
        return None
    file = folder / "stempel.pdf"
    file.write_bytes(appearance)
    return StaticStampStyle.from_pdf_file(str(file), border_width=0)
