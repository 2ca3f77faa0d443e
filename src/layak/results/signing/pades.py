"""A PAdES signature appended to a PDF: what a key in a file and a key on a token share."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

from layak.results.signing.asked import BOX, Request

ROOM = 16_384
"""Bytes kept for the signature with its chain and time stamp."""


def append(asked: Request, signer: Any, timestamp_url: str = "") -> bytes:
    """PAdES B-B, or B-T with a time stamp when its address is given; the PDF's own bytes stay as they are."""
    out = IncrementalPdfFileWriter(BytesIO(asked.pdf))
    page = int(out.prev.root["/Pages"]["/Count"]) - 1
    name = f"Tanda-tangan-{1 + len(list(out.prev.embedded_signatures))}"
    about = signers.PdfSignatureMetadata(
        field_name=name,
        reason=asked.reason,
        location=asked.location,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    spec = fields.SigFieldSpec(name, on_page=page, box=BOX, readable_field_name="Tanda tangan elektronik")
    with TemporaryDirectory() as folder:
        pen = signers.PdfSigner(
            about,
            signer,
            timestamper=HTTPTimeStamper(timestamp_url) if timestamp_url else None,
            stamp_style=_look(asked.appearance, Path(folder)),
            new_field_spec=spec,
        )
        return pen.sign_pdf(out, bytes_reserved=ROOM).getvalue()


def _look(appearance: bytes, folder: Path) -> StaticStampStyle | None:
    if not appearance:
        return None
    file = folder / "stempel.pdf"
    file.write_bytes(appearance)
    return StaticStampStyle.from_pdf_file(str(file), border_width=0)
