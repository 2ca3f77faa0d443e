"""The rows to talk through: the widest apart first, and none that all agree on."""

from layak.core.agreement import Dispute, disputes

RATINGS = {
    "1.1": {"rina": 4_000, "budi": 2_000},
    "1.2": {"rina": 3_000, "budi": 0, "sari": 4_000},
    "1.3": {"budi": 1_000, "sari": 1_000},
    "1.4": {"rina": 9_000},
    "1.0": {"sari": 3_000, "budi": 1_000},
    "1.5": {},
}


def test_rows_are_listed_by_how_far_apart_their_ratings_are_then_by_name():
    assert disputes(RATINGS) == (
        Dispute("1.2", 4_000, RATINGS["1.2"]),
        Dispute("1.0", 2_000, RATINGS["1.0"]),
        Dispute("1.1", 2_000, RATINGS["1.1"]),
    )


def test_only_as_many_as_asked_for_are_listed():
    assert [dispute.unit for dispute in disputes(RATINGS, most=1)] == ["1.2"]
