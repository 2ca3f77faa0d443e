"""The frame of every page: who, where, whereto and until when, for each role, at a fixed small price."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import cycles
from layak.assessments.models import Answer, Stage, Window
from layak.people.models import User
from layak.web.context import shell


def frame(person, path="/edisi/"):
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=person.pk) if person else AnonymousUser()
    return shell(request)


def words(person) -> list[str]:
    return [str(item["label"]) for group in frame(person)["nav"] for item in group["items"]]


def test_each_role_sees_its_own_places_with_its_home_first(world):
    assert {
        name: words(getattr(world, name)) for name in ("rina", "ketut", "yusuf", "sri", "dewi", "agus")
    } == {
        "rina": [
            "Tugas saya",
            "Lembar",
            "Bukti",
            "Catatan verifikator",
            "Hasil",
            "Isi dengan Excel",
            "Edisi instrumen",
        ],
        "ketut": [
            "Persetujuan",
            "Lembar",
            "Bukti",
            "Catatan verifikator",
            "Hasil",
            "Isi dengan Excel",
            "Orang",
            "Edisi instrumen",
        ],
        "yusuf": [
            "Ruang kendali",
            "Lembar",
            "Bukti",
            "Catatan verifikator",
            "Hasil",
            "Verifikasi lapangan",
            "Pembagian",
            "Isi dengan Excel",
            "Instansi",
            "Orang",
            "Siklus",
            "Edisi instrumen",
            "Jejak perubahan",
        ],
        "sri": [
            "Lembar pimpinan",
            "Ruang kendali",
            "Lembar",
            "Bukti",
            "Catatan verifikator",
            "Hasil",
            "Verifikasi lapangan",
            "Pembagian",
            "Siklus",
            "Edisi instrumen",
        ],
        "dewi": [
            "Meja verifikasi",
            "Hasil",
            "Verifikasi lapangan",
            "Peta dan kemajuan",
            "Penugasan verifikator",
            "Edisi instrumen",
        ],
        "agus": [
            "Ruang kendali",
            "Hasil",
            "Pembagian",
            "Peta dan kemajuan",
            "Penugasan verifikator",
            "Instansi",
            "Orang",
            "Siklus",
            "Edisi instrumen",
            "Jejak perubahan",
        ],
    }


@pytest.mark.parametrize("name", ["rina", "ketut", "yusuf", "sri", "dewi", "agus"])
def test_every_place_offered_can_be_entered(world, client_for, name):
    person = getattr(world, name)
    addresses = [item["url"] for group in frame(person)["nav"] for item in group["items"]]
    client = client_for(person)
    refused = {a: code for a in addresses if (code := client.get(a, follow=True).status_code) != 200}
    assert refused == {}


def test_the_frame_says_who_and_where(world):
    operator, secretariat = frame(world.rina), frame(world.yusuf)
    assert (operator["me"]["name"], str(operator["me"]["role"])) == ("Rina", "Operator")
    assert operator["place"] == {"name": "Dinkes", "subtitle": "Kabupaten Ogan Ilir, Evaluasi KLA 2026"}
    assert secretariat["place"] == {"name": "Kabupaten Ogan Ilir", "subtitle": "Evaluasi KLA 2026"}


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=20, hours=1), ("20 hari lagi", "")),
        (timedelta(days=14, hours=1), ("14 hari lagi", "near")),
        (timedelta(hours=47, minutes=30, seconds=5), ("47 jam 30 menit lagi", "urgent")),
        (timedelta(days=-1), ("sudah ditutup", "past")),
    ],
)
def test_the_clock_says_in_words_how_long_is_left(world, left, said):
    Window.objects.update(closes_at=timezone.now() + left)
    found = frame(world.rina)["clock"]
    assert (found["text"], found["level"]) == said


def test_the_clock_on_an_old_cycles_sheet_is_that_cycles_own(world, client_for):
    now = timezone.now()
    old = cycles.create(
        year=2025,
        title="Evaluasi KLA 2025",
        edition_key="kla-2024",
        years=(2023, 2024),
        windows={Stage.SELF: (now - timedelta(days=400), now - timedelta(days=300))},
        by=None,
    )
    sheet = cycles.open_assessment(old.pk, "16.10", by=None)
    client = client_for(world.rina)
    page = client.get(reverse("sheet_indicator", args=[sheet.pk, "14"]))
    assert (page.context["clock"]["text"], page.context["clock"]["level"]) == ("sudah ditutup", "past")
    assert page.context["place"]["subtitle"] == "Kabupaten Ogan Ilir, Evaluasi KLA 2025"
    for address in (reverse("sheet_indicator", args=[world.assessment.pk, "14"]), reverse("library")):
        assert client.get(address).context["clock"]["text"] == "13 hari lagi"


def test_no_clock_runs_before_the_window_opens(world):
    now = timezone.now()
    Window.objects.update(opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=9))
    assert not frame(world.rina)["clock"]


def test_what_waits_is_counted_beside_its_place(world):
    for code, status in (("14.1", "needs-fix"), ("14.2", "submitted"), ("18.1", "needs-fix")):
        Answer.objects.create(
            assessment=world.assessment,
            code=code,
            status=status,
            changed_by=world.rina,
            changed_at=timezone.now(),
        )
    assert frame(world.rina)["nav"][0]["items"][0]["badge"] == 1
    assert frame(world.ketut)["nav"][0]["items"][0]["badge"] == 1


def test_the_whole_frame_costs_at_most_four_queries_and_strangers_nothing(world):
    for person in (world.rina, world.ketut, world.yusuf, world.agus, world.dewi):
        context = frame(person)
        with CaptureQueriesContext(connection) as found:
            for name in ("nav", "me", "place", "clock"):
                bool(context[name])
        assert len(found) <= 4
    with CaptureQueriesContext(connection) as found:
        assert set(frame(None)) == {"demo"}
    assert len(found) == 0


def test_a_fragment_that_shows_no_frame_reads_nothing(world):
    with CaptureQueriesContext(connection) as found:
        request = RequestFactory().get("/")
        request.user = world.rina
        shell(request)
    assert len(found) == 0
