"""A phone in the field, in a real browser: no signal, a reload, two phones, a photo; nothing is lost."""

import io
import os
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from layak.evidence import queries as evidence
from layak.evidence import storage
from layak.verification.models import Operation
from layak.verification.queries import field as queries
from tests.evidence.files import picture
from tests.verification.fielding import at_the_field, planned, puskesmas

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
expect.set_options(timeout=15_000)
Open = Callable[..., tuple[BrowserContext, Page]]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit(world, team):
    return puskesmas(planned(at_the_field(world, team), team.ratna), team.ratna)


@pytest.fixture
def phone(beside_tables: Browser, live_server, unit) -> Iterator[Open]:
    """`phone(team.ratna)`: that person's phone on the unit's page, its pages kept; no script may fail."""
    trouble: list[str] = []
    contexts = []

    def open_as(person, **options: object) -> tuple[BrowserContext, Page]:
        client = Client()
        client.force_login(person, backend="layak.people.adapters.Backend")
        context = beside_tables.new_context(locale="id-ID", timezone_id="Asia/Jakarta", **(PHONE | options))
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: "Content Security" in line.text and trouble.append(line.text))
        page.goto(f"{live_server.url}/lapangan/unit/{unit.pk}/")
        if options.get("java_script_enabled", True):
            expect(page.locator("html")).to_have_attribute("data-field-kept", "true", timeout=15_000)
        return context, page

    yield open_as
    for context in contexts:
        context.close()
    assert trouble == []


def tap(page: Page, item: str, answer: str) -> None:
    page.locator(f"[data-item={item}] label", has_text=answer).first.click()


def unsent(page: Page):
    return expect(page.locator("[data-field-status] [data-count]"))


def answers(unit, item="sdm"):
    found = queries.said(unit, item)
    return [each.value["answer"] for each in found.ends] if found else []


def test_what_is_tapped_without_a_signal_survives_a_reload_and_is_sent_once_when_it_is_back(
    phone, unit, team
):
    context, page = phone(team.ratna)
    unsent(page).to_have_text("Semua terkirim")
    context.set_offline(True)
    tap(page, "sdm", "Ya")
    tap(page, "informasi", "Sebagian")
    page.locator("#n-informasi").fill("Hanya satu poster")
    page.locator("#n-informasi").blur()
    unsent(page).to_have_text("3 belum terkirim")
    page.reload()
    unsent(page).to_have_text("3 belum terkirim")
    expect(page.locator("#n-informasi")).to_have_value("Hanya satu poster")
    expect(page.locator("[name=answer-sdm][value=yes]")).to_be_checked()
    page.get_by_role("link", name="Sesi lapangan").first.click()
    unsent(page).to_have_text("3 belum terkirim")
    assert not Operation.objects.exists()
    context.set_offline(False)
    unsent(page).to_have_text("Semua terkirim")
    assert (Operation.objects.count(), answers(unit), answers(unit, "informasi")) == (3, ["yes"], ["partly"])
    assert not queries.found([unit])[0].disputed


def test_two_phones_apart_are_both_kept_and_one_person_chooses(phone, unit, team):
    first, ratna = phone(team.ratna)
    second, imam = phone(team.imam)
    first.set_offline(True)
    second.set_offline(True)
    tap(ratna, "sdm", "Ya")
    tap(imam, "sdm", "Tidak")
    first.set_offline(False)
    unsent(ratna).to_have_text("Semua terkirim")
    second.set_offline(False)
    unsent(imam).to_have_text("Semua terkirim")
    conflict = imam.locator("[data-item=sdm] [data-conflict]")
    expect(conflict).to_contain_text("Dua orang menjawab berbeda")
    assert sorted(answers(unit)) == ["no", "yes"]
    conflict.locator("div", has_text="Ratna").get_by_role("button", name="Pakai ini").click()
    expect(conflict).to_have_count(0)
    expect(imam.locator("[name=answer-sdm][value=yes]")).to_be_checked()
    unsent(imam).to_have_text("Semua terkirim")
    assert (answers(unit), Operation.objects.count()) == (["yes"], 3)


def test_two_tabs_of_one_phone_make_no_conflict_with_each_other(phone, unit, team):
    context, page = phone(team.ratna)
    other = context.new_page()
    other.goto(page.url)
    context.set_offline(True)
    tap(page, "sdm", "Ya")
    unsent(page).to_have_text("1 belum terkirim")
    tap(other, "sdm", "Tidak")
    unsent(other).to_have_text("2 belum terkirim")
    context.set_offline(False)
    unsent(other).to_have_text("Semua terkirim")
    assert answers(unit) == ["no"]


def test_whoever_is_out_leaves_no_page_behind_but_loses_no_note(phone, unit, team, live_server):
    context, page = phone(team.ratna)
    context.set_offline(True)
    tap(page, "sdm", "Ya")
    unsent(page).to_have_text("1 belum terkirim")
    cookies = context.cookies()
    context.clear_cookies()
    context.set_offline(False)
    expect(page.locator("[data-says]")).to_contain_text("Anda sudah keluar", timeout=30_000)
    page.goto(f"{live_server.url}/masuk/")
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    context.add_cookies(cookies)
    page.goto(f"{live_server.url}/lapangan/unit/{unit.pk}/")
    unsent(page).to_have_text("Semua terkirim")
    assert answers(unit) == ["yes"]


def test_a_photo_waits_for_the_signal_and_arrives_marked_as_personal(phone, unit, team):
    context, page = phone(team.ratna)
    context.set_offline(True)
    photo = {"name": "papan.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.locator("[data-item=sdm] input[type=file]").set_input_files(photo)
    unsent(page).to_have_text("1 belum terkirim")
    page.reload()
    unsent(page).to_have_text("1 belum terkirim")
    context.set_offline(False)
    unsent(page).to_have_text("Semua terkirim")
    kept = queries.found([unit])[0].photos
    assert [(each.value["of"], each.photo.personal_data, each.author) for each in kept] == [
        ("sdm", True, team.ratna)
    ]


def test_a_large_photo_is_made_smaller_before_it_is_sent(phone, unit, team):
    noise = Image.frombytes("RGB", (3000, 1500), os.urandom(3000 * 1500 * 3))
    large = io.BytesIO()
    noise.save(large, "JPEG", quality=80)
    context, page = phone(team.ratna)
    context.set_offline(True)
    photo = {"name": "besar.png", "mimeType": "image/jpeg", "buffer": large.getvalue()}
    page.locator("[data-item=sdm] input[type=file]").set_input_files(photo)
    unsent(page).to_have_text("1 belum terkirim")
    context.set_offline(False)
    unsent(page).to_have_text("Semua terkirim")
    file = evidence.by_ids({Operation.objects.get().photo_id}).popitem()[1].newest
    with storage.files().open(storage.name_of(file.blob_id)) as stored:
        assert Image.open(stored).size == (2000, 1000)
    assert file.filename == "besar.jpg"


def test_a_note_that_is_refused_stays_on_the_phone_until_the_person_decides(phone, unit, team):
    context, page = phone(team.ratna)
    context.set_offline(True)
    tap(page, "sdm", "Ya")
    unit.session.closed_at = unit.session.starts_at
    unit.session.save()
    context.set_offline(False)
    refused = page.locator("[data-field-refused] li")
    expect(refused).to_contain_text("sudah ditutup")
    unit.session.closed_at = None
    unit.session.save()
    refused.get_by_role("button", name="Kirim ulang").click()
    expect(refused).to_have_count(0)
    unsent(page).to_have_text("Semua terkirim")
    assert answers(unit) == ["yes"]


def test_the_place_is_asked_for_only_by_its_button(phone, unit, team):
    _context, page = phone(
        team.ratna, geolocation={"latitude": -3.2, "longitude": 104.65}, permissions=["geolocation"]
    )
    assert not Operation.objects.exists()
    page.get_by_role("button", name="Catat tempat ini").click()
    expect(page.locator("[data-place-says]")).to_contain_text("-3.20000; 104.65000")
    unsent(page).to_have_text("Semua terkirim")
    assert [p.value["lat"] for p in queries.found([unit])[0].places] == [-3.2]


def test_without_javascript_the_plain_form_keeps_what_changed(phone, unit, team):
    _context, page = phone(team.ratna, java_script_enabled=False)
    page.locator("[name=answer-sdm][value=no]").check()
    page.locator("#n-finding").fill("Tidak ada temuan")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("body")).to_contain_text("Tersimpan: 2 catatan.")
    expect(page.locator("[name=answer-sdm][value=no]")).to_be_checked()
    assert (answers(unit), queries.found([unit])[0].finding) == (["no"], "Tidak ada temuan")
