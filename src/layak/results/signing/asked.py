"""What a signer is asked, how it fails, and what every signer can do: no library of signatures yet."""

from dataclasses import dataclass
from typing import Protocol

BOX = (57, 57, 337, 127)
"""Where papers leave room for the visible signature on their last page: x, y, x, y in points."""


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
    """Whoever can sign: a file, a token, a service.

    `elsewhere`: the paper leaves this program to be signed, so what comes back is checked byte by byte.
    """

    needs_person: bool
    elsewhere: bool

    def sign(self, asked: Request) -> bytes:
        """The same PDF with the signature appended. Raises NotSigned."""
        ...
