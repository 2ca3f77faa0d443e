"""Files made to hang, crash or exhaust whoever opens them."""

import struct
import zlib

from tests.evidence.files import pdf


def endless_pdf(depth: int = 9, width: int = 12) -> bytes:
    """Two kB whose page draws a drawing twelve times, which draws another twelve times, and so on."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /XObject << /F %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
    )
    again = b"/F Do " * width
    inner = [form % (6 + level, len(again), again) for level in range(depth)]
    line = b"0 0 m 595 842 l S"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(again), again),
        *inner,
        form % (5 + depth, len(line), line),
        trailer=b"/Root 1 0 R",
    )


def swelling_pdf(megabytes: int = 200) -> bytes:
    """One MB whose page unpacks into an enormous list of lines to draw."""
    line, packer = b"0 0 m 1 1 l S ", zlib.compressobj(9)
    piece = line * (1_000_000 // len(line))
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        trailer=b"/Root 1 0 R",
    )


def circular_pdf() -> bytes:
    """A tree of pages whose every branch is the tree itself."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"2 0 R " * 100_000 + b"] /Count 99999999 >>",
        trailer=b"/Root 1 0 R",
    )


def deep_pdf(levels: int = 200_000) -> bytes:
    """A list in a list in a list."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * levels + b"]" * levels + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        trailer=b"/Root 1 0 R",
    )


def counting_pdf(first: bytes = b"%PDF-1.7\n", entries: int = 2_000_000_000) -> bytes:
    """A table of two thousand million objects that takes no room at all, after a PDF's own bytes."""
    table = (
        b"1 0 obj\n<< /Type /XRef /Size %d /Index [0 %d] /W [0 0 0] /Root 2 0 R /Length 0 >>\n"
        b"stream\n\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
    )
    return first + table % (entries, entries, len(first))


def flat_png(width: int, height: int, rows: int | None = None) -> bytes:
    """A black picture a thousand times smaller than what it unpacks into; `rows` of it are there."""
    packer, row = zlib.compressobj(9), bytes(width * 3 + 1)
    data = b"".join(packer.compress(row) for _ in range(rows or height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
