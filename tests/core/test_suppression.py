"""Counts of children below five cannot be read, nor worked out from what is published."""

from hypothesis import given
from hypothesis import strategies as st

from layak.core.suppression import Shown, is_small, shown, shown_of

counts = st.lists(st.integers(0, 30), min_size=1, max_size=8)


@given(counts)
def test_no_small_count_is_published(parts):
    told = shown(parts)
    assert [n for n in (told.total, *told.parts) if n is not None and is_small(n)] == []


@given(counts)
def test_nothing_follows_by_difference(parts):
    told = shown(parts)
    missing = [n for n, seen in zip(parts, told.parts, strict=True) if seen is None]
    if told.total is not None and missing:
        assert len(missing) > 1
        assert not is_small(sum(missing))


@given(counts)
def test_what_is_published_is_true_and_only_small_counts_cost_anything(parts):
    told = shown(parts)
    assert all(seen in (None, n) for n, seen in zip(parts, told.parts, strict=True))
    if not any(map(is_small, [*parts, sum(parts)])):
        assert told == Shown(sum(parts), tuple(parts))


def test_the_next_smallest_goes_with_a_single_small_count():
    assert shown((3, 0, 40, 9)) == Shown(52, (None, 0, 40, None))


def test_a_small_sum_keeps_everything_back():
    assert shown((3, 0)) == Shown(None, (None, None))


def test_the_two_without_a_certificate_are_not_given_away():
    assert [shown_of(*pair) for pair in ((38, 40), (2, 40), (30, 40), (40, 40), (0, 4), (7, 3))] == [
        (None, 40),
        (None, 40),
        (30, 40),
        (40, 40),
        (None, None),
        (7, None),
    ]
