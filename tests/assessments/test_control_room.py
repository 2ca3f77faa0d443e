"""Ruang kendali: the verdict, and figures that are the core's own, each of which opens."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from layak.assessments.actions import assigning as assigning_actions
from layak.assessments.actions import citing
from layak.assessments.models import Answer, Assessment
from layak.assessments.queries import assigning
from layak.assessments.queries.overview import picture
from layak.assessments.views.verdict import verdict, worth
from layak.core import catalogue, scoring
from layak.core.answers import Direct
from layak.core.points import text
from layak.evidence.actions import documents
from tests.assessments.papers import paper
from tests.assessments.steering import claim, claim_everything
from tests.world import World

EDITION = catalogue.get("kla-2024")


def seen(world: World):
    found = Assessment.objects.select_related("cycle", "district").get(pk=world.assessment.pk)
    return picture(found)


def claim_to(world: World, total: int, ready: int) -> None:
    """Answers in order up to exactly `total` points, of which `ready` with proof (1/1000)."""
    rest, rest_ready = total, ready
    for question in EDITION.questions.values():
        earned = min(question.max, rest)
        if rest_ready and earned > rest_ready:
            earned = rest_ready
        if not rest:
            return
        claim(world, question.code, earned, ready=rest_ready > 0)
        rest, rest_ready = rest - earned, max(rest_ready - earned, 0)


def due(world: World, code: str, day: date) -> None:
    stamp = assigning.stamp(assigning.parts(world.assessment.pk, [code]))
    assigning_actions.set_due(world.assessment.pk, [code], due=day, seen=stamp, by=world.yusuf)


def test_every_figure_is_the_cores_own(world):
    claim(world, "14.1", 3000, ready=True)
    claim(world, "14.2", 2500)
    claim(world, "1.1", 1001, ready=True)
    given = {"14.1": Direct(3000), "14.2": Direct(2500), "1.1": Direct(1001)}
    expected = scoring.score(EDITION, given, {"14.1", "1.1"})
    found = seen(world).score
    assert (found.total, found.blocks, found.indicators) == (
        expected.total,
        expected.blocks,
        expected.indicators,
    )


@pytest.mark.parametrize(
    ("total", "ready", "sentence"),
    [
        (0, 0, "Belum ada poin yang diklaim. Bagikan pertanyaan ke instansi, lalu mulai mengisi."),
        (312_500, 0, "Diklaim 312,5 poin, belum mencapai Pratama. Kurang 187,5 poin."),
        (
            768_810,
            618_040,
            "Diklaim Nindya, tetapi bukti yang siap baru cukup untuk Madya. "
            "Siapkan bukti 82,96 poin lagi agar Nindya aman.",
        ),
        (
            768_810,
            100_000,
            "Diklaim Nindya, tetapi bukti yang siap belum cukup untuk predikat apa pun. "
            "Siapkan bukti 601 poin lagi agar Nindya aman.",
        ),
        (
            768_810,
            701_000,
            "Diklaim Nindya, dan bukti yang siap sudah cukup. Kurang 32,19 poin klaim untuk Utama.",
        ),
        (1_000_000, 1_000_000, "Diklaim KLA, dan bukti yang siap sudah cukup."),
    ],
)
def test_the_verdict_says_where_the_claim_stands_and_what_makes_it_safe(world, total, ready, sentence):
    claim_to(world, total, ready)
    score = seen(world).score
    assert (score.total.claimed, score.total.ready) == (total, ready)
    assert verdict(score) == sentence


def test_the_costliest_gaps_come_first_with_their_owner_and_what_they_would_bring(world):
    claim_to(world, 1_000_000, 1_000_000)
    Answer.objects.filter(code="14.1").update(data={"kind": "direct", "points": "1"}, points=1000)
    Answer.objects.filter(code="2.1").delete()
    gaps = seen(world).gaps
    wanted = sorted(
        [
            ("14.1", EDITION.questions["14.1"].max - 1000, "Dinkes"),
            ("2.1", EDITION.questions["2.1"].max, "Dinas PPPA"),
        ],
        key=lambda gap: -gap[1],
    )
    assert [(gap.question.code, gap.missing, gap.agency) for gap in gaps] == wanted
    short = sum(gap.missing for gap in gaps)
    assert verdict(seen(world).score).startswith("Diklaim KLA")
    assert worth(seen(world).score, gaps) == f"Bersama bernilai {text(short)} poin."
    assert seen(world).score.total.claimed == 1_000_000 - short


def test_closing_gaps_says_which_predikat_it_reaches_or_what_is_still_missing(world):
    claim_to(world, 768_810, 618_040)
    found = seen(world)
    assert worth(found.score, found.gaps[:1]).endswith("dari Utama.")
    assert "masih kurang" in worth(found.score, found.gaps[:1])
    assert worth(found.score, found.gaps).endswith("klaim menjadi 1.000, cukup untuk KLA.")


def test_an_agencys_line_counts_its_own_rows_and_what_is_late(world):
    claim(world, "14.1", 3000, ready=True, status="submitted")
    claim(world, "14.2", 2000)
    yesterday = timezone.localdate() - timedelta(days=1)
    for code in ("14.1", "14.2", "12.1"):
        due(world, code, yesterday)
    desk = next(desk for desk in seen(world).desks if desk.agency_id == world.dinkes.pk)
    assert (desk.rows, desk.answered, desk.ready, desk.at_risk) == (4, 2, 1, 2000)
    assert (desk.late, desk.days) == (2, 1)
    assert desk.last == Answer.objects.get(code="14.2").changed_at


def test_a_draft_counts_as_answered_only_when_it_is_complete(world):
    Answer.objects.create(
        assessment=world.assessment,
        code="14.1",
        status="draft",
        data={"kind": "percent", "numerator_2025": "7"},
        changed_by=world.rina,
        changed_at=timezone.now(),
    )
    desk = next(desk for desk in seen(world).desks if desk.agency_id == world.dinkes.pk)
    assert (desk.answered, desk.rows) == (0, 4)


# --- the page ---


def test_the_secretariat_lands_in_its_own_districts_room(world, client_for):
    client = client_for(world.yusuf)
    assert client.get("/ruang-kendali/").headers["Location"] == f"/ruang-kendali/{world.assessment.pk}/"
    claim_to(world, 768_810, 618_040)
    page = client.get(f"/ruang-kendali/{world.assessment.pk}/").content.decode()
    assert "Diklaim Nindya, tetapi bukti yang siap baru cukup untuk Madya." in page
    for figure in ("768,81", "618,04", "150,77", "32,19"):
        assert figure in page
    assert "pertanyaan belum punya penanggung jawab" in page
    assert "Kalender (.ics)" in page


def test_an_admin_chooses_among_districts(world, client_for):
    page = client_for(world.agus).get("/ruang-kendali/").content.decode()
    assert "Kabupaten Ogan Ilir" in page
    assert "Kabupaten Kutai Timur" in page
    narrowed = client_for(world.agus).get("/ruang-kendali/?q=kutai").content.decode()
    assert "Kabupaten Ogan Ilir" not in narrowed
    assert "Kabupaten Kutai Timur" in narrowed


def test_a_leader_sees_the_room_and_no_button_to_remind(world, client_for):
    page = client_for(world.sri).get(f"/ruang-kendali/{world.assessment.pk}/")
    assert page.status_code == 200
    assert "Ingatkan" not in page.content.decode()
    sent = {"agency": world.dinkes.pk}
    assert (
        client_for(world.sri).post(f"/ruang-kendali/{world.assessment.pk}/ingatkan/", sent).status_code == 302
    )


@pytest.mark.parametrize(
    "tail", ["/", ".json", "/rincian/", "/rincian/blok/K1/", "/rincian/14/", "/kalender.ics"]
)
def test_nobody_else_finds_the_room(world, client_for, tail):
    address = f"/ruang-kendali/{world.assessment.pk}{tail}"
    people = (world.maya, world.rina, world.ketut, world.bayu, world.dewi, world.wayan)
    assert [client_for(person).get(address).status_code for person in people] == [404] * 6
    assert client_for(world.yusuf).get(address).status_code == 200


def test_the_json_twin_says_the_same_exactly(world, client_for):
    claim_to(world, 768_810, 618_040)
    twin = json.loads(client_for(world.yusuf).get(f"/ruang-kendali/{world.assessment.pk}.json").content)
    assert twin["total"] == {
        "claimed": "768.81",
        "ready": "618.04",
        "at_risk": "150.77",
        "max": "1000",
        "answered": Answer.objects.count(),
        "rows": 274,
        "estimate": False,
    }
    assert twin["predikat"] == {"claimed": "nindya", "ready": "madya"}
    assert twin["next"] == {"predikat": "utama", "threshold": "801", "gap": "32.19"}
    assert len(twin["gaps"]) == 5
    assert not twin["official"]


def test_a_total_between_two_bands_is_flagged_and_keeps_the_lower_one(world, client_for):
    claim_to(world, 600_500, 600_500)
    page = client_for(world.yusuf).get(f"/ruang-kendali/{world.assessment.pk}/").content.decode()
    assert "600,5 berada di antara 600 dan 601." in page


def test_what_officials_reported_warns_and_never_changes_the_band(world, client_for):
    claim_to(world, 850_000, 850_000)
    score = seen(world).score
    assert score.placing.band.key == "utama"
    assert score.concerns
    page = client_for(world.yusuf).get(f"/ruang-kendali/{world.assessment.pk}/").content.decode()
    assert "tidak mengubah predikat yang dihitung di sini" in page


@pytest.mark.parametrize("measure", ["klaim", "siap", "risiko", "celah"])
def test_every_ledger_adds_up_to_the_figure_it_explains(world, client_for, measure):
    claim_to(world, 768_810, 618_040)
    client, root = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/rincian/"
    total = client.get(f"{root}?poin={measure}").context
    assert (
        total["value"]
        == {
            "klaim": 768_810,
            "siap": 618_040,
            "risiko": 150_770,
            "celah": 231_190,
        }[measure]
    )
    assert sum(line["points"] for line in total["lines"]) == total["value"]
    for block in EDITION.blocks:
        part = client.get(f"{root}blok/{block.code}/?poin={measure}").context
        assert sum(line["points"] for line in part["lines"]) == part["value"]
    rows = client.get(f"{root}14/?poin={measure}").context
    assert sum(entry.points for entry in rows["entries"]) == rows["value"]


def test_the_drawer_gets_the_fragment_and_a_browser_without_scripts_the_page(world, client_for):
    client, address = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/rincian/14/"
    page, fragment = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert 'data-drawer-title="Dari mana 0 poin?"' in fragment.content.decode()
    assert "Belum dijawab: 0 dari" in fragment.content.decode()


def test_the_ledger_names_every_document_but_those_with_personal_data(world, client_for):
    plain, secret = paper(world, "Laporan KIA"), paper(world, "Daftar nama anak", personal_data=True)
    gone = paper(world, "Laporan lama")
    for each in (plain, secret, gone):
        citing.attach(world.assessment, "14.1", each.pk, by=world.rina)
    documents.remove(gone, version=1, by=world.rina, leaning=citing.leaning(world.rina))
    address = f"/ruang-kendali/{world.assessment.pk}/rincian/14/"
    shown = {}
    for person in (world.yusuf, world.sri, world.agus):
        (entry,) = [e for e in client_for(person).get(address).context["entries"] if e.proofs]
        shown[person.username] = [(proof.title, proof.openable) for proof in entry.proofs]
    assert shown == {
        "yusuf": [("Laporan KIA", True), ("Daftar nama anak", True), ("Laporan lama", True)],
        "sri": [("Laporan KIA", True), (None, False), ("Laporan lama", True)],
        "agus": [("Laporan KIA", False), (None, False), ("Laporan lama", False)],
    }
    page = client_for(world.agus).get(address).content.decode()
    assert (page.count("Dokumen berisi data pribadi"), f"/bukti/{plain.pk}/" in page) == (1, False)


def test_what_does_not_exist_is_not_found(world, client_for):
    client, root = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/rincian/"
    assert [client.get(f"{root}{tail}").status_code for tail in ("blok/K9/", "99/")] == [404, 404]


@pytest.mark.parametrize("tail", ["/", ".json", "/rincian/", "/rincian/14/"])
def test_queries_do_not_grow_with_rows_or_agencies(world, client_for, tail):
    client, address = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}{tail}"
    counts = []
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    counts.append(len(few))
    assigning_actions.propose(world.assessment.pk, by=world.yusuf)
    claim_everything(world.assessment, world.rina, ready=False)
    Answer.objects.filter(code__startswith="14.").update(data={"kind": "direct", "points": "0"}, points=0)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many) <= 18, [q["sql"][:90] for q in many]


def test_an_edition_that_changed_under_an_assessment_is_said_aloud(world, client_for):
    client, address = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/"
    Assessment.objects.update(edition_fingerprint=EDITION.fingerprint)
    assert "Isi edisi instrumen berubah" not in client.get(address).content.decode()
    Assessment.objects.update(edition_fingerprint="0" * 64)
    assert "Isi edisi instrumen berubah" in client.get(address).content.decode()
