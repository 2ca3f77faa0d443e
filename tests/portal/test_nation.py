"""Ministry and provinces see how far each district is, and nobody sees more than their place."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from layak.assessments.actions import answering, standing
from layak.assessments.models import Answer, Assessment, Cycle, Extension, Window
from layak.core import catalogue
from layak.core.stages import Stage
from layak.people.models import Region
from layak.portal.queries.charts import spread
from layak.portal.queries.nation import picture
from layak.results.actions.closing import Award
from tests.results.stage import claimed, close
from tests.verification.people import verifiers

DISTRICTS = ["16.10", "64.08"]


@pytest.fixture
def team(world):
    return verifiers()


def answered(world):
    """Rina claims one point for a row of her agency."""
    answering.answer(world.assessment, "14.1", {"kind": "direct", "points": "1"}, version=0, by=world.rina)


def table(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(("language", "name"), [("id", "kla-nasional.csv"), ("en", "kla-national.csv")])
def test_the_file_of_the_country_is_named_in_the_readers_language(team, client_for, settings, language, name):
    client = client_for(team.ratna)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    told = client.get("/nasional/daerah.csv").headers["Content-Disposition"]
    assert told == f'attachment; filename="{name}"'


def test_the_ministry_sees_every_district_and_the_province_its_own(team, client_for):
    ministry, province = client_for(team.ratna), client_for(team.hadi)
    assert [row["Kode"] for row in table(ministry.get("/nasional/daerah.csv?urut=nama"))] == [
        "64.08",
        "16.10",
    ]
    assert [row["Kode"] for row in table(province.get("/provinsi/16/daerah.csv"))] == ["16.10"]


def test_nobody_looks_beyond_their_place(team, world, client_for):
    met = {
        person.username: [client_for(person).get(url).status_code for url in ("/nasional/", "/provinsi/64/")]
        for person in (team.hadi, team.tono, team.ratna, world.agus, world.dewi, world.yusuf, world.rina)
    }
    assert met == {
        "hadi": [302, 403],
        "tono": [302, 200],
        "ratna": [200, 200],
        "agus": [200, 200],
        "dewi": [302, 403],
        "yusuf": [403, 403],
        "rina": [403, 403],
    }
    assert client_for(team.hadi).get("/nasional/").headers["Location"] == "/provinsi/16/"


@pytest.mark.parametrize("url", ["/provinsi/99/", "/nasional/daerah.pdf"])
def test_what_does_not_exist_is_not_found(team, client_for, url):
    assert client_for(team.ratna).get(url).status_code == 404


def test_a_row_tells_points_by_stage_movement_and_progress(world, team, client_for):
    answered(world)
    [row] = [
        one for one in table(client_for(team.ratna).get("/nasional/daerah.csv")) if one["Kode"] == "16.10"
    ]
    told = {key: row[key] for key in ("Tahap", "EM", "VA", "Predikat atau pita", "Gerak dari siklus lalu")}
    assert told == {
        "Tahap": "Evaluasi mandiri",
        "EM": "1",
        "VA": "",
        "Predikat atau pita": "unranked",
        "Gerak dari siklus lalu": "",
    }


def test_filters_and_sorting_work_by_plain_links(world, team, client_for):
    answered(world)
    ministry = client_for(team.ratna)

    def codes(query):
        return [row["Kode"] for row in table(ministry.get(f"/nasional/daerah.csv?{query}"))]

    assert codes("urut=nilai") == DISTRICTS
    assert codes("q=kutai") == ["64.08"]
    assert codes("tahap=province") == []
    assert codes("pita=unranked&urut=nilai") == DISTRICTS
    assert codes("tahap=x&pita=x&bantuan=x&urut=x&tahun=x") == ["64.08", "16.10"]
    assert "Tidak ada daerah yang cocok" in ministry.get("/nasional/?q=atlantis").content.decode()


def test_a_district_that_has_not_opened_needs_help(world, team, client_for):
    Region.objects.create(code="16.71", name="Kota Palembang", level=2, parent_id="16")
    rows = table(client_for(team.hadi).get("/provinsi/16/daerah.csv?bantuan=not-opened"))
    assert [(row["Kode"], row["Perlu bantuan"]) for row in rows] == [("16.71", "Belum membuka penilaian")]


def test_a_decided_predikat_goes_before_the_band(world):
    claimed(world)
    close(world, Stage.AWARD, Award("pratama", "Keputusan 1/2026", "Contoh untuk uji"))
    assert {row.code: row.look for row in picture().places} == {"16.10": "pratama", "64.08": "unranked"}


def test_the_workbook_has_numbers_as_numbers(world, team, client_for):
    answered(world)
    answer = client_for(team.ratna).get("/nasional/daerah.xlsx?urut=nilai")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert (rows[1][0], rows[1][4]) == ("16.10", 1)


def districts(world, many: int) -> None:
    """So many districts more in Sumatera Selatan, each with a sheet."""
    for number in range(12, 12 + many):
        Region.objects.create(code=f"16.{number}", name=f"Kabupaten {number}", level=2, parent_id="16")
        Assessment.objects.create(
            district_id=f"16.{number}",
            cycle=world.cycle,
            edition_key=world.assessment.edition_key,
            edition_fingerprint=world.assessment.edition_fingerprint,
        )


@pytest.mark.parametrize("many", [1, 3, 30])
def test_all_that_is_shown_comes_from_one_query_however_many_districts(
    world, team, client_for, many, django_assert_num_queries, django_assert_max_num_queries
):
    districts(world, many)
    client = client_for(team.ratna)
    client.get("/nasional/")
    with django_assert_max_num_queries(6):  # session, person, roles and news of whoever asks; and the page
        assert client.get("/nasional/?urut=nilai").status_code == 200
    with django_assert_num_queries(1):
        assert len(picture().places) == 2 + many


def test_the_year_asked_for_is_shown_with_what_the_year_before_came_to(world):
    claimed(world)
    close(world, Stage.SELF)
    Cycle.objects.filter(pk=world.cycle.pk).update(year=2024)
    later = Cycle.objects.create(
        year=2025,
        title="Evaluasi KLA 2025",
        edition_key=world.cycle.edition_key,
        edition_fingerprint=world.cycle.edition_fingerprint,
        year_before=2023,
        year_latest=2024,
    )
    Assessment.objects.create(
        district=world.ogan_ilir,
        cycle=later,
        edition_key=later.edition_key,
        edition_fingerprint=later.edition_fingerprint,
    )
    told = {}
    for year in (None, 2025, 2024, 1999):
        seen = picture(year)
        row = next(one for one in seen.places if one.code == "16.10")
        told[year] = (seen.cycle.title, [one.year for one in seen.cycles], row.score, row.last)
    assert told[None] == ("Evaluasi KLA 2025", [2025, 2024], None, 11_500)
    assert told[2025] == told[1999] == told[None]
    assert told[2024] == (world.cycle.title, [2025, 2024], 11_500, None)


def test_what_a_district_mends_after_it_sent_its_sheet_changes_no_claim(world):
    claimed(world)
    close(world, Stage.SELF)
    standing.keep(world.assessment, ["12.1"], Answer.objects.filter(assessment=world.assessment))
    Assessment.objects.filter(pk=world.assessment.pk).update(stage="province")
    assert [row.tiers for row in picture(province="16").places] == [{"self": 11_500}]
    Assessment.objects.filter(pk=world.assessment.pk).update(stage="self")
    assert [row.tiers for row in picture(province="16").places] == [{"self": 3_000}]


def test_a_later_end_counts_for_the_district_that_was_given_it(world):
    window = Window.objects.get(cycle=world.cycle, stage="self", province=None)
    end = window.closes_at + timedelta(days=3)
    given = {"reason": "Banjir", "granted_by": world.agus}
    Extension.objects.create(window=window, district=world.ogan_ilir, closes_at=end, **given)
    ends = {row.code: row.clock.closes_at for row in picture().places}
    assert ends == {"16.10": end, "64.08": window.closes_at - timedelta(hours=1)}


def test_without_outlines_the_province_at_work_is_a_square_for_each_district(team, world, client_for):
    page = client_for(team.hadi).get("/provinsi/16/").content.decode()
    link = 'href="/publik/daerah/16.10/" aria-label="Kabupaten Ogan Ilir: Di bawah pita pertama"'
    assert (page.count(link), page.count('<ul class="ly-squares"')) == (1, 1)


def test_scores_are_spread_over_steps_of_fifty_points_with_the_limits_of_the_bands():
    found = spread([0, 499_999, 500_000, 549_999, 1_000_000, None], catalogue.get("kla-2024"))
    assert [(one.lower, one.upper, one.count) for one in found.held] == [
        (0, 50_000, 1),
        (450_000, 500_000, 1),
        (500_000, 550_000, 2),
        (950_000, 1_000_000, 1),
    ]
    assert [(band.key, at) for band, at in found.limits] == [
        ("pratama", "50.00%"),
        ("madya", "60.10%"),
        ("nindya", "70.10%"),
        ("utama", "80.10%"),
        ("kla", "90.10%"),
    ]
    assert (found.top, found.scored, found.without) == (1_000_000, 5, 1)
    tallest, low = (next(one for one in found.bins if one.lower == lower) for lower in (500_000, 0))
    assert (tallest.x, tallest.width, tallest.height, low.height) == ("50.00%", "5.00%", 184, 92)


def test_the_nation_page_tells_the_spread_in_a_table_too(world, team, client_for):
    answered(world)
    page = " ".join(client_for(team.ratna).get("/nasional/").content.decode().split())
    assert '<th scope="row">0 sampai di bawah 50</th><td class="r">1</td>' in page
    assert "1 daerah belum punya nilai." in page


def test_without_a_cycle_the_page_says_what_comes_first(team, world, client_for):
    Assessment.objects.all().delete()
    Cycle.objects.all().delete()
    assert "Belum ada siklus" in client_for(team.ratna).get("/nasional/").content.decode()
