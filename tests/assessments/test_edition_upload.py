"""An edition comes in as a ZIP: looked at, compared, installed once and for good, seen by every process."""

import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from layak.assessments import storage
from layak.assessments.actions import cycles, editions
from layak.assessments.models import Assessment
from layak.core import catalogue, loading
from layak.core.refusal import Refused
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE
from tests.assessments.steering import cycle_of
from tests.core.broken import FILES
from tests.evidence.files import archive
from tests.world import OGAN_ILIR

UPLOAD = "/edisi/unggah/"


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    """A folder of installed editions of one's own."""
    usual, settings.EDITIONS_ROOT = settings.EDITIONS_ROOT, tmp_path / "editions"
    catalogue.look_in(settings.EDITIONS_ROOT)
    yield settings.EDITIONS_ROOT
    catalogue.look_in(usual)


@pytest.fixture
def admin(world, client_for):
    return client_for(world.agus)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def files(**changes: tuple[str, str]) -> dict[str, str]:
    """The small edition, with one text replaced in `edition`, `ladders` or `akta`."""
    found = {}
    for name, content in FILES.items():
        before, after = changes.get(Path(name).stem.removeprefix("1-"), ("", ""))
        assert before in content
        found[name] = content.replace(before, after, 1) if before else content
    return found


def packed(parts: dict[str, str], folder: str = "kecil/") -> bytes:
    return archive(*((f"{folder}{name}", content.encode()) for name, content in parts.items()))


def send(client, content: bytes, **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("edisi.zip", content)}, **more)


def install(client, content: bytes):
    """All the way: upload, look, press the button."""
    seen = send(client, content)
    return client.post(f"{seen['Location']}pasang/", follow=True)


def said(client, content: bytes) -> str:
    """The sentence with which a file is turned away."""
    answer = send(client, content)
    assert answer.status_code == 422
    [sentence] = answer.context["form"].errors["file"]
    return sentence


def test_an_upload_is_looked_at_before_anything_is_installed(admin, root):
    page = send(admin, packed(files()), follow=True)
    assert "Tidak ada temuan" in text(page)
    assert "1 blok, 1 indikator, 2 baris, 10 poin" in text(page)
    assert "Baru, 2 baris" in text(page)
    assert page.context["old"].key == "kla-2024", "the edition of the newest cycle"
    assert catalogue.keys() == ("kla-2024", "opd-12")
    assert [folder.name for folder in root.iterdir()] == [".staged"]


def test_the_admin_chooses_what_it_is_compared_with(admin):
    where = send(admin, packed(files()))["Location"]
    assert admin.get(f"{where}?lama=opd-12").context["diff"].old_key == "opd-12"
    assert admin.get(f"{where}?lama=kla-1999").status_code == 404


def test_an_installed_edition_is_listed_browsed_and_told_in_the_trail(admin, root):
    page = install(admin, packed(files()))
    edition = catalogue.get("kecil")
    assert page.redirect_chain[-1] == ("/edisi/kecil/", 302)
    assert "Edisi kecil terpasang" in text(page)
    assert edition.fingerprint in text(page)
    assert sorted(folder.name for folder in root.iterdir()) == [".staged", f"kecil@{edition.fingerprint}"]
    assert "Apakah ada data?" in text(admin.get("/edisi/kecil/1/"))
    line = trail.lines(INSTANCE).first()
    assert (line.action, line.actor, line.about) == ("editions.install", "Agus", "edition:kecil")
    assert line.details == {"name": "kecil", "fingerprint": edition.fingerprint, "year": 2024}
    assert "memasang edisi kecil" in text(admin.get("/jejak/"))


def test_a_cycle_opens_on_an_installed_edition(admin, world):
    install(admin, packed(files()))
    cycle = cycle_of(world.agus, edition_key="kecil")
    opened = cycles.open_assessment(cycle.pk, OGAN_ILIR, by=world.yusuf)
    bound = Assessment.objects.get(pk=opened.pk)
    assert (bound.edition_key, bound.edition_fingerprint) == ("kecil", catalogue.get("kecil").fingerprint)
    assert "Edisi kecil" in text(admin.get("/siklus/baru/"))
    assert admin.get(reverse("sheet_indicator", args=[opened.pk, "1"])).status_code == 200


def test_findings_are_shown_by_file_and_line_and_nothing_can_be_installed(admin):
    broken = files(akta=("max: 4", "max: 5"), edition=("to: 7", "to: 6"))
    seen = send(admin, packed(broken))
    page = text(admin.get(seen["Location"]))
    assert "kecil/indicators/1-akta.yaml:5" in page
    assert "Jumlah pertanyaan 11, lebih 1." in page
    assert "kecil/edition.yaml:13" in page
    assert "2 kesalahan" in page
    assert "Pasang edisi ini" not in page
    answer = admin.post(f"{seen['Location']}pasang/", follow=True)
    assert "Edisi ini masih punya kesalahan" in text(answer)
    assert catalogue.keys() == ("kla-2024", "opd-12")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"edition": ("bands:", "bands: [")}, "kecil/edition.yaml:12"),
        ({"akta": ("questions:", "questions:\n\t-")}, "kecil/indicators/1-akta.yaml:10"),
        ({"edition": ("[1-akta]", "[../../../../rahasia]")}, "kecil/edition.yaml:24"),
        ({"edition": ("[1-akta]", '["1-akta\\0"]')}, "kecil/edition.yaml:24"),
        ({"edition": ("key: kecil", "key: Kecil Sekali")}, "edisi/edition.yaml:"),
        ({"ladders": ("at: 40", "at: 1e999999999")}, "kecil/ladders.yaml:"),
        ({"ladders": ("1/2", f"1/{'9' * 6000}")}, "kecil/ladders.yaml:"),
        ({"edition": ("year: 2024", f"year: {'9' * 6000}")}, "kecil/edition.yaml:4"),
        ({"akta": ("Apakah ada data?", '"Ada\\0?"')}, "kecil/indicators/1-akta.yaml:"),
        ({"edition": ("id: Blok\n", f"id: {'[' * 60_000}\n")}, "kecil/edition.yaml:18"),
        ({"edition": ("id: Blok\n", f"id:\n    {'- ' * 60_000}\n")}, "kecil/edition.yaml:19"),
    ],
)
def test_what_is_broken_or_hostile_in_a_file_is_told_by_its_line(admin, change, told):
    page = send(admin, packed(files(**change)), follow=True)
    assert page.status_code == 200
    assert told in text(page)
    assert page.context["edition"] is None


def test_a_key_stands_for_one_content_for_good(admin, world):
    first = packed(files())
    install(admin, first)
    again = send(admin, first, follow=True)
    assert "sudah terpasang, dengan isi yang sama" in text(again)
    other = send(admin, packed(files(edition=("Edisi kecil", "Edisi kecil baru"))))
    page = text(admin.get(other["Location"]))
    assert "Naikkan kuncinya di edition.yaml, misalnya kecil-2" in page
    assert "Pasang edisi ini" not in page
    answer = admin.post(f"{other['Location']}pasang/", follow=True)
    assert "sudah terpasang dengan isi lain" in text(answer)
    assert catalogue.get("kecil").title.id == "Edisi kecil"
    assert [line.action for line in trail.lines(INSTANCE)].count("editions.install") == 1


def test_an_edition_that_ships_cannot_be_replaced(admin):
    parts = {
        str(file.relative_to(loading.INSTRUMENTS / "opd-12")): file.read_text()
        for file in (loading.INSTRUMENTS / "opd-12").rglob("*.yaml")
    }
    parts["edition.yaml"] = parts["edition.yaml"].replace("year: 2025", "year: 2026")
    page = send(admin, packed(parts, "opd-12/"), follow=True)
    assert "misalnya opd-13" in text(page)


def test_the_same_upload_is_installed_once(admin, world):
    token = send(admin, packed(files()))["Location"].split("/")[-2]
    editions.install(token, by=world.agus)
    with pytest.raises(Refused) as caught:
        editions.install(token, by=world.agus)
    assert caught.value.refusal.code == "not-staged"
    page = admin.get(f"{UPLOAD}{token}/", follow=True)
    assert "sudah dipasang atau sudah lewat waktunya" in text(page)


@pytest.mark.parametrize("token", ["0" * 64, "..", ".staged", "a" * 63])
def test_an_address_that_nobody_was_given_leads_back(admin, token):
    assert admin.get(f"{UPLOAD}{token}/").headers["Location"] == UPLOAD


def test_an_upload_that_nobody_installs_is_dropped_after_a_day(admin, monkeypatch):
    old = send(admin, packed(files()))["Location"]
    monkeypatch.setattr(storage, "STAGED_SECONDS", -1)
    send(admin, packed(files(edition=("Edisi kecil", "Edisi lain"))))
    assert admin.get(old)["Location"] == UPLOAD


@pytest.mark.parametrize("name", ["rina", "ketut", "yusuf", "sri", "dewi"])
def test_only_the_admin_brings_editions_in(world, client_for, admin, name):
    seen, client = send(admin, packed(files())), client_for(getattr(world, name))
    answers = [client.get(UPLOAD), send(client, packed(files())), client.get(seen["Location"])]
    answers.append(client.post(f"{seen['Location']}pasang/"))
    assert [answer.status_code for answer in answers] == [403] * 4
    assert "Unggah edisi" not in text(client.get("/edisi/"))
    assert catalogue.keys() == ("kla-2024", "opd-12")


def test_a_zip_may_hold_the_files_themselves_and_what_computers_add(admin):
    parts = files() | {".DS_Store": "x", "__MACOSX/._edition.yaml": "x"}
    assert "Tidak ada temuan" in text(send(admin, packed(parts, ""), follow=True))


def link(name: str, target: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def locked(content: bytes) -> bytes:
    """The same ZIP, saying of each entry that it needs a password."""
    marks = (b"PK\x03\x04", 6), (b"PK\x01\x02", 8)
    changed = bytearray(content)
    for mark, flag in marks:
        at = changed.find(mark)
        while at >= 0:
            changed[at + flag] |= 1
            at = changed.find(mark, at + 1)
    return bytes(changed)


EDITION = ("kecil/edition.yaml", FILES["edition.yaml"].encode())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"bukan zip", "bukan ZIP yang dapat dibuka"),
        (packed(files())[:-30], "bukan ZIP yang dapat dibuka"),
        (b"#!/bin/sh\n" + packed(files()), "bukan ZIP yang dapat dibuka"),
        (archive(("catatan.txt", b"x")), "tidak memuat edition.yaml"),
        (archive(EDITION, ("kecil/jalan.sh", b"x")), "memuat jalan.sh, yang bukan bagian"),
        (archive(EDITION, ("lain/ladders.yaml", b"x")), "memuat ladders.yaml, yang bukan bagian"),
        (archive(EDITION, ("kecil/indicators/a/b.yaml", b"x")), "memuat b.yaml, yang bukan bagian"),
        (archive(EDITION, ("kecil/../../etc/cron.yaml", b"x")), "menunjuk ke luar foldernya"),
        (archive(EDITION, ("/etc/cron.yaml", b"x")), "menunjuk ke luar foldernya"),
        (archive(EDITION, ("kecil\\..\\..\\x.yaml", b"x")), "menunjuk ke luar foldernya"),
        (archive(EDITION, (link("kecil/ladders.yaml", "x"), b"/etc/passwd")), "menunjuk ke luar foldernya"),
        (archive(EDITION, ("kecil/Edition.yaml", b"x")), "dua berkas bernama sama"),
        (locked(packed(files())), "dikunci kata sandi"),
        (archive(EDITION, ("kecil/ladders.yaml", b" " * 3_000_000)), "terlalu besar untuk sebuah edisi"),
        (archive(EDITION, *((f"kecil/indicators/{n}.yaml", b"") for n in range(200))), "terlalu besar"),
        (b"\0" * 2_000_001, "terlalu besar untuk sebuah edisi"),
    ],
)
def test_a_hostile_or_wrong_zip_is_turned_away_with_a_sentence(admin, root, content, sentence):
    assert sentence in said(admin, content)
    assert not root.exists()


def test_a_torn_entry_is_turned_away(admin):
    content = bytearray(packed(files()))
    at = content.find(b"PK\x01\x02") - 40
    content[at : at + 20] = b"\xff" * 20
    assert "bukan ZIP yang dapat dibuka" in said(admin, bytes(content))


def test_no_file_at_all_is_said(admin):
    answer = admin.post(UPLOAD)
    assert answer.status_code == 422
    assert "Belum ada berkas yang dipilih" in text(answer)


def test_a_process_that_was_running_sees_what_another_installed(admin, root):
    program = (
        "import sys; from pathlib import Path; from layak.core import catalogue\n"
        f"catalogue.look_in(Path({str(root)!r}))\n"
        "for _ in range(2):\n"
        "    try: print(catalogue.keys(), catalogue.get('kecil').fingerprint, flush=True)\n"
        "    except catalogue.UnknownEdition as error: print(error, flush=True)\n"
        "    sys.stdin.readline()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as other:
        assert other.stdout.readline() == "kecil: kla-2024, opd-12\n"
        install(admin, packed(files()))
        other.stdin.write("\n")
        other.stdin.flush()
        seal = catalogue.get("kecil").fingerprint
        assert other.stdout.readline() == f"('kecil', 'kla-2024', 'opd-12') {seal}\n"
        other.stdin.write("\n")
        other.stdin.flush()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_install_one_key_at_once_one_is_refused(world, root):
    contents = (files(), files(edition=("Edisi kecil", "Edisi lain")))
    tokens = [
        editions.stage({name: part.encode() for name, part in content.items()}, "kecil", by=world.agus)
        for content in contents
    ]
    start = threading.Barrier(2)

    def install_one(token: str) -> str:
        start.wait()
        try:
            return editions.install(token, by=world.agus).key
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(install_one, tokens)) == ["kecil", "other-content"]
    assert len([folder for folder in root.iterdir() if folder.name.startswith("kecil@")]) == 1
    assert [line.action for line in trail.lines(INSTANCE)].count("editions.install") == 1


def test_both_languages(admin):
    admin.cookies["django_language"] = "en"
    broken = packed(files(akta=("max: 4", "max: 5")))
    assert "The sum of the questions is 11, 1 too much." in text(send(admin, broken, follow=True))
