"""Every edition of this instance by key: those that ship with Layak and those that an admin installed."""

from functools import cache
from os import listdir
from pathlib import Path

from layak.core import linting, loading
from layak.core.findings import BadInstrument
from layak.core.instrument import AgencyFunction, DocumentKind, Edition, Text

AT = "@"
"""Between key and fingerprint in the name of an installed edition's folder: kla-2026@9f.../kla-2026."""

_installed_in: Path | None = None


class UnknownEdition(LookupError):  # noqa: N818 - reads as what is wrong
    """No edition with this key; the message names those that exist."""


def look_in(folder: Path | None) -> None:
    """Name the folder of installed editions; None: this process knows only those that ship."""
    global _installed_in
    _installed_in = folder
    get.cache_clear()


def keys() -> tuple[str, ...]:
    """The keys of all editions, in alphabetical order, with those installed a moment ago."""
    return tuple(sorted({*_shipped(), *_installed()}))


@cache
def get(key: str) -> Edition:
    """The edition with this key. Raises UnknownEdition; read once a process.

    What was found is remembered for good, because an edition is never changed once it is there; what
    was not found is looked for again, so that every process sees what any of them installed.
    """
    folder = folder_of(key)
    return _as_installed(folder) or load_folder(folder)


def folder_of(key: str) -> Path:
    """Where an edition is written. Raises UnknownEdition.

    An installed edition comes before one that ships: if an update of Layak brings the same key, cycles
    that run keep theirs.
    """
    folders = _shipped() | _installed()
    if key not in folders:
        raise UnknownEdition(f"{key}: {', '.join(sorted(folders))}")
    return folders[key]


def load_folder(path: str | Path) -> Edition:
    """The edition written in a folder. Raises BadInstrument with all its errors, none skipped."""
    draft = loading.draft(Path(path))
    linting.check(draft)
    if draft.report.errors:
        raise BadInstrument(draft.report.errors)
    return draft.edition


@cache
def _shipped() -> dict[str, Path]:
    return {path.parent.name: path.parent for path in loading.INSTRUMENTS.glob("*/edition.yaml")}


def _installed() -> dict[str, Path]:
    try:
        names = listdir(_installed_in) if _installed_in else []
    except FileNotFoundError:
        return {}
    found = [(name.partition(AT)[0], name) for name in names if AT in name]
    return {key: Path(_installed_in or "", name, key) for key, name in found if key}


def _as_installed(folder: Path) -> Edition | None:
    """An edition that still is what its folder's name says; None for any other.

    It was linted when it came in: a stricter linter of a later Layak does not stop a cycle that runs.
    """
    sealed = folder.parent.name.partition(AT)[2]
    written = loading.draft(folder) if sealed else None
    if written is None or written.report.errors or written.edition.fingerprint != sealed:
        return None
    return written.edition


def functions() -> dict[str, AgencyFunction]:
    """Agency functions by key: what a district maps its own agencies to."""
    return loading.agency_functions()


def kinds() -> dict[str, DocumentKind]:
    """Kinds of document by key."""
    return loading.document_kinds()


def reasons() -> dict[str, Text]:
    """The closed list of reasons for which a verifier's points differ from the tier below, by key."""
    return loading.reasons()
