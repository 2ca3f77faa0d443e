"""A long trail is verified in pieces, and the pieces find what the whole would."""

import pytest
from django.db import transaction

from layak.trail import jobs, queries
from layak.trail.actions import record
from layak.trail.jobs import pieces
from layak.trail.models import Entry
from tests.unprotected import unprotected

pytestmark = pytest.mark.django_db(transaction=True)


def lines(many: int, chain: str = "16.10") -> None:
    with transaction.atomic():
        for number in range(many):
            record("test.line", by=None, chain=chain, about=f"thing:{number}", data={"n": number})


def told(size: int) -> tuple[int, str] | None:
    """The first fault that the pieces find, one after the other as the pool would run them."""
    found = [jobs._look(part) for part in pieces("16.10", queries.count("16.10"), size)]
    fault = next(filter(None, found), None)
    return fault and (fault.seq, fault.what)


def test_a_chain_is_cut_without_gap_or_overlap():
    assert list(pieces("a", 7, 3)) == [("a", 1, 3), ("a", 4, 6), ("a", 7, None)]
    assert list(pieces("a", 6, 3)) == [("a", 1, 3), ("a", 4, None)]
    assert list(pieces("a", 0, 3)) == [("a", 1, None)]


def test_a_whole_trail_holds_in_pieces_of_any_size(world):
    lines(7)
    assert [told(size) for size in (1, 2, 3, 7, 100)] == [None] * 5


def test_several_processes_find_that_a_trail_holds(world, monkeypatch):
    lines(3)
    monkeypatch.setattr(jobs, "_side_by_side", lambda cut: [jobs._look(part) for part in cut])
    assert jobs.first_breaks(["16.10"], piece=2) == {"16.10": None}


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_changed_line_is_found_at_its_number(world, size):
    lines(7)
    with unprotected():
        Entry.objects.filter(seq=4).update(data='{"n":9}')
    assert told(size) == (4, "isinya tidak cocok dengan sidik jarinya")


@pytest.mark.parametrize("size", [2, 3, 4, 100])
def test_a_line_taken_out_is_found(world, size):
    lines(7)
    with unprotected():
        Entry.objects.filter(seq=4).delete()
    assert told(size)[0] in {4, 5}
