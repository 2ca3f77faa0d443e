"""Ratna of the ministry: the nation at a glance, who verifies what, the last check, a published result."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from tests.journeys import house, staging
from tests.journeys.looking import Watch
from tests.journeys.pictures import picture
from tests.results.pki import PASSWORD, Authority

GEO = Path(__file__).parents[3] / "shared" / "geo"


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance whose district waits for the ministry to close its last check."""
    own = house.copied(demo, tmp_path_factory.mktemp("ministry") / "home")
    if GEO.exists():
        house.run(own, "load", "geo", str(GEO))
    acts = ("windows", "doubled", "settled", "province", "review", "field", "repair", "replied", "final")
    return staging.play(own, *acts)


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served, with a certificate of its own under an issuer that it knows."""
    authority, certificate, known = Authority(), home / "situs.p12", home / "issuers.pem"
    certificate.write_bytes(authority.person("Kementerian Uji"))
    (home / "ratna.p12").write_bytes(authority.person("Ratna Kusuma"))
    known.write_bytes(authority.pem)
    signing = {"LAYAK_SIGN_P12": str(certificate), "LAYAK_SIGN_PASSWORD": PASSWORD}
    with house.served(home, LAYAK_SIGN_TRUST=str(known), **signing) as found:
        yield found


def test_the_ministry_oversees_the_nation_and_publishes_a_result(enter, watch, home):
    watch.expected = ("status of 422",)
    ratna = enter("Ratna")
    she_sees_the_nation(ratna, watch)
    she_filters_and_takes_the_table_with_her(ratna)
    she_opens_a_province(ratna, watch)
    she_gives_a_verifier_a_sheet(ratna, watch)
    she_reads_how_far_verifiers_agree(ratna, watch)
    she_closes_the_last_check(ratna, watch)
    she_decides_the_predikat(ratna, watch)
    she_writes_down_who_signs(ratna, watch)
    she_prints_and_signs_the_minutes(ratna, watch)
    she_signs_with_a_certificate_of_her_own(ratna, home, watch)
    she_publishes(ratna, watch)


def she_sees_the_nation(page: Page, watch: Watch) -> None:
    page.goto("/")
    page.get_by_role("link", name="Peta dan kemajuan").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Indonesia")
    expect(page.locator(".ly-map").first).to_be_visible()
    picture(page, "nasional")
    watch.look(page)


def she_filters_and_takes_the_table_with_her(page: Page) -> None:
    page.get_by_label("Tahap", exact=True).select_option(label="Verifikasi final")
    page.get_by_role("button", name="Tampilkan").click()
    lines = page.locator("#tabel tbody tr")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("Kabupaten Ogan Ilir")
    score = lines.locator("td[data-label='VA']").text_content().strip().replace(",", ".")
    picture(page, "nasional-tabel", of=page.locator("#tabel"))
    shown = list(csv.DictReader(io.StringIO(taken(page, "CSV").decode("utf-8-sig"))))
    assert [(line["Daerah"], line["VA"]) for line in shown] == [
        ("Kabupaten Ogan Ilir", score.replace(",", "."))
    ]
    head, line = load_workbook(io.BytesIO(taken(page, "Excel"))).active.iter_rows(values_only=True)
    found = dict(zip(head, line, strict=True))
    assert (found["Daerah"], found["VA"]) == ("Kabupaten Ogan Ilir", float(score))


def taken(page: Page, link: str) -> bytes:
    """What a link downloads."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    return content(waiting.value)


def content(download: Download) -> bytes:
    """The bytes that came down."""
    return Path(download.path()).read_bytes()


def she_opens_a_province(page: Page, watch: Watch) -> None:
    page.goto("/nasional/")
    page.locator(".ly-map a[href='/provinsi/16/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sumatera Selatan")
    expect(page.locator("#tabel")).to_contain_text("Kota Prabumulih")
    picture(page, "provinsi")
    watch.look(page)


def she_gives_a_verifier_a_sheet(page: Page, watch: Watch) -> None:
    page.goto("/penugasan/")
    page.locator("nav.ly-filter").get_by_role("link", name="Verifikasi final").click()
    card = page.locator("article", has_text="Ogan Ilir").first
    card.get_by_label("Verifikator untuk Kabupaten Ogan Ilir").select_option(label="Imam Santosa")
    card.get_by_label("sebagai penilai kedua").check()
    card.get_by_role("button", name="Tugaskan").click()
    card = page.locator("article", has_text="Ogan Ilir").first
    expect(card).to_contain_text("Imam Santosa (penilai kedua)")
    picture(page, "penugasan")
    watch.look(page)
    card.get_by_role("button", name="Akhiri Imam Santosa").click()
    card = page.locator("article", has_text="Ogan Ilir").first
    expect(card).not_to_contain_text("Imam Santosa (penilai kedua)")


def she_reads_how_far_verifiers_agree(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Kesepakatan").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Alfa Krippendorff:\s*0,\d\d"))
    expect(page.locator("main")).to_contain_text("Dewi Anggraini, Hadi Nugraha")
    picture(page, "kesepakatan")
    watch.look(page)


def she_closes_the_last_check(page: Page, watch: Watch) -> None:
    page.goto("/hasil/")
    page.locator("tr", has_text="Ogan Ilir").get_by_role("link").first.click()
    page.get_by_role("link", name="Tutup tahap ini").click()
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#posisi")).to_contain_text("Verifikasi final")
    watch.look(page)


def she_decides_the_predikat(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Tutup tahap ini").click()
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_label("Predikat yang ditetapkan").select_option(label="Nindya")
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator(".ly-error-summary")).to_contain_text("Tulis nomor atau tautan keputusan")
    page.get_by_label("Keputusan").fill("Keputusan contoh nomor 1 Tahun 2026")
    page.get_by_label("Saya sudah membaca").check()
    watch.look(page)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#posisi ~ .ly-note", has_text="Predikat yang ditetapkan:")).to_contain_text("Nindya")
    expect(page.get_by_role("link", name="Tutup tahap ini")).to_have_count(0)


def she_writes_down_who_signs(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Tulis penanda tangan").click()
    page.locator("#id_district0_name").fill("Nurlela Hamzah")
    page.locator("#id_district0_position").fill("Bupati Ogan Ilir")
    page.locator("#id_team0_name").fill("Ratna Kusuma")
    page.locator("#id_team0_nip").fill("19800101 200501 2 001")
    picture(page, "penanda-tangan")
    page.locator("#id_team0_nip").fill("12345")
    page.get_by_role("button", name="Simpan penanda tangan").click()
    expect(page.locator(".ly-error-summary")).to_contain_text("NIP terdiri dari 18 angka.")
    watch.look(page)
    page.locator("#id_team0_nip").fill("19800101 200501 2 001")
    page.get_by_role("button", name="Simpan penanda tangan").click()
    papers = page.locator("section[aria-labelledby=dokumen]")
    expect(papers).to_contain_text("Penanda tangan di kertas: Nurlela Hamzah; Ratna Kusuma.")


def she_prints_and_signs_the_minutes(page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="Cetak berita acara").click()
    papers = page.locator("#dokumen ~ table, section[aria-labelledby=dokumen] table")
    expect(papers).to_contain_text("Belum ditandatangani")
    papers.get_by_role("link", name="Tandatangani").click()
    page.get_by_role("button", name="Tandatangani", exact=True).click()
    expect(papers).to_contain_text("Tanda tangan sah")
    expect(papers).to_contain_text("Kementerian Uji")
    picture(page, "berita-acara", of=page.locator("#dokumen"))
    watch.look(page)
    with page.expect_download() as waiting:
        papers.get_by_role("link", name=re.compile("Berita acara")).last.click()
    assert content(waiting.value).startswith(b"%PDF")


def she_signs_with_a_certificate_of_her_own(page: Page, home: Path, watch: Watch) -> None:
    papers = page.locator("section[aria-labelledby=dokumen] table")
    papers.get_by_role("link", name="Tandatangani").click()
    page.get_by_label("Berkas sertifikat").set_input_files(home / "ratna.p12")
    page.get_by_label("Sandi sertifikat").fill("keliru")
    picture(page, "sertifikat-sendiri", of=page.get_by_label("Berkas sertifikat"))
    page.get_by_role("button", name="Tandatangani dengan sertifikat ini").click()
    expect(page.locator(".ly-error-summary")).to_contain_text("Sertifikat tidak terbuka dengan sandi ini.")
    watch.look(page)
    page.get_by_label("Berkas sertifikat").set_input_files(home / "ratna.p12")
    page.get_by_label("Sandi sertifikat").fill(PASSWORD)
    page.get_by_role("button", name="Tandatangani dengan sertifikat ini").click()
    expect(papers).to_contain_text("Ratna Kusuma")
    expect(papers.get_by_text("Tanda tangan sah")).to_have_count(2)


def she_publishes(page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="Umumkan hasil ini").click()
    expect(page.locator("main")).to_contain_text("Diumumkan")
    page.goto("/publik/daerah/16.10/")
    expect(page.locator("#hasil")).to_contain_text("2026")
    expect(page.locator("main")).to_contain_text("Keputusan contoh nomor 1 Tahun 2026")
    watch.look(page)
