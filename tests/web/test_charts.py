"""Bars keep their proportions and their words, whatever the figures."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from layak.core.instrument import Text
from layak.web import charts

UTAMA = SimpleNamespace(title=Text(id="Utama", en="Utama"), lower=801_000)


def test_lengths_are_percentages_with_a_full_stop_in_every_language():
    bar = charts.bar(618_040, 768_810, 1_000_000, 1_000_000, [UTAMA])
    assert (bar.ready, bar.risk, bar.claimed, bar.track) == ("61.804%", "15.077%", "76.881%", "100%")
    assert [tick.x for tick in bar.ticks] == ["80.1%"]


def test_a_block_is_drawn_on_the_scale_of_the_largest():
    assert charts.bar(0, 0, 164_000, 205_000).track == "80%"


def test_nothing_out_of_nothing_is_an_empty_bar():
    assert charts.share(0, 0) == "0%"


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_ready_and_risk_together_are_claimed_and_never_leave_the_bar(one, other):
    ready, claimed = sorted((one, other))
    bar = charts.bar(ready, claimed, 1_000_000, 1_000_000)
    lengths = [float(text.rstrip("%")) for text in (bar.ready, bar.risk, bar.claimed)]
    assert abs(lengths[0] + lengths[1] - lengths[2]) < 0.002
    assert 0 <= lengths[2] <= 100


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_the_two_words_above_a_bar_never_overlap(one, other):
    ready, claimed = sorted((one, other))
    bar = charts.bar(ready, claimed, 1_000_000, 1_000_000)
    first, second = bar.ready_label, bar.claimed_label
    width = 18.0  # the longest word takes less than 18 % of a bar at 48 rem
    first_end = float(first.x.rstrip("%")) + (width if first.anchor == "start" else 0)
    second_start = float(second.x.rstrip("%")) - (width if second.anchor == "end" else 0)
    assert first_end <= second_start + 0.001
