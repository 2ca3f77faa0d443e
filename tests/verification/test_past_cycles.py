"""Earlier cycles stay readable: their charges, agreement and notes, each beside its own year's."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import cycles
from layak.assessments.models import Assessment, Stage
from layak.core.refusal import Refused
from layak.core.stages import Go
from layak.core.stages import Stage as Step
from layak.people.models import Membership
from layak.trail.models import Entry
from layak.verification.actions import assigning, noting
from layak.verification.actions.judging import Sent, decide
from layak.verification.models import Mandate, Passage, Sample
from tests.verification.people import charge, fresh
from tests.world import EDITION

DAY = timedelta(days=1)
OVER = "Waktu tahap ini sudah habis. Minta perpanjangan, atau tunggu tahap berikutnya mengambil alih."
DECIDED = "Predikat sudah ditetapkan, jadi lembar ini tidak berpindah lagi."


def earlier(year, *, stage=Step.PROVINCE, ended=True):
    """Ogan Ilir's sheet in an earlier cycle, at a stage; all its windows are over, or open still."""
    now = timezone.now()
    ends = (now - 40 * DAY, now - 10 * DAY) if ended else (now - DAY, now + DAY)
    cycle = cycles.create(
        year=year,
        title=f"Evaluasi KLA {year}",
        edition_key=EDITION,
        years=(year - 2, year - 1),
        windows=dict.fromkeys((one for one in Stage if one != Stage.REPAIR), ends),
        by=None,
    )
    made = cycles.open_assessment(cycle.pk, "16.10", by=None)
    Assessment.objects.filter(pk=made.pk).update(stage=stage)
    return fresh(made)


def given(sheet, who, **said):
    """A charge as it was given while its cycle ran."""
    return Mandate.objects.create(verifier=who, assessment=sheet, stage="province", **said)


def shown(client, name, query=""):
    """The page's text as one line, and the years to choose from with the address of each."""
    page = client.get(reverse(name) + query).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    nav = re.search(r'<nav [^>]*aria-label="Siklus">(.*?)</nav>', main, re.DOTALL)
    links = re.findall(r'href="([^"]+)"( aria-current="true")?>(\d{4})<', nav[1]) if nav else []
    text = " ".join(re.sub(r"<[^>]+>", " ", main).split())
    return text, [(year, href.replace("&amp;", "&"), bool(now)) for href, now, year in links]


@pytest.fixture
def past(sheet, team):
    """Last year's sheet, judged by Lestari; this year's is Hadi's (the reviewer changed between them)."""
    old = earlier(2025)
    given(old, team.lestari)
    return old


def test_the_page_of_charges_shows_the_newest_cycle_and_any_other_that_has_sheets(past, team, client_for):
    cycles.create(year=2020, title="Kosong", edition_key=EDITION, years=(2018, 2019), windows={}, by=None)
    client = client_for(team.hadi)
    text, years = shown(client, "mandates")
    assert years == [
        ("2026", "?tahap=province&tahun=2026", True),
        ("2025", "?tahap=province&tahun=2025", False),
    ]
    assert ("Evaluasi KLA 2026" in text, "Hadi Semua blok" in text, "Lestari Semua blok" in text) == (
        True,
        True,
        False,
    )
    text, years = shown(client, "mandates", "?tahap=final&tahun=2025")
    assert [(year, href) for year, href, now in years if now] == [("2025", "?tahap=final&tahun=2025")]
    text, _years = shown(client, "mandates", "?tahun=2025")
    assert ("Evaluasi KLA 2025" in text, "Hadi Semua blok" in text, "Lestari Semua blok" in text) == (
        True,
        False,
        True,
    )


def test_stage_links_and_the_proposal_stay_in_the_chosen_cycle(past, team, client_for):
    page = client_for(team.hadi).get(reverse("mandates") + "?tahun=2025&tahap=final").content.decode()
    assert 'href="?tahap=province&amp;tahun=2025"' in page
    assert 'href="?tahap=final&amp;tahun=2025&amp;usul=1"' in page


@pytest.mark.parametrize("name", ["mandates", "agreement"])
@pytest.mark.parametrize("year", ["1999", "2020", "x", "2025.0", "٢٠٢٥"])
def test_a_cycle_that_is_not_there_is_not_found(past, team, client_for, name, year):
    assert client_for(team.ratna).get(reverse(name), {"tahun": year}).status_code == 404


def test_a_cycle_in_which_a_province_has_no_sheet_is_not_its_own_to_choose(past, team, client_for):
    assert shown(client_for(team.tono), "mandates")[1] == []
    assert client_for(team.tono).get(reverse("mandates") + "?tahun=2025").status_code == 404
    assert client_for(team.ratna).get(reverse("mandates") + "?tahun=2025").status_code == 200


def _refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code, str(caught.value.refusal.sentence)


@pytest.mark.parametrize(("decided", "why"), [(False, ("closed", OVER)), (True, ("finished", DECIDED))])
def test_charges_of_a_cycle_that_is_over_stay_as_they_are_with_the_reason(
    past, team, world, client_for, decided, why
):
    if decided:
        Passage.objects.create(assessment=past, start="award", go=Go.FINISH)
    held = Mandate.objects.get(assessment=past)
    assert _refused(lambda: charge(past, team.hadi)) == why
    assert _refused(lambda: assigning.end(held, by=world.agus)) == why
    assert why[1] in shown(client_for(team.ratna), "mandates", "?tahun=2025")[0]
    client = client_for(team.hadi)
    sent = {"tahap": "province", "sheet": str(past.pk), "offer": str(team.hadi.pk)}
    assert why[1] in client.post(reverse("mandates_give"), sent, follow=True).content.decode()
    page = client.post(reverse("mandate_end", args=[held.pk]), follow=True)
    assert page.redirect_chain == [(f"{reverse('mandates')}?tahap=province&tahun=2025", 302)]
    assert not Entry.objects.filter(
        action__in=("mandates.give", "mandates.end"), about=f"assessment:{past.pk}"
    )
    text, _years = shown(client, "mandates", "?tahun=2025&usul=1")
    assert (why[1] in text, "Akhiri" in text, "Tugaskan" in text) == (True, False, False)
    held.refresh_from_db()
    assert held.ended_at is None


def test_an_earlier_cycle_that_still_runs_takes_charges_and_leads_back_to_itself(sheet, team, client_for):
    old = earlier(2025, ended=False)
    client = client_for(team.hadi)
    sent = {"tahap": "province", "sheet": str(old.pk), "offer": str(team.lestari.pk)}
    page = client.post(reverse("mandates_give"), sent)
    assert page.url == f"{reverse('mandates')}?tahap=province&tahun=2025"
    assert Mandate.objects.get(assessment=old).verifier == team.lestari


def twice(sheet, one, other):
    """Two rows that both judged without seeing each other, far apart."""
    for code in ("14.1", "14.2"):
        Sample.objects.create(assessment=sheet, stage="province", code=code)
        for who, points in ((one, 0), (other, 2_000)):
            decide(sheet, code, Sent(points=points, reason="salah-hitung"), version=0, by=who)


def test_agreement_is_shown_for_the_cycle_in_which_each_pair_judged(sheet, team, client_for):
    old = earlier(2025, ended=False)
    given(old, team.lestari)
    given(old, team.hadi, blind=True)
    twice(old, team.lestari, team.hadi)
    Membership.objects.filter(user=team.lestari).delete()  # the reviewer of 2025 verifies no more
    charge(sheet, team.ratna, Step.REVIEW)
    client = client_for(team.ratna)
    text, years = shown(client, "agreement")
    assert years == [("2026", "?tahun=2026", True), ("2025", "?tahun=2025", False)]
    assert ("Evaluasi KLA 2026" in text, "Lestari" in text) == (True, False)
    text, years = shown(client, "agreement", "?tahun=2025")
    assert [year for year, _href, now in years if now] == ["2025"]
    assert ("Evaluasi KLA 2025" in text, "Hadi, Lestari" in text or "Lestari, Hadi" in text) == (True, True)


@pytest.mark.parametrize("name", ["mandates", "agreement", "notes"])
def test_more_cycles_take_no_more_queries(
    past, team, world, client_for, django_assert_num_queries, name, django_assert_max_num_queries
):
    client = client_for(world.yusuf if name == "notes" else team.ratna)
    noting_of(past, team)
    client.get(reverse(name))
    with django_assert_max_num_queries(30) as heard:
        client.get(reverse(name))
    for year in (2024, 2023, 2022):
        old = earlier(year)
        given(old, team.lestari)
        noting_of(old, team)
    with django_assert_num_queries(len(heard)):
        client.get(reverse(name))


def noting_of(sheet, team, text="Halaman 3 tidak terbaca."):
    """A note that was written while the cycle ran."""
    return noting.Note.objects.create(
        assessment=sheet, stage="province", code="14.1", text=text, author=team.hadi
    )


def test_a_district_reads_the_notes_of_earlier_cycles_and_no_longer_answers_them(
    past, team, world, client_for
):
    note = noting_of(past, team, "Unggah lagi halaman 3.")
    client = client_for(world.yusuf)
    text, years = shown(client, "notes")
    newest, older = (reverse("notes_of", args=[one.pk]) for one in (world.assessment, past))
    assert years == [("2026", newest, True), ("2025", older, False)]
    assert ("Evaluasi KLA 2026" in text, "Unggah lagi" in text) == (True, False)
    page = client.get(older).content.decode()
    assert ("Evaluasi KLA 2025" in page, "Unggah lagi halaman 3." in page, "<textarea" in page) == (
        True,
        True,
        False,
    )
    sent = client.post(reverse("note_reply", args=[past.pk, note.pk]), {"text": "Sudah.", "version": 1})
    assert sent.status_code == 403
    assert OVER in sent.content.decode()


def test_an_operator_chooses_only_cycles_with_notes_on_the_agencys_rows(past, team, world, client_for):
    noting_of(past, team)
    assert shown(client_for(world.bayu), "notes")[1] == []
    past.assignments.create(code="14.1", agency=world.dinkes, part="lead")
    assert [year for year, *_more in shown(client_for(world.rina), "notes")[1]] == ["2026", "2025"]
    assert client_for(world.maya).get(reverse("notes_of", args=[past.pk])).status_code == 404
