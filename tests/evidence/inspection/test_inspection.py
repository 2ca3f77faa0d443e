"""What an upload meets: welcome files pass with their facts, every hostile one gets its sentence."""

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layak.core.refusal import Refused
from layak.evidence.inspection import Facts, Limits, Suggestion, inspect, refusals
from tests.evidence import files

SMALL = Limits(file_bytes=2_000_000)


def facts(content: bytes, name: str, limits: Limits = SMALL) -> Facts:
    return inspect(io.BytesIO(content), name, limits)


def refusal(content: bytes, name: str, limits: Limits = SMALL) -> tuple[str, str]:
    with pytest.raises(Refused) as raised:
        facts(content, name, limits)
    return raised.value.refusal.code, str(raised.value.refusal.sentence)


def test_a_pdf_tells_its_pages_title_number_and_date():
    content = files.text_pdf(
        "KEPUTUSAN BUPATI OGAN ILIR",
        "NOMOR: 188.45/123/KEP/2024",
        "TENTANG",
        "GUGUS TUGAS KABUPATEN LAYAK ANAK",
        "",
        "ditetapkan pada tanggal 14 Maret 2024",
    )
    found = facts(content, "SK Gugus Tugas.pdf")
    assert replace(found, text="") == Facts(
        name="SK Gugus Tugas.pdf",
        mime="application/pdf",
        bytes=len(content),
        pages=1,
        suggestion=Suggestion(
            title="Gugus Tugas Kabupaten Layak Anak",
            kind="sk",
            number="188.45/123/KEP/2024",
            issued=date(2024, 3, 14),
        ),
    )
    assert "GUGUS TUGAS" in found.text


@pytest.mark.parametrize(("kind", "name", "mime"), [
    ("JPEG", "rapat.JPG", "image/jpeg"),
    ("PNG", "rapat.png", "image/png"),
    ("WEBP", "rapat.webp", "image/webp"),
])  # fmt: skip
def test_a_picture_tells_its_pixels(kind, name, mime):
    content = files.picture(kind)
    hint = Suggestion(title="rapat", kind="foto")
    assert facts(content, name) == Facts(name, mime, len(content), width=640, height=480, suggestion=hint)


def test_word_excel_and_a_zip_of_them_are_welcome():
    assert facts(files.docx(), "laporan.docx").mime.endswith("wordprocessingml.document")
    assert facts(files.xlsx(), "matriks.xlsx").mime.endswith("spreadsheetml.sheet")
    inside = [("Foto/rapat.jpg", files.picture()), ("laporan.docx", files.docx()), ("__MACOSX/._x", b"noise")]
    packed = facts(files.archive(*inside), "lampiran.zip")
    assert (packed.mime, packed.entries) == ("application/zip", 2)


def test_a_name_without_extension_gets_the_one_its_content_has():
    assert facts(files.picture(), "image").name == "image.jpg"


@pytest.mark.parametrize("name", ["سجل الحضور.pdf", "會議記錄.pdf", "ꦱꦸꦫꦠ꧀.pdf", "👧🏽👦🏻 hak anak.pdf"])
def test_a_name_in_any_script_is_kept(name):
    assert facts(files.blank_pdf(), name).name == name


def test_the_wrong_type_behind_a_right_extension_is_named():
    assert refusal(files.picture(), "sk.pdf") == (
        "file-wrong-extension",
        "Nama berkas berakhiran .pdf, tetapi isinya JPEG. Pastikan berkasnya benar, "
        "ganti akhirannya menjadi .jpg, lalu unggah lagi.",
    )


@pytest.mark.parametrize(("content", "name", "code"), [
    (b"", "kosong.pdf", "file-empty"),
    (b"x" * 2_000_001, "besar.pdf", "file-too-large"),
    (b"sekadar tulisan", "catatan.pdf", "file-unknown-type"),
    (b"MZ\x90\x00" + bytes(100), "foto.jpg", "file-unknown-type"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.png", "file-unknown-type"),
    (b"<!DOCTYPE html><script>alert(1)</script>", "sk.pdf", "file-unknown-type"),
    (b"GIF89a" + bytes(50), "gerak.gif", "file-unknown-type"),
    (b"Rar!\x1a\x07\x00" + bytes(50), "semua.zip", "file-unknown-type"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_0001.HEIC", "file-heic"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "kegiatan.mp4", "file-video"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "lama.doc", "file-old-office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x.docx", "file-locked"),
    (files.locked_pdf(), "rahasia.pdf", "file-locked"),
    (files.blank_pdf()[:200], "putus.pdf", "file-broken"),
    (b"%PDF-1.7\n" + bytes(500), "rusak.pdf", "file-broken"),
    (b"<html>" + files.blank_pdf(), "dua.pdf", "file-two-faced"),
    (files.picture(comment=b"<script>alert(1)</script>"), "muka.jpg", "file-two-faced"),
    (files.picture("JPEG")[:-9000], "potong.jpg", "file-broken"),
    (files.picture("PNG")[:-9000], "potong.png", "file-broken"),
    (files.picture("WEBP")[:-9000], "potong.webp", "file-broken"),
    (files.docx()[:-40], "putus.docx", "file-broken"),
    (files.docx(("word/vbaProject.bin", b"x")), "makro.docx", "file-macros"),
    (files.xlsx(types=files.MACRO_TYPES), "makro.xlsx", "file-macros"),
    (files.xlsx(types=files.MACRO_TYPES.decode().encode("utf-16")), "tersembunyi.xlsx", "file-macros"),
    (files.xlsx(("xl/macrosheets/sheet1.xml", b"x")), "excel4.xlsx", "file-macros"),
    (files.archive(("[Content_Types].xml", b""), ("ppt/x.xml", b"x")), "a.pptx", "file-unknown-type"),
])  # fmt: skip
def test_what_is_useless_or_dangerous_is_refused_by_name(content, name, code):
    found, sentence = refusal(content, name)
    assert found == code
    assert sentence.count(".") >= 2 or ", lalu " in sentence, "what and why, then what to do"


@pytest.mark.parametrize("side", [8_000, 30_000])
def test_a_picture_that_declares_too_many_pixels_is_not_unpacked(side):
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    code, sentence = refusal(png + chunk(b"IDAT", zlib.compress(bytes(64))), "bom.png")
    assert (code, "60 juta piksel" in sentence) == ("file-too-many-pixels", True)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def linked(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(("entries", "code"), [
    ([], "file-empty"),
    ([("../../etc/cron.d/x", b"x")], "file-unsafe-path"),
    ([("/etc/passwd", b"x")], "file-unsafe-path"),
    ([("C:\\Windows\\x.dll", b"x")], "file-unsafe-path"),
    ([("a\\..\\..\\x.pdf", b"x")], "file-unsafe-path"),
    ([(linked("pintas.pdf"), b"/etc/passwd")], "file-unsafe-path"),
    ([("a.pdf", files.blank_pdf()), ("A.PDF", files.blank_pdf())], "file-duplicate-entry"),
    ([("dalam.zip", files.archive(("a.pdf", files.blank_pdf())))], "file-nested"),
    ([("program.exe", b"MZ" + bytes(90))], "file-entry"),
    ([("makro.docx", files.docx(("word/vbaProject.bin", b"x")))], "file-entry"),
    ([("kosong.pdf", b"")], "file-entry"),
    ([("nol.pdf", bytes(30_000_000))], "file-bomb"),
    ([(f"{n}.pdf", b"x") for n in range(501)], "file-too-many-entries"),
])  # fmt: skip
def test_a_zip_that_tricks_or_hides_is_refused(entries, code):
    assert refusal(files.archive(*entries), "lampiran.zip")[0] == code


def test_a_refused_file_inside_a_zip_is_named():
    packed = files.archive(("Rapat/daftar.pdf", files.locked_pdf()))
    assert refusal(packed, "lampiran.zip")[1].startswith("Di dalam ZIP, berkas daftar.pdf: PDF ini dikunci")


def test_a_zip_with_a_password_is_refused():
    packed = bytearray(files.archive(("a.pdf", files.blank_pdf())))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        packed[packed.index(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1
    assert refusal(bytes(packed), "terkunci.zip")[0] == "file-locked"


def test_a_zip_whose_entries_share_their_bytes_is_refused():
    packed = files.archive(("a.pdf", files.blank_pdf()), ("b.pdf", files.blank_pdf()))
    second = packed.index(b"PK\x01\x02", packed.index(b"PK\x01\x02") + 4)
    overlapping = packed[: second + 42] + bytes(4) + packed[second + 46 :]
    assert refusal(overlapping, "tumpang.zip")[0] == "file-bomb"


def test_a_directory_without_end_is_refused_before_it_is_read():
    endless = files.archive(("a.pdf", files.blank_pdf())) + b"PK\x01\x02" * 20_000
    assert refusal(endless, "tak-habis.zip")[0] == "file-too-many-entries"


def test_a_zip_behind_another_file_is_refused():
    hidden = files.archive(("a.pdf", files.blank_pdf()))
    assert refusal(b"PK\x03\x04" + bytes(500) + hidden, "sisip.zip")[0] == "file-two-faced"


def test_a_corrupt_entry_is_found_before_anyone_opens_it():
    packed = bytearray(files.archive(("a.jpg", files.picture())))
    packed[2000] ^= 0xFF
    assert refusal(bytes(packed), "rusak.zip")[0] == "file-entry"


SEEDS = {
    "a.pdf": files.text_pdf("KEPUTUSAN", "NOMOR 1/2024"),
    "terkunci.pdf": files.locked_pdf(),
    "a.jpg": files.picture(size=(64, 48)),
    "a.png": files.picture("PNG", (64, 48)),
    "a.webp": files.picture("WEBP", (64, 48)),
    "a.docx": files.docx(),
    "a.zip": files.archive(("a.pdf", files.blank_pdf()), ("b.docx", files.docx())),
}


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_bent_file_is_accepted_or_refused_but_never_breaks_the_inspection(name, data):
    content = bytearray(SEEDS[name])
    for place, piece in data.draw(st.lists(st.tuples(st.integers(0, len(content)), st.binary(max_size=8)))):
        content[place : place + len(piece)] = piece
    assert verdict(bytes(content), name).endswith((name, "."))


def verdict(content: bytes, name: str) -> str:
    try:
        return facts(content, name).name
    except Refused as refused:
        return str(refused.refusal.sentence)


def test_no_room_to_unpack_a_zip_is_not_blamed_on_the_zip(monkeypatch):
    def no_room(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("shutil.copyfileobj", no_room)
    with pytest.raises(OSError, match="No space left"):
        facts(files.archive(("rapat.jpg", files.picture())), "lampiran.zip")


def test_a_file_that_is_hardly_too_large_is_not_told_the_size_that_is_allowed():
    said = [refusals.too_large(size, 50_000_000).refusal.sentence[:44] for size in (50_000_001, 52_340_000)]
    assert said == [
        "Berkas ini 50,000001 MB, sedangkan batasnya ",
        "Berkas ini 52,3 MB, sedangkan batasnya 50 MB",
    ]
