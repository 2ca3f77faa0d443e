"""Which edition an assessment or a cycle speaks of: from the catalogue, by key."""

from typing import Protocol

from layak.core import catalogue
from layak.core.instrument import Edition


class Bound(Protocol):
    """Whatever is bound to an edition; a cycle and an assessment are."""

    edition_key: str
    edition_fingerprint: str


def edition_or_none(key: str) -> Edition | None:
    """The edition of this key, or None when this instance does not have it."""
    return catalogue.get(key) if key in set(catalogue.keys()) else None


def edition_of(bound: Bound) -> Edition:
    """The edition a cycle or an assessment was made for. Raises what `catalogue.get` raises if it is gone."""
    return catalogue.get(bound.edition_key)


def unchanged(bound: Bound) -> bool:
    """Whether the catalogue still holds the very edition this was bound to."""
    edition = edition_or_none(bound.edition_key)
    return edition is not None and edition.fingerprint == bound.edition_fingerprint
