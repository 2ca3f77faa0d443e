"""A total gets the band whose lower limit it reaches, a flag in the gaps, and never a rounded score."""

import pytest

from layak.core import catalogue
from layak.core.instrument import Gate, Text
from layak.core.predikat import Concern, Placing, concerns, place
from tests.core.small import edition

KLA = catalogue.get("kla-2024")


def told(total):
    at = place(KLA, total)
    return at.band.key if at.band else None, at.ambiguous, at.next.key if at.next else None, at.gap


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (0, (None, False, "pratama", 500_000)),
        (499_990, (None, False, "pratama", 10)),
        (500_000, ("pratama", False, "madya", 101_000)),
        (600_000, ("pratama", False, "madya", 1_000)),
        (600_001, ("pratama", True, "madya", 999)),
        (600_500, ("pratama", True, "madya", 500)),
        (600_999, ("pratama", True, "madya", 1)),
        (601_000, ("madya", False, "nindya", 100_000)),
        (700_500, ("madya", True, "nindya", 500)),
        (800_001, ("nindya", True, "utama", 999)),
        (885_400, ("utama", False, "kla", 15_600)),
        (900_999, ("utama", True, "kla", 1)),
        (901_000, ("kla", False, None, None)),
        (1_000_000, ("kla", False, None, None)),
    ],
)
def test_a_total_is_placed_by_lower_limits_and_flagged_between_printed_bands(total, expected):
    assert told(total) == expected


def test_an_edition_without_bands_places_nothing():
    assert place(catalogue.get("opd-12"), 1000) == Placing(None, False, None, None)


def test_reported_gates_of_the_predikat_and_those_below_are_shown_and_concrete_where_a_row_has_nothing():
    one, two, three = (
        Gate(key, band, Text(key, key), "dilaporkan", "uji", row)
        for key, band, row in [("a", "satu", "1.1"), ("b", "dua", None), ("c", "tiga", "2.1")]
    )
    small = edition(gates=(one, two, three))
    dua = small.bands[1]
    assert concerns(small, dua, {"1.1": 0}) == (Concern(one, True), Concern(two, False))
    assert concerns(small, dua, {"1.1": 10}) == (Concern(one, False), Concern(two, False))
    assert concerns(small, None, {}) == ()
