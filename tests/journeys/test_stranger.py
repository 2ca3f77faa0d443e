"""Someone without an account: looks a district up, takes the data, and checks what a paper claims."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import house, staging
from tests.journeys.looking import Watch
from tests.journeys.pictures import picture

GEO = Path(__file__).parents[3] / "shared" / "geo"
PDF = "application/pdf"


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with a published result whose minutes were printed and signed."""
    own = house.copied(demo, tmp_path_factory.mktemp("stranger") / "home")
    if GEO.exists():
        house.run(own, "load", "geo", str(GEO))
    return staging.play(own, "papered")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served."""
    with house.served(home) as found:
        yield found


def test_a_stranger_finds_a_district_and_takes_the_data(enter, watch):
    page = enter(None)
    he_finds_his_district(page, watch)
    what_a_program_reads_is_what_the_page_says(page)
    he_reads_the_awards(page, watch)
    he_takes_the_data(page, watch)


def test_a_stranger_checks_a_paper(enter, watch):
    watch.expected = ("status of 404",)
    minutes = signed_minutes(enter("Ratna"))
    page = enter(None, phone=True)
    named = he_follows_the_address_under_the_qr(page, minutes, watch)
    he_hands_in_the_paper(page, minutes, watch)
    he_hands_in_a_paper_changed_after_signing(page, minutes)
    he_follows_a_forged_qr(page, named, watch)
    he_hands_in_the_result_file(page, enter("Ratna"), named)


def test_everything_works_without_scripts(enter, watch):
    page = enter(None, phone=True, java_script_enabled=False)
    page.goto("/publik/")
    page.get_by_label("Nama kabupaten atau kota").fill("ogan ilir")
    page.get_by_role("button", name="Cari daerah").click()
    page.get_by_role("link", name="Kabupaten Ogan Ilir").click()
    expect(page.locator(".ly-fig-big")).to_be_visible()
    page.get_by_role("link", name="Periksa keaslian hasil ini").click()
    expect(page.locator("main")).to_contain_text("Ini hasil yang diumumkan situs ini.")
    page.goto("/periksa/")
    files = {"name": "lain.pdf", "mimeType": PDF, "buffer": b"%PDF-1.7 bukan dari sini"}
    page.get_by_label("Berkas PDF atau JSON").set_input_files(files)
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.locator("main")).to_contain_text("tidak menyebut hasil yang diumumkan")
    page.goto("/publik/")
    page.get_by_text("Peta sebagai tabel").click()
    page.get_by_role("row", name="Sumatera Selatan").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sumatera Selatan")
    page.get_by_role("link", name=re.compile("English|EN")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def he_finds_his_district(page: Page, watch: Watch) -> None:
    page.goto("/publik/")
    picture(page, "publik-peta", of=page.locator(".ly-map").first)
    watch.look(page)
    page.locator(".ly-map a[href^='/publik/provinsi/16/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sumatera Selatan")
    watch.look(page)
    page.get_by_role("row", name=re.compile("Ogan Ilir")).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Ogan Ilir")
    expect(page.locator("main")).to_contain_text("Data contoh. Ini bukan hasil sebenarnya daerah ini.")
    picture(page, "publik-daerah")
    watch.look(page)


def what_a_program_reads_is_what_the_page_says(page: Page) -> None:
    shown = page.locator(".ly-fig-big").text_content().strip()
    for path in ("", "provinsi/16", "daerah", "daerah/16.10", "penghargaan"):
        twin = f"/publik/{path}".rstrip("/") + ".json"
        answer = page.request.get(twin)
        assert answer.headers["content-type"].startswith("application/json"), twin
        again = page.request.get(twin, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status == 304, twin
    told = json.dumps(page.request.get("/publik/daerah/16.10.json").json())
    assert f'"{shown.replace(",", ".")}"' in told


def he_reads_the_awards(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Penghargaan per tahun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Penghargaan per tahun")
    expect(page.get_by_role("row", name=re.compile("^2025"))).to_contain_text("355")
    picture(page, "publik-penghargaan")
    watch.look(page)


def he_takes_the_data(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Unduh data dan kamusnya").click()
    picture(page, "publik-data")
    watch.look(page)
    sums = dict(line.split("  ")[::-1] for line in page.request.get("/data/SHA256SUMS").text().splitlines())
    for link in page.locator("main a.btn").all():
        with page.expect_download() as waiting:
            link.click()
        content = Path(waiting.value.path()).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sums[waiting.value.suggested_filename]
        if waiting.value.suggested_filename == "hasil.csv":
            lines = list(csv.DictReader(io.StringIO(content.decode())))
            assert {line["district"] for line in lines} == {"Kabupaten Ogan Ilir"}


def signed_minutes(page: Page) -> bytes:
    """The signed minutes of the published result, as the ministry hands them out."""
    page.goto("/hasil/1/")
    with page.expect_download() as waiting:
        page.locator("section[aria-labelledby=dokumen] tbody tr").last.get_by_role("link").first.click()
    return Path(waiting.value.path()).read_bytes()


def he_follows_the_address_under_the_qr(page: Page, minutes: bytes, watch: Watch) -> str:
    text = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(minutes))
    named = re.search(r"/periksa/([0-9a-f]{64})", "".join(text.split())).group(1)
    page.goto(f"/periksa/{named}/")
    expect(page.locator("main")).to_contain_text("Ini hasil yang diumumkan situs ini.")
    expect(page.locator("main")).to_contain_text("Kabupaten Ogan Ilir")
    picture(page, "periksa-asli")
    watch.look(page)
    he_counts_again_by_himself(page)
    return named


def he_counts_again_by_himself(page: Page) -> None:
    again = page.locator("section", has=page.get_by_role("heading", name="Hitung ulang sendiri"))
    with page.expect_download() as waiting:
        again.get_by_role("link", name="Unduh kutipan terbuka").click()
    command = again.locator("code").text_content().split()
    assert command[:3] == ["layak", "verify-result", waiting.value.suggested_filename]
    run = [sys.executable, "-m", "layak.cli", "verify-result", waiting.value.path(), *command[3:]]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout[:41]) == (0, "Hasil ini cocok: Kabupaten Ogan Ilir 2024")
    picture(page, "periksa-hitung", of=again)


def he_hands_in_the_paper(page: Page, minutes: bytes, watch: Watch) -> None:
    page.goto("/periksa/")
    hand_in(page, "berita-acara.pdf", minutes)
    expect(page.locator("#jawaban ~ .ly-note")).to_contain_text("Asli: dokumen ini dicetak situs ini")
    expect(page.locator("#jawaban ~ .ly-note")).to_contain_text("penerbit sertifikatnya tidak dikenal")
    watch.look(page)


def hand_in(page: Page, name: str, content: bytes, kind: str = PDF) -> None:
    """Upload a file on the check page."""
    file = {"name": name, "mimeType": kind, "buffer": content}
    page.get_by_label("Berkas PDF atau JSON").set_input_files([file])
    page.get_by_role("button", name="Periksa berkas").click()


def he_hands_in_a_paper_changed_after_signing(page: Page, minutes: bytes) -> None:
    middle = minutes.index(b"stream\n") + 40
    changed = minutes[:middle] + bytes([minutes[middle] ^ 1]) + minutes[middle + 1 :]
    hand_in(page, "berita-acara.pdf", changed)
    expect(page.locator("#jawaban ~ .ly-note")).not_to_contain_text("Asli:")
    expect(page.locator("#jawaban ~ .ly-note")).to_contain_text("diubah setelah ditandatangani")
    picture(page, "periksa-diubah")


def he_follows_a_forged_qr(page: Page, named: str, watch: Watch) -> None:
    forged = hashlib.sha256(named.encode()).hexdigest()
    page.goto(f"/periksa/{forged}/")
    expect(page.get_by_role("alert")).to_contain_text(
        "Tidak ada hasil yang diumumkan dengan sidik jari ini. QR atau kertas ini mungkin palsu"
    )
    picture(page, "periksa-palsu")
    watch.look(page)
    page.get_by_role("link", name="Periksa yang lain").click()
    page.get_by_label("64 angka dan huruf a sampai f").fill(named.upper())
    page.get_by_role("button", name="Periksa sidik jari").click()
    expect(page.locator("main")).to_contain_text("Ini hasil yang diumumkan situs ini.")


def he_hands_in_the_result_file(page: Page, ratna: Page, named: str) -> None:
    result = ratna.request.get(f"/hasil/1/{named}.json").body()
    page.goto("/periksa/")
    hand_in(page, "hasil.json", result, "application/json")
    expect(page.locator("#jawaban ~ .ly-note")).to_contain_text("Asli: berkas ini hasil yang diumumkan")
    hand_in(
        page, "hasil.json", re.sub(rb'"total":\d+', b'"total":990000', result, count=1), "application/json"
    )
    expect(page.locator("#jawaban ~ .ly-note")).to_contain_text("Berkas ini bukan hasil yang utuh.")
