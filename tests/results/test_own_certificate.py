"""A person signs with a PKCS#12 file of their own: used once, opened apart, kept nowhere."""

import re
import sys
import threading
from base64 import b64encode
from dataclasses import asdict, replace
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.views.debug import ExceptionReporter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from layak.assessments.views import trail_words
from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.evidence.inspection import apart
from layak.evidence.inspection.facts import Sealed
from layak.results.actions import papers
from layak.results.models import Paper
from layak.results.signing import Own
from layak.trail import queries as trail
from layak.trail.models import Entry
from tests.results import pki
from tests.results.pki import PASSWORD, Authority
from tests.results.stage import claimed, close


@pytest.fixture
def paper(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claimed(world)
    return papers.print_paper(close(world, Stage.SELF), "berita-acara", by=world.yusuf)


@pytest.fixture
def known(settings, tmp_path):
    """An issuer that this instance knows; the instance itself has no certificate."""
    made, file = Authority(), tmp_path / "dikenal.pem"
    file.write_bytes(made.pem)
    settings.SIGN_TRUST = str(file)
    return made


def refusal(file: bytes, password: str = PASSWORD) -> tuple[str, str]:
    with pytest.raises(Refused) as raised:
        Own(file, password).certificate()
    return raised.value.refusal.code, str(raised.value.refusal.sentence)


def test_a_person_signs_with_a_certificate_of_their_own(paper, known, world):
    file = known.person("Yusuf Pratama")
    signed = papers.sign_with_own(paper, Own(file, PASSWORD), by=world.yusuf)
    content, printed = evidence.kept(signed.sha256), evidence.kept(paper.sha256)
    assert (signed.signed, signed.signer, signed.state) == (True, "Yusuf Pratama", "valid")
    assert (content.startswith(printed), b"ETSI.CAdES.detached" in content) == (True, True)
    assert not Paper.objects.get(pk=paper.pk).signed


def test_the_trail_says_who_signed_and_with_which_certificate_and_nothing_more(paper, known, world):
    file = known.person("Yusuf Pratama")
    signed = papers.sign_with_own(paper, Own(file, PASSWORD), by=world.yusuf)
    _key, own, _others = pkcs12.load_key_and_certificates(file, PASSWORD.encode())
    line = trail.lines("16.10").first()
    assert (line.action, line.actor_id) == ("results.sign", world.yusuf.pk)
    assert line.details == {
        "result": paper.result.name,
        "kind": "berita-acara",
        "sha256": signed.sha256,
        "signer": "Yusuf Pratama",
        "certificate": {
            "subject": "Yusuf Pratama",
            "serial": f"{own.serial_number:X}",
            "sha256": own.fingerprint(hashes.SHA256()).hex(),
        },
    }
    assert trail_words.sentence(line) == (
        "menandatangani dokumen hasil: Yusuf Pratama, sertifikat Yusuf Pratama, nomor seri "
        f"{own.serial_number:X}, SHA-256 {own.fingerprint(hashes.SHA256()).hex()}"
    )


def test_the_picture_of_the_signature_names_whom_the_certificate_names(paper, known, world):
    signed = papers.sign_with_own(paper, Own(known.person("Pejabat Lain"), PASSWORD), by=world.yusuf)
    last = apart.text(BytesIO(evidence.kept(signed.sha256)), 99)
    assert world.yusuf.name not in last
    assert signed.signer == "Pejabat Lain"


def test_an_rsa_key_and_a_file_without_a_password_sign_too(paper, known, world):
    for file, password in (
        (known.person("A", rsa_bits=2_048), PASSWORD),
        (known.person("B", password=""), ""),
    ):
        assert papers.sign_with_own(paper, Own(file, password), by=world.yusuf).state == "valid"


def test_an_issuer_nobody_knows_is_said_to_be_so(paper, known, world):
    stranger = Authority("CA lain").person("Budi Uji")
    assert papers.sign_with_own(paper, Own(stranger, PASSWORD), by=world.yusuf).state == "unknown"


@pytest.mark.parametrize(
    ("make", "password", "code", "sentence"),
    [
        (lambda _ca: b"%PDF-1.7", PASSWORD, "certificate-unknown", "bukan sertifikat PKCS#12"),
        (lambda ca: ca.pem, PASSWORD, "certificate-unknown", "bukan .cer, .pem, atau PDF"),
        (lambda ca: ca.person("A")[:-20], PASSWORD, "certificate-unknown", "bukan sertifikat PKCS#12"),
        (lambda ca: ca.person("A"), "salah", "certificate-closed", "tidak terbuka dengan sandi ini"),
        (lambda ca: ca.person("A"), "", "certificate-closed", "ketik sandinya lagi"),
        (lambda ca: ca.keyless(), PASSWORD, "certificate-keyless", "tidak ada kunci pribadi"),
        (lambda ca: ca.person("A", days=(-9, -2)), PASSWORD, "certificate-expired", "berakhir"),
        (lambda ca: ca.person("A", days=(2, 9)), PASSWORD, "certificate-early", "baru berlaku mulai"),
        (lambda ca: ca.person("A", rsa_bits=1_024), PASSWORD, "certificate-weak", "RSA 1024 bit"),
        (lambda ca: ca.person("A", signs=False), PASSWORD, "certificate-unmeant", "untuk tanda tangan"),
    ],
)
def test_what_does_not_sign_is_refused_with_what_to_do(settings, make, password, code, sentence):
    told = refusal(make(Authority()), password)
    assert (told[0], sentence in told[1]) == (code, True), told


def test_a_file_made_to_take_for_ever_is_ended_and_the_next_one_signs(paper, known, world, monkeypatch):
    monkeypatch.setattr(apart, "CERTIFICATE", replace(apart.CERTIFICATE, work_seconds=2))
    code, sentence = refusal(pki.slow(known.person("A")))
    assert (code, sentence.startswith("Membuka sertifikat ini terlalu lama")) == ("certificate-slow", True)
    monkeypatch.undo()
    assert papers.sign_with_own(paper, Own(known.person("B"), PASSWORD), by=world.yusuf).state == "valid"


def test_what_is_no_file_or_too_large_never_leaves_the_server(paper, world, monkeypatch):
    monkeypatch.setattr(apart, "certificate", lambda _sealed: pytest.fail("opened"))
    for content, sentence in ((b"", "Pilih berkas sertifikat"), (bytes(100_001), "lebih dari 100 kB")):
        with pytest.raises(Refused, match=sentence):
            papers.sign_with_own(paper, Own(content, PASSWORD), by=world.yusuf)


def test_the_password_and_the_key_are_kept_nowhere(paper, known, world, caplog, capfd, settings):
    file = known.person("Yusuf Pratama")
    papers.sign_with_own(paper, Own(file, PASSWORD), by=world.yusuf)
    with pytest.raises(Refused):
        papers.sign_with_own(paper, Own(file, PASSWORD + "?"), by=world.yusuf)
    texts = [str(list(table.objects.values())) for table in (Entry, Paper)]
    everything = "".join([*texts, caplog.text, *capfd.readouterr()])
    kept = [found.read_bytes() for found in settings.EVIDENCE_ROOT.rglob("*") if found.is_file()]
    hidden = (PASSWORD.encode(), file, b64encode(file))
    assert not [one for one in hidden if one.decode("latin1") in everything]
    assert not [one for one in hidden for content in kept if one in content]


def test_a_report_of_an_error_shows_neither(monkeypatch, rf):
    def broken(*_args):
        raise ChildProcessError("the helper does not stay up")

    monkeypatch.setattr(apart, "_line_to", broken)
    try:
        apart.certificate(Sealed(bytes(range(200, 240)), PASSWORD))
    except ChildProcessError:
        report = ExceptionReporter(rf.get("/"), *sys.exc_info()).get_traceback_html()
    assert "the helper does not stay up" in report
    told = report + repr(Own(bytes(range(200, 240)), PASSWORD))
    hidden = (PASSWORD, repr(bytes([200, 201]))[2:-1], b64encode(bytes(range(200, 240))).decode())
    assert [secret for secret in hidden if secret in told] == []


def test_the_file_never_touches_a_disk_however_large_the_request(
    paper, known, world, client_for, monkeypatch
):
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *_a, **_k: pytest.fail("on disk"))
    monkeypatch.setattr(TemporaryUploadedFile, "__init__", lambda *_a, **_k: pytest.fail("on disk"))
    answer = _post(client_for(world.yusuf), paper, bytes(3_000_000))
    assert (answer.status_code, "lebih dari 100 kB" in answer.content.decode()) == (422, True)


def _path(paper) -> str:
    return f"/hasil/{paper.result.assessment_id}/dokumen/{paper.pk}/tandatangani/"


def _post(client, paper, content: bytes, password: str = PASSWORD, **more):
    said = {"own": "1", "file": SimpleUploadedFile("rina.p12", content), "password": password}
    return client.post(_path(paper), said, **more)


def test_the_page_signs_with_it_and_shows_the_state(paper, known, world, client_for):
    client = client_for(world.yusuf)
    assert "tidak disimpan di situs, di jejak" in client.get(_path(paper)).content.decode()
    answer = _post(client, paper, known.person("Yusuf Pratama"))
    assert (answer.status_code, Paper.objects.get(signed=True).signer) == (302, "Yusuf Pratama")
    listed = client.get(answer["Location"]).content.decode()
    assert ("Yusuf Pratama" in listed, "Tanda tangan sah" in listed) == (True, True)


def test_both_ways_stand_on_the_page_where_the_instance_signs_too(paper, authority, world, client_for):
    client = client_for(world.yusuf)
    html = client.get(_path(paper)).content.decode()
    assert re.findall(r'<h2 id="(\w+)"', html) == ["situs", "sendiri"]
    _post(client, paper, authority.person("Yusuf Pratama"))
    client.post(_path(paper))
    names = Paper.objects.filter(signed=True).order_by("id").values_list("signer", flat=True)
    assert list(names) == ["Yusuf Pratama", "Rina Uji"]


def test_a_refusal_is_said_on_the_page_without_what_was_typed(paper, known, world, client_for):
    client = client_for(world.yusuf)
    wrong = unescape(_post(client, paper, known.person("A"), "sandi-keliru").content.decode())
    assert ("Sertifikat tidak terbuka dengan sandi ini." in wrong, "sandi-keliru" in wrong) == (True, False)
    missing = client.post(_path(paper), {"own": "1", "password": "sandi-keliru"})
    html = missing.content.decode()
    assert (missing.status_code, "Pilih berkas sertifikat Anda" in html, "sandi-keliru" in html) == (
        422,
        True,
        False,
    )


def test_who_may_not_sign_cannot_with_an_own_certificate_either(paper, known, world, client_for):
    file = known.person("A")
    refused = _post(client_for(world.rina), paper, file)
    assert (refused.status_code, "dicetak oleh" in refused.content.decode()) == (403, True)
    assert _post(client_for(world.maya), paper, file).status_code == 404
    with pytest.raises(Refused, match="dicetak oleh"):
        papers.sign_with_own(paper, Own(file, PASSWORD), by=world.rina)
    assert Paper.objects.count() == 1


def test_the_form_still_needs_its_token(paper, known, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.yusuf, backend="layak.people.adapters.Backend")
    assert _post(client, paper, known.person("A")).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(_path(paper)).content.decode())
    said = {"own": "1", "file": SimpleUploadedFile("a.p12", known.person("A")), "password": PASSWORD}
    assert client.post(_path(paper), said | {"csrfmiddlewaretoken": token[1]}).status_code == 302


def test_a_certificate_is_told_by_its_subject_without_numbers_that_may_be_a_nik(settings):
    told = Own(Authority().person("Rina Uji"), PASSWORD).certificate()
    assert set(asdict(told)) == {"name", "subject", "serial", "sha256"}
    assert (told.name, told.subject) == ("Rina Uji", "Rina Uji")


def test_a_time_stamp_service_that_is_down_is_said_so(paper, known, world):
    own = Own(known.person("A"), PASSWORD, "http://127.0.0.1:9")
    with pytest.raises(Refused, match="Layanan stempel waktu tidak menjawab"):
        papers.sign_with_own(paper, own, by=world.yusuf)
    assert Paper.objects.count() == 1


class Clock(BaseHTTPRequestHandler):
    """A time stamp service."""

    def do_POST(self):
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        own = SimpleSigner.load_pkcs12_data(
            Authority().person("Jam Uji", rsa_bits=2_048), [], passphrase=PASSWORD.encode()
        )
        told = DummyTimeStamper(own.signing_cert, own.signing_key).request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_):
        pass


def test_the_time_stamp_service_of_the_instance_stamps_it(paper, known, world):
    server = HTTPServer(("127.0.0.1", 0), Clock)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        own = Own(known.person("A"), PASSWORD, f"http://127.0.0.1:{server.server_port}")
        signed = papers.sign_with_own(paper, own, by=world.yusuf)
    finally:
        server.shutdown()
        server.server_close()
    found = PdfFileReader(BytesIO(evidence.kept(signed.sha256))).embedded_signatures[0]
    told = [one["type"].native for one in found.signer_info["unsigned_attrs"]]
    assert (signed.state, told) == ("valid", ["signature_time_stamp_token"])
