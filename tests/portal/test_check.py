"""A stranger checks a paper, a file or a QR: what is genuine is confirmed, what is forged is named."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from layak.core.stages import Stage
from layak.portal import forms
from layak.results.actions.publishing import withdraw
from tests.evidence import files
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


def test_its_twin_tells_the_figures_as_text_and_the_root(awarded):
    told = Client().get(f"/periksa/{awarded.name}.json").json()
    assert (told["published"], told["district"]["code"], told["result"]["total"]) == (True, "16.10", "11.5")
    assert told["root"] is None or len(told["root"]["root"]) == 64


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
