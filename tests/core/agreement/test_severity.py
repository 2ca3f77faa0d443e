"""Severity: the mean difference from the others on the same rows, strictest first."""

from layak.core.agreement import severities
from layak.core.agreement.figure import NO_PAIRS, TOO_FEW

RATINGS = {
    "1.1": {"rina": 4_000, "budi": 2_000},
    "1.2": {"rina": 3_000, "budi": 2_000, "sari": 4_000},
    "1.3": {"budi": 1_000, "sari": 1_500},
    "1.4": {"rina": 9_000},
    "1.5": {"tono": 2_000},
    "1.6": {"wati": 1_000, "rina": 1_000},
}


def test_each_is_compared_with_the_others_of_the_same_rows_only():
    told = {s.rater: (s.figure.value, s.figure.units) for s in severities(RATINGS)}
    assert told == {
        "budi": ((-2_000 - 1_500 - 500) / 3, 3),
        "rina": ((2_000 + 0 + 0) / 3, 3),
        "sari": ((1_500 + 500) / 2, 2),
        "wati": (None, 1),
        "tono": (None, 0),
    }


def test_the_strictest_comes_first_and_who_cannot_be_compared_last_by_name_with_a_sentence():
    told = severities(RATINGS)
    assert [s.rater for s in told] == ["budi", "rina", "sari", "tono", "wati"]
    assert [s.figure.why for s in told] == [None, None, None, NO_PAIRS, TOO_FEW]


def test_someone_always_half_a_point_stricter_is_so_with_certainty():
    ratings = {f"u{at}": {"keras": at, "biasa": at + 500} for at in range(30)}
    (strict, mild) = severities(ratings)
    assert (strict.rater, strict.figure.value, strict.figure.low, strict.figure.high) == (
        "keras",
        -500,
        -500,
        -500,
    )
    assert (mild.rater, mild.figure.value) == ("biasa", 500)
