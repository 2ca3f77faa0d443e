"""Reading the trail: a tampered line is found and named, whatever was done to it."""

import pytest

from layak.trail import queries
from layak.trail.models import Entry, Head
from tests.trail.test_actions import write
from tests.unprotected import unprotected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def five_lines(world):
    """A chain of five lines whose protection was taken off by someone who owns the database."""
    for n in range(5):
        write("99.99", n=n)
    with unprotected():
        yield Entry.objects.filter(chain="99.99")


def broken() -> tuple[int, str] | None:
    found = queries.first_break("99.99")
    return (found.seq, str(found.what)) if found else None


def test_an_untouched_chain_holds(five_lines):
    assert broken() is None


@pytest.mark.parametrize("column", ["actor", "action", "about", "data"])
def test_a_changed_word_is_found_at_its_line(five_lines, column):
    five_lines.filter(seq=3).update(**{column: "diubah"})
    assert broken() == (3, "isinya tidak cocok dengan sidik jarinya")


def test_a_line_rewritten_with_a_fitting_hash_breaks_the_next_one(five_lines):
    line = five_lines.get(seq=3)
    line.actor = "Orang lain"
    five_lines.filter(seq=3).update(actor=line.actor, hash=line.digest())
    assert broken() == (4, "tidak menyambung dengan baris sebelumnya")


def test_a_missing_line_is_named(five_lines):
    five_lines.filter(seq=2).delete()
    assert broken() == (3, "baris 2 hilang")


def test_missing_last_lines_are_noticed(five_lines):
    five_lines.filter(seq__gte=4).delete()
    assert broken() == (4, "baris di ujungnya hilang, atau penanda ujungnya diubah")


def test_a_whole_chain_that_vanished_is_noticed(five_lines):
    five_lines.delete()
    assert broken() == (1, "baris di ujungnya hilang, atau penanda ujungnya diubah")
    assert "99.99" in queries.chains()


def test_a_chain_whose_tip_vanished_is_noticed(five_lines):
    Head.objects.filter(pk="99.99").delete()
    assert broken() == (6, "baris di ujungnya hilang, atau penanda ujungnya diubah")


def test_the_history_of_a_thing_is_told_newest_first(world):
    first, second = write("99.99", n=1), write("99.98", n=2)
    assert [line.pk for line in queries.history("test:1")] == [second.pk, first.pk]
