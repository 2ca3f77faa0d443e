"""Papers as a forger would alter them, and as people sign them elsewhere."""

from collections.abc import Callable
from io import BytesIO

from pyhanko.pdf_utils import generic as pdf
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle

from tests.results.pki import PASSWORD, Authority

LIE = b"q 1 1 1 rg 40 500 500 220 re f Q BT /F1 28 Tf 60 640 Td (989,99 dari 1.000 poin: KLA) Tj ET"
"""Paints another score over the first page."""
ROOM = (300, 60, 500, 120)
"""A place in the room for signatures on the last page, other than our own."""
Change = Callable[[IncrementalPdfFileWriter], None]


def revised(content: bytes, change: Change) -> bytes:
    """The content with a further revision."""
    writer, out = IncrementalPdfFileWriter(BytesIO(content)), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def painted(writer: IncrementalPdfFileWriter) -> None:
    """Another score over the first page."""
    page = first_page(writer)
    lie = writer.add_object(pdf.StreamObject(stream_data=LIE))
    page[pdf.NameObject("/Contents")] = pdf.ArrayObject([page.raw_get("/Contents"), lie])
    writer.update_container(page)


def replaced(writer: IncrementalPdfFileWriter) -> None:
    """Another first page in the very object of the printed one."""
    reference = first_page(writer).raw_get("/Contents").reference
    writer.objects[reference.generation, reference.idnum] = pdf.StreamObject(stream_data=LIE)


def retitled(writer: IncrementalPdfFileWriter) -> None:
    """Another name in the window's frame."""
    info = writer.trailer["/Info"]
    info[pdf.NameObject("/Title")] = pdf.TextStringObject("Rapor: 989,99 poin")
    writer.update_container(info)
    writer.document_meta.title = "Rapor: 989,99 poin"


def noted(writer: IncrementalPdfFileWriter) -> None:
    """A note of text over the first page, as any reader can add it."""
    words = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    note = pdf.DictionaryObject({pdf.NameObject(k): pdf.NameObject(v) for k, v in words.items()})
    note[pdf.NameObject("/Rect")] = pdf.ArrayObject(map(pdf.NumberObject, (40, 500, 540, 720)))
    note[pdf.NameObject("/Contents")] = pdf.TextStringObject("989,99 dari 1.000 poin: KLA")
    writer.register_annotation(first_page(writer).get_container_ref(), writer.add_object(note))


def first_page(writer: IncrementalPdfFileWriter) -> pdf.DictionaryObject:
    """Its dictionary, to be changed."""
    return writer.find_page_for_modification(0)[0].get_object()


def signed(
    content: bytes,
    by: Authority,
    name: str = "Bupati Palsu",
    *,
    page: int = -1,
    box: tuple[int, int, int, int] | None = None,
    picture: bytes = LIE,
    before: Change | None = None,
) -> bytes:
    """Signed by somebody with their own program, with a picture when there is a box."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    if before:
        before(writer)
    field = f"Signature {1 + len(list(writer.prev.embedded_signatures))}"
    about = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    person = SimpleSigner.load_pkcs12_data(by.person(name), [], passphrase=PASSWORD.encode())
    look = StaticStampStyle(background=RawContent(picture, box=BoxConstraints(200, 60)), border_width=0)
    spec = fields.SigFieldSpec(field, on_page=page, box=box)
    pen = signers.PdfSigner(about, person, stamp_style=look if box else None, new_field_spec=spec)
    return pen.sign_pdf(writer).getvalue()


def stamped(content: bytes, by: Authority) -> bytes:
    """With the certificates and a time stamp that keep a signature readable for long, after it."""
    signature = PdfFileReader(BytesIO(content)).embedded_signatures[0]
    person = SimpleSigner.load_pkcs12_data(
        by.person("Jam Uji", rsa_bits=2_048), [], passphrase=PASSWORD.encode()
    )
    out = BytesIO(content)
    DocumentSecurityStore.add_dss(out, signature.pkcs7_content, certs=[person.signing_cert])
    clock = DummyTimeStamper(person.signing_cert, person.signing_key)
    return signers.PdfTimeStamper(clock).timestamp_pdf(IncrementalPdfFileWriter(out), "sha256").getvalue()


def acting(content: bytes, by: Authority) -> bytes:
    """Signed in a field that runs a program when it is touched."""

    def lively(writer: IncrementalPdfFileWriter, widget: pdf.DictionaryObject) -> None:
        action = {"/S": pdf.NameObject("/JavaScript"), "/JS": pdf.TextStringObject("app.alert('989,99')")}
        widget[pdf.NameObject("/A")] = pdf.DictionaryObject({pdf.NameObject(k): v for k, v in action.items()})

    return _prepared(content, by, lively)


def smuggling(content: bytes, by: Authority) -> bytes:
    """Signed with a picture that claims another first page, put over the printed one, as a part of itself."""

    def borrowed(writer: IncrementalPdfFileWriter, widget: pdf.DictionaryObject) -> None:
        replaced(writer)
        page = first_page(writer).raw_get("/Contents")
        picture = pdf.StreamObject(stream_data=b"")
        picture[pdf.NameObject("/Resources")] = pdf.DictionaryObject({pdf.NameObject("/XObject"): page})
        look = {pdf.NameObject("/N"): writer.add_object(picture)}
        widget[pdf.NameObject("/AP")] = pdf.DictionaryObject(look)

    return _prepared(content, by, borrowed)


def _prepared(
    content: bytes,
    by: Authority,
    change: Callable[[IncrementalPdfFileWriter, pdf.DictionaryObject], None],
) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec("Signature 1", on_page=-1, box=ROOM))
    change(writer, writer.root["/AcroForm"]["/Fields"][0])
    person = SimpleSigner.load_pkcs12_data(by.person("Bupati Palsu"), [], passphrase=PASSWORD.encode())
    about = signers.PdfSignatureMetadata(field_name="Signature 1")
    return signers.PdfSigner(about, person).sign_pdf(writer).getvalue()
