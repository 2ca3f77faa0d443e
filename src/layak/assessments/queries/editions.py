"""Which edition an assessment or a cycle speaks of, from the catalogue by key; and what was uploaded."""

from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from layak.assessments import storage
from layak.assessments.models import Cycle
from layak.core import catalogue, linting
from layak.core.findings import Finding
from layak.core.instrument import Edition


class Staged(NamedTuple):
    """An uploaded edition that is not installed: None while it has errors, and what there is to mend."""

    edition: Edition | None
    findings: list[Finding]


class Bound(Protocol):
    """Whatever is bound to an edition; a cycle and an assessment are."""

    edition_key: str
    edition_fingerprint: str


def edition_or_none(key: str) -> Edition | None:
    """The edition of this key, or None when this instance does not have it."""
    try:
        return catalogue.get(key)
    except catalogue.UnknownEdition:
        return None


def edition_of(bound: Bound) -> Edition:
    """The edition a cycle or an assessment was made for. Raises what `catalogue.get` raises if it is gone."""
    return catalogue.get(bound.edition_key)


def unchanged(bound: Bound) -> bool:
    """Whether the catalogue still holds the very edition this was bound to."""
    edition = edition_or_none(bound.edition_key)
    return edition is not None and edition.fingerprint == bound.edition_fingerprint


def staged(token: str) -> Staged | None:
    """An uploaded edition with the linter's findings; None when there is none of this name any more."""
    folder = storage.staged(token)
    return Staged(*linting.examined(folder)) if folder else None


def findings(key: str) -> tuple[Finding, ...]:
    """What the linter says of an edition of the catalogue. Raises UnknownEdition."""
    return _findings(catalogue.folder_of(key))


@cache
def _findings(folder: Path) -> tuple[Finding, ...]:
    """An edition never changes within a process."""
    return tuple(linting.lint(folder))


def usual_predecessor() -> str:
    """The edition that a new one most likely follows: the newest cycle's, else the newest there is."""
    newest = Cycle.objects.order_by("-year").values_list("edition_key", flat=True).first()
    known = catalogue.keys()
    return newest if newest in known else max(known, key=lambda key: catalogue.get(key).year)
