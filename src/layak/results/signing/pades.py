"""What every signer shares: the request, the failure with its sentence, and a PAdES signature appended."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

BOX = (57, 57, 337, 127)
"""Where papers leave room for the visible signature on their last page: x, y, x, y in points."""
ROOM = 16_384
"""Bytes kept for the signature with its chain and time stamp."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be signed: the PDF, the reason and place told with it, and the picture of the signature.

    `nik` and `passphrase` are a person's own, for a signer that signs as that person; they are used
    once, and never kept or logged: `repr` leaves them out.
    """

    pdf: bytes
    reason: str
    location: str
    appearance: bytes = b""
    nik: str = ""
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"Request({len(self.pdf)} bytes, reason={self.reason!r})"


class NotSigned(Exception):  # noqa: N818 - reads as what happened
    """The signer could not sign; the message is a sentence for the person, without any secret."""


class Signer(Protocol):
    """Whoever can sign: a file, a token, a service."""

    needs_person: bool

    def sign(self, asked: Request) -> bytes:
        """The same PDF with the signature appended. Raises NotSigned."""
        ...


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
