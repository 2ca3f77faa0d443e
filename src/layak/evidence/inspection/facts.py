"""What an inspection found out about a file; the actions store it, the forms suggest from it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the file says about itself, offered in the form and never saved unseen; "" and None if unknown."""

    title: str = ""
    kind: str = ""  # a key of instruments/kinds.yaml
    number: str = ""
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One inspected file: its safe name, its type by content, its size in pages or pixels."""

    name: str
    mime: str
    bytes: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    entries: int | None = None  # files inside a ZIP
    restricted: bool = False  # a PDF that opens without a password but forbids some uses
    text: str = ""  # the first pages' text, at most 4,000 characters; "" for a scan
    suggestion: Suggestion = Suggestion()


@dataclass(frozen=True, slots=True)
class Signatures:
    """What the signatures in a PDF are worth together, who signed (as the certificates say, oldest first),
    and when the last one says it did."""

    state: str  # "valid", "changed", "unknown" issuer, "unsigned"; after a paper of ours also as `appended`
    signers: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A person's PKCS#12 file and the password that opens it; `repr` leaves both out."""

    file: bytes = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whose certificate a PKCS#12 file holds: the name in it, its subject as one line, and which it is."""

    name: str
    subject: str
    serial: str  # hexadecimal
    sha256: str  # of the certificate, hexadecimal
