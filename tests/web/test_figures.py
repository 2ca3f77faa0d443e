"""Figures are written as people read them, in both languages."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from layak.web import figures

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("points", "indonesian", "english"),
    [
        (768_810, "768,81", "768.81"),
        (1_000_000, "1.000", "1,000"),
        (660, "0,66", "0.66"),
        (597_928, "597,928", "597.928"),
        (0, "0", "0"),
        (None, "–", "–"),
    ],
)
def test_points_have_up_to_three_decimals_and_no_trailing_zeros(points, indonesian, english):
    with translation.override("id"):
        assert figures.points(points) == indonesian
    with translation.override("en"):
        assert figures.points(points) == english


def test_a_difference_carries_its_sign():
    with translation.override("id"):
        assert [figures.signed(n) for n in (2500, -3000, 0)] == ["+2,5", "−3", "0"]


def test_a_percentage_has_one_decimal_and_sizes_are_said_as_phones_say_them():
    with translation.override("id"):
        assert figures.percent(Decimal("85.5263")) == "85,5%"
        assert figures.number(1234.5) == "1.234,5"
        said = [figures.size(n) for n in (1, 640_000, 2_940_000, 50_000_000)]
        assert said == ["1 kB", "640 kB", "2,9 MB", "50 MB"]


def test_a_moment_is_told_in_the_zone_of_the_district():
    midnight = datetime(2026, 12, 4, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
    with translation.override("id"):
        assert figures.moment(midnight) == "4 Desember 2026 pukul 23.59 WIB"
        with timezone.override("Asia/Makassar"):
            assert figures.moment(midnight) == "5 Desember 2026 pukul 00.59 WITA"


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "10.42"), (19, "kemarin 15.42"), (72, "17 November 2026")],
)
def test_the_time_of_a_save_is_as_short_as_it_may_be(hours, words):
    with translation.override("id"):
        assert figures.saved_at(NOW - timedelta(hours=hours), NOW) == words


def test_days_ago_are_counted_from_midnight():
    late = datetime(2026, 11, 19, 23, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
    with translation.override("id"):
        assert figures.ago(late, NOW) == "kemarin"
        assert figures.ago(NOW, NOW) == "hari ini"
        assert figures.ago(NOW - timedelta(days=9), NOW) == "9 hari lalu"
        assert figures.ago(None, NOW) == "belum pernah"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=31), ("31 hari lagi", "")),
        (timedelta(days=14), ("14 hari lagi", "near")),
        (timedelta(hours=31, minutes=20), ("31 jam 20 menit lagi", "urgent")),
        (timedelta(seconds=-1), ("sudah ditutup", "past")),
    ],
)
def test_a_clock_is_calm_then_near_then_urgent(left, words):
    with translation.override("id"):
        assert figures.left(NOW + left, NOW) == words


def test_initials_are_of_the_first_two_names():
    assert [figures.initials(n) for n in ("Rina Marlina", "Nabila", "")] == ["RM", "N", ""]
