"""Real files made for the tests: whole, broken and hostile ones, each in a few lines."""

import hashlib
import io
import struct
import zipfile

import pypdfium2 as pdfium
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
MACRO_TYPES = CONTENT_TYPES.replace(
    b"/>", b'><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options) -> bytes:
    """A picture with some grain, so that cutting it shows."""
    image = Image.effect_noise(size, 60).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def blank_pdf(pages: int = 1, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF of empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_pdf(*lines: str, title: str = "") -> bytes:
    """A one-page PDF with lines of Helvetica, written by hand."""
    drawn = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    content = f"BT /F1 12 Tf 50 800 Td {drawn} ET".encode("latin-1")
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
        trailer=b"/Root 1 0 R /Info 6 0 R",
    )


def locked_pdf(password: bytes = b"rahasia") -> bytes:
    """A PDF that asks for a password (standard handler, revision 2, 40-bit RC4)."""
    owner = _rc4(_md5(_padded(b"pemilik"))[:5], _padded(password))
    identity, rights = b"0123456789abcdef", -4
    seed = _padded(password) + owner + struct.pack("<i", rights) + identity
    user = _rc4(_md5(seed)[:5], _padded(b""))
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>"
        % (owner.hex().encode(), user.hex().encode()),
        trailer=b"/Root 1 0 R /Encrypt 4 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2),
    )


def pdf(*objects: bytes, trailer: bytes) -> bytes:
    """A PDF of numbered objects, with the table that says where each begins."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + tail


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A ZIP of the entries, in their order, even with names no tool would write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries:
            target.writestr(name, content)
    return out.getvalue()


def docx(*more: tuple[str, bytes], types: bytes = CONTENT_TYPES) -> bytes:
    """A minimal Word document."""
    return archive(("[Content_Types].xml", types), ("word/document.xml", b"<w:document/>"), *more)


def xlsx(*more: tuple[str, bytes], types: bytes = CONTENT_TYPES) -> bytes:
    """A minimal workbook."""
    return archive(("[Content_Types].xml", types), ("xl/workbook.xml", b"<workbook/>"), *more)


def _padded(password: bytes) -> bytes:
    filler = "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A"
    return (password + bytes.fromhex(filler))[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
