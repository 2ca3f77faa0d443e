"""The awards of every year add up, and are those of the shared figures."""

import csv
from pathlib import Path

import pytest
from django.test import Client

from layak.portal.queries import awards, charts

SHARED = Path(__file__).parents[3] / "shared" / "domain" / "awards.csv"
YEARS = {one.year: one for one in awards.years()}


def test_every_year_that_is_split_adds_up_to_its_total():
    split = [one for one in YEARS.values() if one.split]
    assert [one.year for one in split] == [2018, 2019, 2021, 2022, 2023, 2025]
    assert [sum(one.counts.values()) for one in split] == [one.total for one in split]


def test_years_without_an_award_are_told_and_have_no_figures():
    assert [one.year for one in YEARS.values() if not one.held] == [2020, 2024]
    assert {one.total for one in YEARS.values() if not one.held} == {None}


def test_weakly_sourced_splits_are_marked():
    assert [one.year for one in YEARS.values() if one.doubtful] == [2018, 2021]


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared figures are not here")
def test_our_copy_is_the_shared_one():
    ours, theirs = (list(csv.reader(file.open(encoding="utf-8"))) for file in (awards.FILE, SHARED))
    assert ours == theirs


def test_columns_stand_on_one_floor_and_are_as_high_as_their_totals():
    drawn = {one.year.year: one for one in charts.awards(awards.years())}
    floors = {round(one.pieces[0].y + one.pieces[0].height, 1) for one in drawn.values() if one.pieces}
    assert floors == {float(charts.HEIGHT - charts.FOOT)}
    assert min(one.top for one in drawn.values()) == drawn[2023].top
    assert (drawn[2020].pieces, drawn[2024].pieces) == ((), ())
    assert [piece.look for piece in drawn[2017].pieces] == ["total"]


def test_the_page_shows_every_year_with_its_source(world):
    page = Client().get("/publik/penghargaan/").content.decode()
    assert all(one.source in page for one in YEARS.values())
    assert page.count("rincian C, dari satu sumber saja") == 2


def test_the_twin_has_the_same_figures(world):
    told = Client().get("/publik/penghargaan.json").json()["years"]
    assert [(one["year"], one["total"], one["utama"]) for one in told] == [
        (one.year, one.total, one.counts["utama"]) for one in YEARS.values()
    ]
