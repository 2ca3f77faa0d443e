"""Signatures of strangers' PDFs are read apart: a hostile one is ended and refused, and the next is read."""

import time
from dataclasses import replace
from io import BytesIO

import psutil
import pytest
from pyhanko.sign.signers import SimpleSigner

from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.evidence.inspection import apart
from layak.results import signing
from layak.results.actions import papers
from layak.results.models import Paper
from layak.results.signing import Checked, State, pades
from tests.evidence import hostile
from tests.evidence.files import text_pdf
from tests.results.pki import PASSWORD, Authority
from tests.results.stage import claimed, close


def signed(authority: Authority, name: str = "Rina Uji") -> bytes:
    signer = SimpleSigner.load_pkcs12_data(authority.person(name), [], passphrase=PASSWORD.encode())
    return pades.append(signing.Request(text_pdf("Berita acara"), "Berita acara", "Indralaya"), signer)


@pytest.fixture
def hurried(monkeypatch):
    """Three seconds for each file instead of ten."""
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, seconds=3))


def words(content: bytes) -> str:
    return apart.text(BytesIO(content), 1).strip()


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as raised:
        signing.check(content)
    return raised.value.refusal.code, str(raised.value.refusal.sentence)


def test_a_pdf_that_is_never_read_to_its_end_is_refused_with_what_to_do(settings, hurried):
    began = time.monotonic()
    code, sentence = refusal(hostile.counting_pdf())
    assert (code, time.monotonic() - began < 15) == ("unread", True)
    assert sentence.startswith("Pemeriksaan tanda tangan dihentikan sebelum selesai")
    assert sentence.endswith("unggah tanpa mencetak ulang.")


def test_a_pdf_that_exhausts_memory_or_depth_is_refused_too(settings, monkeypatch):
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, memory_bytes=300_000_000, seconds=60))
    assert refusal(hostile.counting_pdf())[0] == "unread"
    assert refusal(hostile.deep_pdf())[0] == "unread"


def test_after_a_hostile_file_the_next_signature_is_read(authority, hurried, monkeypatch):
    refusal(hostile.counting_pdf())
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, seconds=60))
    assert signing.check(signed(authority)).state == State.VALID


def test_the_issuers_that_the_settings_name_are_known_apart(settings, authority):
    content = signed(authority)
    assert (signing.check(content).state, signing.check(content).signers) == (State.VALID, ("Rina Uji",))
    settings.SIGN_TRUST = ""
    assert signing.check(content).state == State.UNKNOWN


def test_when_the_last_one_signed_is_told(settings, authority):
    assert abs(signing.check(signed(authority)).at.timestamp() - time.time()) < 60


def test_the_helper_learns_to_read_signatures_with_the_first_one(settings, monkeypatch):
    fresh = apart._Helper()
    monkeypatch.setattr(apart, "_helper", fresh)

    def knows() -> bool:
        maps = psutil.Process(fresh.process.pid).memory_maps()
        return any("cryptography" in mapped.path for mapped in maps)

    assert (words(text_pdf("satu")), knows()) == ("satu", False)
    assert signing.check(text_pdf("dua")) == Checked(State.UNSIGNED)
    assert (words(text_pdf("tiga")), knows()) == ("tiga", True)
    fresh.door.close()


@pytest.fixture
def printed(world, settings, tmp_path):
    """A result, and its berita acara as it was printed."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claimed(world)
    result = close(world, Stage.SELF)
    return result, evidence.kept(papers.print_paper(result, Paper.Kind.MINUTES, by=world.yusuf).sha256)


def test_our_own_paper_with_something_hostile_after_it_is_not_taken_back(printed, world, hurried):
    result, content = printed
    with pytest.raises(Refused) as raised:
        papers.hand_back(result, hostile.counting_pdf(content), by=world.yusuf)
    assert (raised.value.refusal.code, Paper.objects.count()) == ("unread", 1)


def test_what_does_not_go_on_where_a_paper_ended_is_not_read_at_all(printed, world, monkeypatch):
    monkeypatch.setattr(signing, "check", lambda _content: pytest.fail("read"))
    with pytest.raises(Refused) as raised:
        papers.hand_back(printed[0], hostile.counting_pdf(), by=world.yusuf)
    assert raised.value.refusal.code == "foreign"
