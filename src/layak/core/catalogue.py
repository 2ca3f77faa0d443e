"""Every edition that ships with Layak, by key, with the agency functions and document kinds they name."""

from functools import cache
from pathlib import Path

from layak.core import linting, loading
from layak.core.findings import BadInstrument
from layak.core.instrument import AgencyFunction, DocumentKind, Edition, Text


class UnknownEdition(LookupError):  # noqa: N818 - reads as what is wrong
    """No edition with this key; the message names those that exist."""


@cache
def keys() -> tuple[str, ...]:
    """The keys of the editions that ship, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in loading.INSTRUMENTS.glob("*/edition.yaml")))


@cache
def get(key: str) -> Edition:
    """The edition with this key. Raises UnknownEdition; read once a process."""
    if key not in keys():
        raise UnknownEdition(f"{key}: {', '.join(keys())}")
    return load_folder(loading.INSTRUMENTS / key)


def load_folder(path: str | Path) -> Edition:
    """The edition written in a folder. Raises BadInstrument with all its errors, none skipped."""
    draft = loading.draft(Path(path))
    linting.check(draft)
    if draft.report.errors:
        raise BadInstrument(draft.report.errors)
    return draft.edition


def functions() -> dict[str, AgencyFunction]:
    """Agency functions by key: what a district maps its own agencies to."""
    return loading.agency_functions()


def kinds() -> dict[str, DocumentKind]:
    """Kinds of document by key."""
    return loading.document_kinds()


def reasons() -> dict[str, Text]:
    """The closed list of reasons for which a verifier's points differ from the tier below, by key."""
    return loading.reasons()
