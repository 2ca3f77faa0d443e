"""Papers of a result are printed once, signed, checked when they come back, and kept byte for byte."""

import json
import sys
import threading
from base64 import b64decode, b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from types import ModuleType

import pypdfium2
import pytest
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import SimpleSigner

from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.results import signing
from layak.results.actions import papers
from layak.results.actions.closing import Award
from layak.results.actions.roots import publish_root
from layak.results.models import Paper
from layak.results.signing import State
from layak.results.signing.pkcs12 import Pkcs12
from layak.trail import queries as trail
from layak.trail.models import Entry
from layak.verification.models import Verdict
from tests.assessments.steering import claim_everything
from tests.results.pki import PASSWORD, Authority
from tests.results.stage import claimed, close, judge

NIK, PHRASE = "1610010101800001", "frasa-rahasia-rina"


@pytest.fixture
def result(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.PUBLIC_URL = "https://kla.contoh.test"
    claimed(world)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "18.1", 2_660, reason="tidak-ditandatangani")
    return close(world, Stage.PROVINCE)


def words(content: bytes) -> str:
    opened = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in opened)


def printed(result, world, kind="berita-acara"):
    paper = papers.print_paper(result, kind, by=world.yusuf)
    return paper, evidence.kept(paper.sha256)


def test_the_minutes_say_what_counted_why_and_how_to_check_it(result, world):
    root = publish_root()
    said = words(printed(result, world)[1])
    for told in (
        "Berita acara verifikasi administrasi provinsi KLA 2026",
        "Kabupaten Ogan Ilir",
        "Tidak resmi: format kementerian belum diketahui.",
        "Dokumen tidak ditandatangani atau disahkan",
        "4 → 2,66",
        "10,16",
        result.name,
        "https://kla.contoh.test/periksa/",
        f"layak verify-result KUTIPAN --name {result.extract}",
        "Akar harian yang mengunci hasil ini",
        root.root,
    ):
        assert told in said.replace("\r\n", "\n"), told
    assert "Data contoh" not in said


def test_a_paper_of_a_demo_says_so(world, settings, tmp_path):
    settings.EVIDENCE_ROOT, settings.DEMO = tmp_path / "evidence", True
    assert "Data contoh, bukan hasil sebenarnya." in words(printed(close(world, Stage.SELF), world)[1])


def test_the_report_shows_the_award_beside_the_band_of_the_score(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    result = close(world, Stage.AWARD, Award("utama", "SK Menteri 1/2026", "Belum ada data AKB."))
    said = words(printed(result, world, "rapor")[1]).replace("\r\n", " ")
    assert "1.000 dari 1.000 poin: KLA" in said
    assert "Predikat yang ditetapkan: Utama (SK Menteri 1/2026)." in said
    assert "Alasan berbeda dari pita nilai: Belum ada data AKB." in said


def test_a_paper_is_tagged_and_meant_for_the_archive(result, world):
    content = printed(result, world)[1]
    assert pypdfium2.PdfDocument(content).is_tagged()
    assert (b"<pdfaid:part>2</pdfaid:part>" in content, b"<pdfuaid:part>1</pdfuaid:part>" in content) == (
        True,
        True,
    )


def test_a_paper_is_printed_once_and_every_time_the_same(result, world):
    first, content = printed(result, world)
    assert printed(result, world) == (first, content)
    told = trail.lines("16.10").first()
    assert (told.action, told.details["sha256"]) == ("results.print", first.sha256)


def test_what_people_typed_stays_text_in_a_paper(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claimed(world)
    close(world, Stage.SELF)
    typed = '#panic("x") $a$ *b* \\ <c> @d [e]'
    judge(world, Stage.PROVINCE, "18.1", 0, reason="salah-hitung")
    world.assessment.district.name = typed
    Verdict.objects.update(note=typed)
    assert typed in words(printed(close(world, Stage.PROVINCE), world)[1]).replace("\r\n", " ")


def test_a_signed_paper_is_the_same_paper_with_a_valid_signature(result, world, authority):
    paper, content = printed(result, world)
    signed = papers.sign(paper, by=world.yusuf)
    after = evidence.kept(signed.sha256)
    assert (signed.signed, signed.signer, signed.state) == (True, "Rina Uji", "valid")
    assert after.startswith(content)
    assert evidence.kept(paper.sha256) == content
    assert b"ETSI.CAdES.detached" in after


def test_a_time_stamp_service_that_is_silent_leaves_the_paper_unsigned_with_a_sentence(
    result, world, authority, settings
):
    settings.SIGN_TIMESTAMP_URL = "http://127.0.0.1:9/"
    paper = papers.print_paper(result, Paper.Kind.MINUTES, by=world.agus)
    with pytest.raises(Refused, match="Layanan stempel waktu tidak menjawab"):
        papers.sign(paper, by=world.agus)
    assert list(Paper.objects.values_list("signed", flat=True)) == [False]


def test_one_flipped_bit_after_signing_is_caught(result, world, authority):
    signed = evidence.kept(papers.sign(printed(result, world)[0], by=world.yusuf).sha256)
    broken = bytearray(signed)
    broken[2_000] ^= 1
    assert signing.check(bytes(broken)).state == State.CHANGED


def test_a_paper_changed_after_signing_is_refused_with_its_sentence(result, world, authority):
    signed = evidence.kept(papers.sign(printed(result, world)[0], by=world.yusuf).sha256)
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    with pytest.raises(Refused) as refused:
        papers.hand_back(result, out.getvalue(), by=world.yusuf)
    assert refused.value.refusal.code == "changed"
    assert str(refused.value.refusal.sentence).startswith("Berkas ini diubah setelah ditandatangani.")


def test_an_upload_of_an_unknown_issuer_is_kept_and_said_to_be_so(
    result, world, authority, settings, tmp_path
):
    paper, content = printed(result, world)
    elsewhere = tmp_path / "lain.p12"
    elsewhere.write_bytes(Authority("CA lain").person("Budi Uji"))
    asked = signing.Request(content, "Berita acara", "Indralaya")
    foreign = Pkcs12(elsewhere, PASSWORD).sign(asked)
    kept = papers.hand_back(result, foreign, by=world.yusuf)
    assert (kept.state, kept.signer, kept.uploaded, kept.kind) == ("unknown", "Budi Uji", True, paper.kind)
    assert evidence.kept(kept.sha256) == foreign


def test_two_people_sign_one_after_the_other_and_both_hold(result, world, authority, tmp_path):
    once = evidence.kept(papers.sign(printed(result, world)[0], by=world.yusuf).sha256)
    second = tmp_path / "dua.p12"
    second.write_bytes(authority.person("Budi Uji"))
    twice = Pkcs12(second, PASSWORD).sign(signing.Request(once, "Berita acara", "Palembang"))
    checked = signing.check(twice)
    assert (checked.state, checked.signers) == (State.VALID, ("Rina Uji", "Budi Uji"))


@pytest.mark.parametrize("content", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_not_ours_is_refused(result, world, content):
    printed(result, world)
    with pytest.raises(Refused) as refused:
        papers.hand_back(result, content, by=world.yusuf)
    assert refused.value.refusal.code == "foreign"


def test_our_own_paper_without_a_signature_is_refused(result, world):
    with pytest.raises(Refused) as refused:
        papers.hand_back(result, printed(result, world)[1], by=world.yusuf)
    assert refused.value.refusal.code == "unsigned"


def test_the_paper_of_another_result_is_not_taken(result, world, authority):
    signed = evidence.kept(papers.sign(printed(result, world)[0], by=world.yusuf).sha256)
    other = close(world, Stage.REVIEW)
    printed(other, world)
    with pytest.raises(Refused) as refused:
        papers.hand_back(other, signed, by=world.yusuf)
    assert refused.value.refusal.code == "foreign"


def test_without_a_signer_the_way_round_it_is_told(result, world):
    with pytest.raises(Refused, match="tanda tangani, lalu unggah"):
        papers.sign(printed(result, world)[0], by=world.yusuf)


def test_a_demo_signs_with_a_certificate_that_says_it_is_a_sample(result, world, settings, tmp_path):
    settings.DEMO, settings.HOME = True, tmp_path
    signed = papers.sign(printed(result, world)[0], by=world.yusuf)
    assert (signed.signer, signed.state) == ("Situs contoh Layak, bukan sertifikat resmi", "unknown")
    assert (tmp_path / "sample.p12").stat().st_mode & 0o777 == 0o600


def test_a_certificate_that_does_not_open_is_said_so(result, world, authority, settings):
    settings.SIGN_PASSWORD = "salah"
    with pytest.raises(Refused, match="Sertifikat situs ini tidak dapat dibuka"):
        papers.sign(printed(result, world)[0], by=world.yusuf)


@pytest.mark.parametrize("person", ["rina", "ketut", "maya", "wayan"])
def test_agencies_and_neighbours_print_nothing(result, world, person):
    with pytest.raises(Refused, match="dicetak oleh"):
        papers.print_paper(result, Paper.Kind.MINUTES, by=getattr(world, person))


class Gateway(BaseHTTPRequestHandler):
    """A fake of the e-sign service: signs with the certificate of the person whose passphrase fits."""

    asked: list[dict] = []
    signer = None

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Gateway.asked.append({"path": self.path, "auth": self.headers["Authorization"], **told})
        if told["passphrase"] != PHRASE:
            return self._answer(400, {"status": 2031, "error": "Passphrase anda salah"})
        request = signing.Request(b64decode(told["file"][0]), "Berita acara", "Indralaya")
        return self._answer(200, {"time": 1, "file": [b64encode(Gateway.signer.sign(request)).decode()]})

    def _answer(self, status, told):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def gateway(authority, settings, tmp_path):
    own = tmp_path / "rina.p12"
    own.write_bytes(authority.person("Rina Pejabat"))
    Gateway.asked, Gateway.signer = [], Pkcs12(own, PASSWORD)
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ESIGN_URL = f"http://127.0.0.1:{server.server_port}"
    settings.ESIGN_USER, settings.ESIGN_PASSWORD = "layak", "sandi-layanan"
    yield server
    server.shutdown()
    server.server_close()


def test_a_person_signs_through_the_service_and_no_secret_is_kept(result, world, gateway, caplog):
    paper = papers.sign(printed(result, world)[0], by=world.yusuf, nik=NIK, passphrase=PHRASE)
    assert (paper.signer, paper.state) == ("Rina Pejabat", "valid")
    (asked,) = Gateway.asked
    assert (asked["path"], asked["nik"]) == ("/api/v2/sign/pdf", NIK)
    everything = str(list(Entry.objects.values())) + str(list(Paper.objects.values())) + caplog.text
    assert not [secret for secret in (NIK, PHRASE) if secret in everything]
    assert PHRASE not in repr(signing.Request(b"", "", "", nik=NIK, passphrase=PHRASE))


@pytest.mark.parametrize(
    ("nik", "phrase", "sentence"),
    [
        ("123", PHRASE, "Isi NIK"),
        (NIK, "", "Isi NIK"),
        (NIK, "salah", "BSrE menolak: NIK atau frasa sandi tidak cocok"),
    ],
)
def test_the_service_refuses_with_a_sentence_without_secrets(result, world, gateway, nik, phrase, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        papers.sign(printed(result, world)[0], by=world.yusuf, nik=nik, passphrase=phrase)
    assert NIK not in str(refused.value)
    assert refused.value.__cause__ is None or refused.value.__cause__.__cause__ is None


def test_a_service_that_is_down_is_said_so(result, world, gateway, settings):
    settings.ESIGN_URL = "http://127.0.0.1:9"
    with pytest.raises(Refused, match="BSrE tidak menjawab"):
        papers.sign(printed(result, world)[0], by=world.yusuf, nik=NIK, passphrase=PHRASE)


def test_a_token_is_asked_for_when_the_settings_name_one(
    result, world, authority, settings, monkeypatch, tmp_path
):
    opened = []

    class Session:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            opened.append("closed")

    def open_session(module, token_label, user_pin):
        if user_pin != PASSWORD:
            raise RuntimeError("CKR_PIN_INCORRECT")
        opened.append((module, token_label))
        return Session()

    token = ModuleType("pyhanko.sign.pkcs11")
    token.open_pkcs11_session = open_session
    token.PKCS11Signer = lambda session, cert_label, key_label: SimpleSigner.load_pkcs12_data(
        authority.person(cert_label), [], passphrase=PASSWORD.encode()
    )
    monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", token)
    settings.SIGN_PKCS11 = "modul.so|kartu|Sekda Uji"
    signed = papers.sign(printed(result, world)[0], by=world.yusuf)
    assert (signed.signer, opened) == ("Sekda Uji", [("modul.so", "kartu"), "closed"])
    settings.SIGN_PASSWORD = "salah"
    with pytest.raises(Refused, match="Token tanda tangan tidak dapat dibuka"):
        papers.sign(printed(result, world)[0], by=world.yusuf)
