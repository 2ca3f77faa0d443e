"""A paper is genuine as it was printed, with nothing but signatures after it; all else is refused."""

from dataclasses import replace

import pytest

from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.evidence.actions.keeping import keep
from layak.evidence.inspection import apart
from layak.results import signing
from layak.results.actions import papers
from layak.results.actions.publishing import publish
from layak.results.models import Paper
from layak.results.queries import recognising
from layak.results.signing import State
from layak.results.signing.pkcs12 import Pkcs12
from tests.evidence import files
from tests.results import forging
from tests.results.pki import PASSWORD, Authority
from tests.results.stage import claimed, close


@pytest.fixture
def result(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.PUBLIC_URL = "https://kla.contoh.test"
    claimed(world)
    return publish(close(world, Stage.SELF), by=world.agus)


@pytest.fixture
def printed(result, world):
    """The berita acara as it was printed."""
    return evidence.kept(papers.print_paper(result, Paper.Kind.MINUTES, by=world.yusuf).sha256)


@pytest.fixture
def stranger():
    """An issuer that nobody knows."""
    return Authority("CA lain")


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine is no reason to refuse a paper here; the work itself stays bounded."""
    monkeypatch.setattr(apart, "SIGNATURES", replace(apart.SIGNATURES, seconds=60))
    monkeypatch.setattr(apart, "DRAWING", replace(apart.DRAWING, seconds=60))


@pytest.fixture
def told(result, world):
    """What the check page and handing back say of a file: genuine, its state, and the refusal."""

    def say(content):
        found = recognising.recognise(content)
        try:
            papers.hand_back(result, content, by=world.yusuf)
        except Refused as refused:
            return found.genuine, found.signed.state, str(refused.refusal.code)
        return found.genuine, found.signed.state, "taken back"

    return say


ALTERED = (False, State.ALTERED, "altered")
MISPLACED = (False, State.MISPLACED, "misplaced")


@pytest.mark.parametrize("change", [forging.painted, forging.replaced, forging.retitled, forging.noted])
def test_a_paper_with_another_revision_is_refused_signed_or_not(printed, told, authority, change):
    forged = forging.revised(printed, change)
    assert told(forged) == ALTERED
    assert told(forging.signed(forged, authority)) == ALTERED


def test_what_a_signature_changes_beside_itself_is_refused(printed, told, authority):
    assert told(forging.signed(printed, authority, before=forging.painted)) == ALTERED
    assert told(forging.smuggling(printed, authority)) == ALTERED
    assert told(forging.acting(printed, authority)) == ALTERED


def test_the_picture_of_a_signature_may_not_lie_over_the_paper(printed, told, authority):
    assert told(forging.signed(printed, authority, page=0, box=forging.ROOM)) == MISPLACED
    assert told(forging.signed(printed, authority, box=(40, 200, 540, 720))) == MISPLACED


def test_whatever_else_follows_the_printed_bytes_is_refused(printed, told):
    assert told(printed + b"\n") == ALTERED
    assert told(printed + b"% 989,99\n") == ALTERED


def test_another_document_after_the_printed_one_is_refused_signed_or_not(printed, told, stranger):
    other = files.text_pdf("989,99")
    assert told(printed + other) == (False, State.UNSIGNED, "altered")
    assert told(printed + forging.signed(other, stranger)) == (False, State.CHANGED, "changed")


def test_a_forged_paper_that_was_kept_once_is_not_genuine_for_that(result, printed, stranger, world):
    forged = forging.signed(forging.revised(printed, forging.painted), stranger)
    Paper.objects.create(
        result=result, kind="berita-acara", sha256=keep(forged, "application/pdf"), signed=True
    )
    assert recognising.recognise(forged).genuine is False


def test_the_printed_paper_itself_is_genuine_and_unsigned(printed, told):
    assert told(printed) == (True, State.UNSIGNED, "unsigned")


def test_signed_here_elsewhere_and_by_two_it_stays_genuine(result, printed, told, world, authority, tmp_path):
    paper = Paper.objects.get()
    once = evidence.kept(papers.sign(paper, by=world.yusuf).sha256)
    assert told(once) == (True, State.VALID, "taken back")
    second = tmp_path / "dua.p12"
    second.write_bytes(authority.person("Budi Uji"))
    twice = Pkcs12(second, PASSWORD).sign(signing.Request(once, "Berita acara", "Palembang"))
    assert told(twice) == (True, State.VALID, "taken back")
    elsewhere = forging.signed(twice, Authority("CA lain"), "Ketut Uji", box=forging.ROOM)
    assert told(elsewhere) == (True, State.UNKNOWN, "taken back")
    assert recognising.recognise(elsewhere).signed.signers == ("Rina Uji", "Budi Uji", "Ketut Uji")


def test_signed_elsewhere_with_and_without_a_picture_it_is_taken_back(printed, told, stranger):
    for content in (forging.signed(printed, stranger), forging.signed(printed, stranger, box=forging.ROOM)):
        assert told(content) == (True, State.UNKNOWN, "taken back")


def test_certificates_and_a_time_stamp_after_the_signature_change_nothing(printed, told, stranger):
    content = forging.stamped(forging.signed(printed, stranger), stranger)
    assert told(content) == (True, State.UNKNOWN, "taken back")
    assert told(forging.revised(content, forging.painted))[0] is False


def test_the_refusals_say_what_and_why_and_what_to_do(printed, result, world, stranger):
    said = {}
    painted = forging.revised(printed, forging.painted)
    for content in (painted, forging.signed(printed, stranger, page=0, box=forging.ROOM)):
        with pytest.raises(Refused) as refused:
            papers.hand_back(result, content, by=world.yusuf)
        said[refused.value.refusal.code] = str(refused.value.refusal.sentence)
    assert said == {
        "altered": "Isi berkas ini ditambah atau diubah sesudah dicetak situs ini, bukan hanya "
        "ditandatangani. Jangan dipakai. Mulailah lagi dari dokumen di halaman hasil, lalu tanda tangani "
        "tanpa mengubahnya.",
        "misplaced": "Gambar tanda tangan di berkas ini berada di luar tempatnya, sehingga isi "
        "dokumen dapat tertutup. Tanda tangani lagi dokumen dari halaman hasil: taruh gambarnya di tempat "
        "tanda tangan di bagian bawah halaman terakhir, atau tanpa gambar.",
    }
