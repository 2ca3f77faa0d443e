"""Every test of proof has its own store, and the ways in that tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from layak.evidence.actions import uploads
from layak.evidence.models import Document
from tests.evidence.leaning import FREE
from tests.world import World


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    """The folder in which this test's files rest."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.EVIDENCE_CACHE = tmp_path / "cache"
    return tmp_path / "evidence"


@pytest.fixture
def stored(store: Path) -> Callable[[], dict[str, bytes]]:
    """What lies in the store now: every file by its path, staging included."""

    def look() -> dict[str, bytes]:
        return {str(p.relative_to(store)): p.read_bytes() for p in store.rglob("*") if p.is_file()}

    return look


@pytest.fixture
def add(world: World) -> Callable[..., Document]:
    """Upload a whole file: `add(content, "sk.pdf", by=world.rina)`; by default for their own agency."""

    def upload(content: bytes, name: str, by=None, **more) -> Document:
        by = by or world.rina
        seat = by.seats[0]
        place = {"district": seat.region_id, "agency": seat.agency_id, "leaning": FREE} | more
        return uploads.add_file(name, [content], len(content), by=by, **place)

    return upload
