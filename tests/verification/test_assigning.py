"""Charges: nobody on the own district or a rival's, the load spread evenly, the sample drawn once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.models import Cycle
from layak.core import agreement, catalogue
from layak.core.refusal import Refusal, Refused
from layak.core.stages import Stage
from layak.people.models import Role
from layak.trail.models import Entry
from layak.verification.actions import assigning
from layak.verification.actions.drawing import draw, sample
from layak.verification.actions.judging import Sent, decide
from layak.verification.models import Mandate, Sample
from layak.verification.queries import agreement as queries
from layak.verification.queries.agreement import measure, ratings
from tests.verification.people import charge, fresh, person


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


def test_verifiers_work_for_the_place_that_holds_the_stage(sheet, team):
    assert refusal(lambda: charge(sheet, team.tono)) == "other-place"
    assert refusal(lambda: charge(sheet, team.ratna)) == "other-place"
    assert refusal(lambda: charge(sheet, team.lestari, Stage.FINAL)) == "other-place"
    assert refusal(lambda: charge(sheet, team.hadi)) == "already-assigned"
    assert refusal(lambda: charge(sheet, team.ratna, Stage.AWARD)) == "no-tier"
    assert charge(sheet, team.lestari, Stage.FIELD).stage == "field"


def test_nobody_verifies_the_own_district_nor_a_rival_unless_the_cycle_lets_them(sheet, team, world):
    person("lestari", Role.LEADER, "16.10")
    assert refusal(lambda: charge(sheet, team.lestari)) == "own-district"
    from layak.people.models import Region

    Region.objects.create(pk="16.71", name="Palembang", level=Region.Level.DISTRICT, parent_id="16")
    rival = person("umar", Role.VERIFIER, "16")
    person("umar", Role.LEADER, "16.71")
    assert refusal(lambda: charge(sheet, rival)) == "rival"
    Cycle.objects.update(rivals_judge=True)
    assert charge(fresh(sheet), rival).verifier == rival


def test_only_the_holder_of_the_stage_and_the_admin_give_charges(sheet, team, world):
    for who in (world.yusuf, world.sri, team.tono, team.ratna):
        call = lambda who=who: assigning.assign(sheet, Stage.PROVINCE, team.lestari, by=who)  # noqa: E731
        assert refusal(call) == "not-assigner"
    assert assigning.assign(sheet, Stage.PROVINCE, team.lestari, by=team.hadi).given_by == team.hadi
    assert assigning.assign(sheet, Stage.REVIEW, team.ratna, by=world.agus).given_by == world.agus
    assert Entry.objects.filter(action="mandates.give").count() == 3


def test_a_proposal_spreads_the_load_and_finds_a_second_reader(sheet, team, world):
    Cycle.objects.update(double_share=10)
    offers = assigning.propose(
        [fresh(sheet), fresh(world.assessment_lain)], Stage.PROVINCE, [team.hadi, team.lestari, team.tono]
    )
    told = [(o.assessment.district_id, o.verifier.name, o.blind) for o in offers]
    assert told == [("16.10", "Lestari", True), ("64.08", "Tono", False)]
    given = assigning.give(offers, Stage.PROVINCE, by=world.agus)
    assert len(given) == 2
    assert assigning.propose([fresh(sheet)], Stage.PROVINCE, [team.hadi, team.lestari]) == []


def test_a_charge_with_some_blocks_names_them_and_all_of_them_are_simply_the_sheet(sheet, team):
    assert charge(sheet, team.lestari, blocks=["K2", "K1", "K1"]).blocks == "K1,K2"
    every = [block.code for block in catalogue.get("kla-2024").blocks]
    assert charge(sheet, team.ratna, Stage.REVIEW, blocks=every).blocks == ""


def test_a_block_that_the_instrument_has_not_is_refused(sheet, team):
    with pytest.raises(Refused) as caught:
        charge(sheet, team.lestari, blocks=["K1", "K9"])
    assert caught.value.refusal == Refusal(
        "no-block",
        "Blok K9 tidak ada di instrumen lembar ini, jadi penugasan tidak disimpan. "
        "Muat ulang halamannya, lalu pilih blok dari daftarnya.",
    )
    assert not Mandate.objects.filter(verifier=team.lestari).exists()


def test_a_proposal_gives_the_blocks_that_nobody_has(sheet, team, world):
    Mandate.objects.all().delete()
    charge(sheet, team.hadi, blocks=["KLB", "K1", "K2", "K3"])
    (offer,) = assigning.propose([fresh(sheet)], Stage.PROVINCE, [team.hadi, team.lestari])
    assert (offer.verifier, offer.blocks) == (team.lestari, ("K4", "K5", "KD"))
    assert [made.blocks for made in assigning.give([offer], Stage.PROVINCE, by=world.agus)] == ["K4,K5,KD"]
    assert assigning.propose([fresh(sheet)], Stage.PROVINCE, [team.hadi, team.lestari]) == []


def test_the_page_gives_some_blocks_shows_them_and_says_which_nobody_has(sheet, team, client_for):
    Mandate.objects.all().delete()
    client = client_for(team.hadi)
    given = {"tahap": "province", "sheet": str(sheet.pk), "offer": str(team.lestari.pk)}
    page = client.post(reverse("mandates_give"), given | {"blocks": ["K1", "KD"]}, follow=True)
    assert Mandate.objects.get(verifier=team.lestari).blocks == "K1,KD"
    assert _shown(page) == (
        "Lestari Hanya blok: Hak sipil, Kecamatan dan desa Akhiri Lestari, Kabupaten Ogan Ilir "
        "Belum ada yang menilai blok: Kelembagaan, Keluarga, Kesehatan, Pendidikan, Perlindungan khusus."
    )
    page = client.post(
        reverse("mandates_give"), given | {"offer": str(team.hadi.pk), "blocks": "K9"}, follow=True
    )
    assert "Blok K9 tidak ada di instrumen lembar ini" in page.content.decode()
    offered = client.get(reverse("mandates") + "?tahap=province&usul=1").content.decode()
    value, who = re.findall(rf'value="({sheet.pk}:(\d+):0:KLB,K2,K3,K4,K5)"', offered)[0]
    page = client.post(reverse("mandates_give"), {"tahap": "province", "offer": value}, follow=True)
    assert "Belum ada yang menilai" not in page.content.decode()
    client.post(reverse("mandate_end", args=[Mandate.objects.get(verifier=who).pk]))
    page = client.post(reverse("mandates_give"), given | {"offer": str(team.hadi.pk)}, follow=True)
    assert Mandate.objects.get(verifier=team.hadi, ended_at=None).blocks == ""
    assert _shown(page).startswith("Lestari Hanya blok: Hak sipil, Kecamatan dan desa")
    assert "Hadi Semua blok" in _shown(page)


def _shown(page) -> str:
    """What the first sheet's card says of its charges, as one line."""
    card = page.content.decode().split("<article")[1].split("</article>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    return text.split("Verifikasi administrasi ")[1].split(" Verifikator untuk")[0]


def test_the_sample_is_drawn_once_and_can_be_drawn_again_from_the_trail(sheet, world):
    Cycle.objects.update(double_share=5)
    first = draw(fresh(sheet), Stage.PROVINCE, by=None)
    codes = sorted(catalogue.get("kla-2024").questions)
    assert len(first) == -(-len(codes) * 5 // 100)
    assert draw(fresh(sheet), Stage.PROVINCE, by=None) == first
    line = Entry.objects.get(action="samples.draw")
    assert sample(codes, 5, line.data.split('"seed":"')[1].split('"')[0]) == first
    assert Sample.objects.count() == len(first)


@pytest.fixture
def twice(sheet, team):
    """Three rows that Hadi and Lestari judged without seeing each other."""
    charge(sheet, team.lestari, blind=True)
    marks = {"14.1": (3_000, 1_500), "14.2": (2_000, 2_000), "18.1": (1_000, 500)}
    for code in marks:
        Sample.objects.create(assessment=sheet, stage="province", code=code)
    for code, (one, two) in marks.items():
        decide(sheet, code, Sent(points=one, reason="salah-hitung"), version=0, by=team.hadi)
        decide(sheet, code, Sent(points=two, reason="salah-hitung"), version=0, by=team.lestari)
    return sheet


def test_agreement_is_measured_from_rows_judged_twice_about_the_same_content(twice):
    sheet = twice
    found = measure(sheet.cycle)
    assert found.units == 3
    assert next((d.unit, round(d.spread, 3)) for d in found.disputes) == (
        "Kabupaten Ogan Ilir, 14.1, VA",
        0.5,
    )
    lestari = next(s for s in found.severities if s.rater == "Lestari")
    assert lestari.figure.value < 0
    assert found.pairings[0].figure.units == 3


def test_agreement_is_worked_out_anew_only_when_a_rating_changes(twice, team, monkeypatch):
    monkeypatch.setattr(queries, "STANDS", 0)
    first, alpha = measure(twice.cycle), agreement.alpha
    monkeypatch.setattr(agreement, "alpha", lambda _given: pytest.fail("worked out again"))
    assert measure(twice.cycle) == first
    monkeypatch.setattr(agreement, "alpha", alpha)
    decide(twice, "14.1", Sent(points=3_000), version=1, by=team.lestari)
    again = measure(twice.cycle)
    assert (again.disputes[0].unit, again.alpha == first.alpha) == (
        "Kabupaten Ogan Ilir, 18.1, VA",
        False,
    )


def test_figures_that_took_long_stand_for_a_while_and_say_when_they_were_worked_out(twice, team, monkeypatch):
    monkeypatch.setattr(queries, "STANDS", 1_000_000)
    first = measure(twice.cycle)
    decide(twice, "14.1", Sent(points=3_000), version=1, by=team.lestari)
    assert measure(twice.cycle) == first
    assert timezone.now() - timedelta(minutes=5) < first.at < timezone.now()


def test_what_is_measured_takes_one_query_of_the_verdicts(twice, django_assert_num_queries):
    with django_assert_num_queries(1):
        ratings(twice.cycle)


def test_the_pages_are_for_those_who_assign_and_measure(sheet, team, world, client_for):
    url = reverse("mandates") + "?tahap=province&usul=1"
    assert "Ogan Ilir" in client_for(team.hadi).get(url).content.decode()
    assert "Kutai Timur" not in client_for(team.hadi).get(url).content.decode()
    assert "Kutai Timur" in client_for(world.agus).get(url).content.decode()
    for who, charges, measures in ((world.yusuf, 403, 403), (team.hadi, 200, 403), (team.ratna, 200, 200)):
        client = client_for(who)
        page = client.get(reverse("mandates"))
        assert page.status_code == charges
        assert client.get(reverse("agreement")).status_code == measures
        assert (reverse("agreement") in page.content.decode()) == (measures == 200)
    given = {"tahap": "province", "sheet": str(sheet.pk), "offer": str(team.lestari.pk)}
    client_for(team.hadi).post(reverse("mandates_give"), given)
    made = Mandate.objects.get(verifier=team.lestari)
    assert client_for(team.tono).post(reverse("mandate_end", args=[made.pk])).status_code == 404
    client_for(team.hadi).post(reverse("mandate_end", args=[made.pk]))
    assert Mandate.objects.get(pk=made.pk).ended_at
