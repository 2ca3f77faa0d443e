"""Papers are made for an archive: tagged, whole in themselves, and still so once they are signed.

What ISO 19005-2 asks of a file is looked at object by object, as no validator ships with Python.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import pem, x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.results.actions import papers
from tests.assessments.steering import claim_everything
from tests.results.pki import Authority
from tests.results.stage import close, judge

PRINTED, SHOWN = 4, 2


@pytest.fixture
def draw(world, authority, settings, tmp_path) -> Callable[[str], tuple[bytes, bytes]]:
    """A paper of a whole sheet that lost points, as it was drawn and as it was signed."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "12.1", 0, reason="tidak-ditandatangani")
    result = close(world, Stage.PROVINCE)

    def drawn(kind: str) -> tuple[bytes, bytes]:
        paper = papers.print_paper(result, kind, by=world.yusuf)
        signed = papers.sign(paper, by=world.yusuf)
        return evidence.kept(paper.sha256), evidence.kept(signed.sha256)

    return drawn


def objects(pdf: PdfFileReader) -> Iterator[DictionaryObject]:
    """Every dictionary that the document reaches, each once."""
    waiting, met = [pdf.trailer.raw_get("/Root")], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.reference in met:
                continue
            met.add(one.reference)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += [one.raw_get(number) for number in range(len(one))]


def unfit(content: bytes) -> list[str]:
    """What an archive would refuse the file for."""
    pdf = PdfFileReader(BytesIO(content))
    found = list(objects(pdf))
    faults = {
        "not tagged": not pdf.root["/MarkInfo"]["/Marked"] or "/StructTreeRoot" not in pdf.root,
        "no language": pdf.root.get("/Lang") != "id-ID",
        "no output intent": pdf.root["/OutputIntents"][0]["/S"] != "/GTS_PDFA1",
        "does not say PDF/A-2a": b"<pdfaid:part>2</pdfaid:part>" not in content
        or b"<pdfaid:conformance>A</pdfaid:conformance>" not in content,
        "no identifier": "/ID" not in pdf.trailer,
        "encrypted": pdf.encrypted,
        "a script": any("/JS" in one or one.get("/S") == "/JavaScript" for one in found),
        "a font from outside": any(_outside(one) for one in found if "/FontName" in one),
        "a picture from outside": any("/F" in one for one in found if one.get("/Subtype") == "/Image"),
        "a note that is not printed": any(not _printed(one) for one in found if _is_note(one)),
    }
    return [fault for fault, met in faults.items() if met]


def _outside(font: Any) -> bool:
    return not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font)


def _is_note(one: Any) -> bool:
    return one.get("/Subtype") in ("/Widget", "/Link") and "/Rect" in one


def _printed(note: Any) -> bool:
    flags = int(note.get("/F", 0))
    return bool(flags & PRINTED) and not flags & SHOWN and (note["/Subtype"] == "/Link" or "/AP" in note)


@pytest.mark.parametrize("kind", ["berita-acara", "rapor"])
def test_a_paper_is_fit_for_the_archive_before_and_after_it_is_signed(draw, kind):
    drawn, signed = draw(kind)
    assert (unfit(drawn), unfit(signed)) == ([], [])


def test_what_is_looked_at_is_missed_when_it_is_not_there(draw):
    drawn, _signed = draw("rapor")
    other = drawn.replace(b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:part>1</pdfaid:part>")
    assert unfit(other) == ["does not say PDF/A-2a"]
    assert unfit(drawn.replace(b"/FontFile3", b"/FomtFile3")) == ["a font from outside"]


@pytest.mark.parametrize("kind", ["berita-acara", "rapor"])
def test_another_program_finds_the_signature_whole_trusted_and_over_the_whole_paper(draw, authority, kind):
    _drawn, content = draw(kind)
    [signature] = PdfFileReader(BytesIO(content)).embedded_signatures
    store = SimpleCertificateStore.from_certs([_known(authority)])
    trusted = ValidationContext(trust_roots=list(store), allow_fetching=False)
    told = validate_pdf_signature(signature, signer_validation_context=trusted)
    assert (told.intact, told.valid, told.trusted, told.coverage.name) == (
        True,
        True,
        True,
        "ENTIRE_FILE",
    )
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def _known(authority: Authority) -> Any:
    return x509.Certificate.load(pem.unarmor(authority.pem)[2])
