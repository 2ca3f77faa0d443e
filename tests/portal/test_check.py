"""A stranger checks a paper, a file or a QR: what is genuine is confirmed, what is forged is named."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from layak.core.merkle import Proof, Tip, holds
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.evidence.inspection import apart
from layak.portal import forms
from layak.portal.views import checking
from layak.results.actions import papers
from layak.results.actions.publishing import publish, withdraw
from layak.results.actions.roots import publish_root
from layak.results.models import Root
from layak.results.queries import roots
from layak.results.signing import instance
from layak.trail import queries as trail
from layak.trail.actions import record
from tests.evidence import files, hostile
from tests.results import forging
from tests.results.pki import Authority
from tests.results.stage import claimed, close

FORGED = "ab" * 32


@pytest.fixture
def hand():
    """Hand a file in and read the answer."""

    def handed(content: bytes, name: str = "berkas.json"):
        return Client().post("/periksa/", {"file": SimpleUploadedFile(name, content)})

    return handed


def test_a_published_fingerprint_is_confirmed_with_its_figures(awarded):
    page = Client().get(f"/periksa/{awarded.name}/").content.decode()
    assert "Ini hasil yang diumumkan situs ini." in page
    assert "11,5" in page
    assert "Kabupaten Ogan Ilir" in page


def test_its_twin_tells_the_figures_as_text(awarded):
    told = Client().get(f"/periksa/{awarded.name}.json").json()
    assert (told["published"], told["district"]["code"], told["result"]["total"]) == (True, "16.10", "11.5")


def test_the_twin_of_the_check_page_says_how_to_check(awarded):
    told = Client(headers={"host": "kla.contoh.test"}).get("/periksa.json").json()
    assert told == {
        "by_name": {
            "address": "http://kla.contoh.test/periksa/{name}.json",
            "name": "SHA-256 of the result file or its open extract, as printed on the paper",
            "pattern": "^[0-9a-f]{64}$",
            "page": "http://kla.contoh.test/periksa/{name}/",
            "not_published": 404,
        },
        "by_file": {
            "page": "http://kla.contoh.test/periksa/",
            "accepts": ["application/pdf", "application/json"],
            "most_bytes": 10_000_000,
            "kept": False,
            "for_programs": "Ask by_name for the SHA-256 of a result file or an extract. "
            "A PDF is checked on the page.",
        },
    }
    found = told["by_name"]["address"].partition("kla.contoh.test")[2].format(name=awarded.name)
    assert Client().get(found).json()["published"] is True
    assert 'href="/periksa.json"' in Client().get("/periksa/").content.decode()


def test_a_result_is_shown_under_the_first_root_that_reaches_its_line(awarded, world):
    assert Root.objects.count() == 0
    page = Client().get(f"/periksa/{awarded.name}/").content.decode()
    assert "Akar berikutnya akan menguncinya." in page
    covering = publish_root(date(2026, 11, 21))
    record("test.later", by=world.agus, chain="16.10", about="assessment:1")
    publish_root(date(2026, 11, 22))
    page = Client().get(f"/periksa/{awarded.name}/").content.decode()
    assert (covering.root in page, "Akar harian 21 November 2026 mengunci jejak daerah ini" in page) == (
        True,
        True,
    )


def test_the_twin_proves_that_the_district_s_trail_is_under_the_root(awarded, world):
    for chain in ("64.08", "11.01", "instansi"):
        record("test.other", by=world.agus, chain=chain, about="assessment:1")
    publish_root()
    told = Client().get(f"/periksa/{awarded.name}.json").json()["root"]
    tip = Tip(*told["tip"])
    own = trail.lines("16.10").get(action="results.freeze")
    assert (told["line"], tip.seq >= told["line"]) == (own.seq, True)
    proof = Proof(**told["proof"])
    assert (proof.size, holds(tip, proof, told["root"])) == (4, True)
    assert not holds(Tip(tip.chain, tip.seq, "0" * 64), proof, told["root"])
    instance_says = roots.message(told["day"], told["root"])
    assert instance.holds(instance_says, told["signature"], told["key"])


def test_a_root_made_before_the_result_does_not_cover_it(world):
    publish_root(date(2026, 11, 20))
    claimed(world)
    result = publish(close(world, Stage.SELF), by=world.agus)
    assert Client().get(f"/periksa/{result.name}.json").json()["root"] is None
    publish_root(date(2026, 11, 21))
    assert Client().get(f"/periksa/{result.name}.json").json()["root"]["day"] == "2026-11-21"


def test_a_forged_qr_gets_its_sentence(world):
    answer = Client().get(f"/periksa/{FORGED}/")
    assert answer.status_code == 404
    assert "QR atau kertas ini mungkin palsu" in answer.content.decode()
    twin = Client().get(f"/periksa/{FORGED}.json")
    assert (twin.status_code, twin.json()) == (404, {"published": False})


def test_a_qr_cut_short_is_not_called_forged(world):
    answer = Client().get("/periksa/abc123/")
    assert answer.status_code == 404
    assert "Mungkin ada yang terpotong" in answer.content.decode()


def test_a_result_that_is_not_published_cannot_be_told_from_one_that_never_was(world):
    claimed(world)
    hidden = close(world, Stage.SELF)
    own, forged = (Client().get(f"/periksa/{name}/").content.decode() for name in (hidden.name, FORGED))
    assert own.replace(hidden.name, FORGED) == forged


def test_a_result_taken_back_is_no_longer_confirmed(awarded, world):
    url = f"/periksa/{awarded.name}/"
    assert Client().get(url).status_code == 200
    withdraw(awarded, reason="Salah hitung", by=world.agus)
    assert Client().get(url).status_code == 404


def test_a_typed_fingerprint_leads_to_its_page(world):
    assert (
        Client().get("/periksa/", {"sidik": f" {FORGED.upper()} "}).headers["Location"]
        == f"/periksa/{FORGED}/"
    )


def test_a_published_result_file_is_genuine(hand, awarded):
    page = hand(awarded.document.encode()).content.decode()
    assert "Asli: berkas ini hasil yang diumumkan situs ini" in page
    assert awarded.name in page


def test_a_tampered_result_file_is_refused_with_what_does_not_hold(hand, awarded):
    told = json.loads(awarded.document)
    told["scores"]["self"]["total"] += 100_000
    page = hand(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    assert "Berkas ini bukan hasil yang utuh." in page.content.decode()
    assert "Asli" not in page.content.decode()


def test_a_sound_file_that_was_never_published_is_not_called_genuine(hand, world):
    claimed(world)
    page = hand(close(world, Stage.SELF).document.encode()).content.decode()
    assert "bukan hasil yang diumumkan situs ini" in page
    assert "Kabupaten Ogan Ilir" not in page


def test_a_pdf_that_names_no_result_is_not_known(hand, world):
    page = hand(files.blank_pdf(), "rapor.pdf").content.decode()
    assert "Dokumen ini tidak menyebut hasil yang diumumkan situs ini." in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas ini kosong."),
        (b"x" * (forms.MOST + 1), "lebih besar dari 10 MB"),
    ],
)
def test_what_cannot_be_checked_is_refused(hand, world, content, sentence):
    answer = hand(content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"%PDF-1.7 rusak", b"[" * 100_000, b"{}"])
def test_a_broken_file_gets_a_sentence_and_breaks_nothing(hand, world, content):
    answer = hand(content)
    assert answer.status_code == 200
    assert "Asli" not in answer.content.decode()


def test_a_paper_changed_after_it_was_printed_is_not_genuine_and_says_why(
    hand, awarded, world, monkeypatch, settings, tmp_path
):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, seconds=60))
    printed = evidence.kept(papers.print_paper(awarded, "rapor", by=world.yusuf).sha256)
    assert "Asli: dokumen ini dicetak situs ini" in hand(printed, "rapor.pdf").content.decode()
    forged = forging.revised(printed, forging.painted)
    for content in (forged, forging.signed(forged, Authority("CA lain"))):
        page = hand(content, "rapor.pdf").content.decode()
        assert "Tidak dapat dipercaya" in page
        assert "bukan hanya ditandatangani" in page
        assert "Asli" not in page


def test_a_pdf_whose_signatures_are_never_read_to_their_end_gets_a_sentence(hand, world, monkeypatch):
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, seconds=2))
    answer = hand(hostile.counting_pdf(), "rapor.pdf")
    assert answer.status_code == 422
    assert "Pemeriksaan tanda tangan dihentikan sebelum selesai" in answer.content.decode()
    assert "Hasil pemeriksaan" not in answer.content.decode()


def test_after_ten_files_in_a_minute_an_address_waits(hand, awarded):
    answers = [hand(b"{}") for _ in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert "Tunggu satu menit, lalu unggah lagi." in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"] == "60"
    assert Client().get(f"/periksa/{awarded.name}/").status_code == 200
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert elsewhere.post("/periksa/", {"file": SimpleUploadedFile("a.json", b"{}")}).status_code == 200


def test_an_address_that_waits_does_not_have_its_file_read(hand, world, monkeypatch):
    for _ in range(10):
        hand(b"{}")
    monkeypatch.setattr(checking, "looked_at", lambda _content: pytest.fail("read"))
    assert hand(b"{}").status_code == 429
