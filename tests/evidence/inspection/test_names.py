"""Names: any script passes, tricks do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layak.evidence.inspection.names import MAX_BYTES, clean_name, extension_of


@pytest.mark.parametrize(("raw", "clean"), [
    ("SK Gugus Tugas.pdf", "SK Gugus Tugas.pdf"),
    ("C:\\Users\\Rina\\Berkas Saya\\sk.pdf", "sk.pdf"),
    ("../../etc/passwd", "passwd"),
    ("sk\u202efdp.exe", "skfdp.exe"),
    ("la\u0000por\u0007an\n2024.pdf", "lapor an 2024.pdf".replace("r a", "ra")),
    ("re\u0301sume\u0301.pdf", "résumé.pdf"),
    ("  ...  ", "berkas"),
    ("", "berkas"),
    (".htaccess", "htaccess"),
    ("data<1>:\"x\"|?.xlsx", "data_1___x___.xlsx"),
    ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
])  # fmt: skip
def test_a_name_keeps_its_letters_and_loses_its_tricks(raw, clean):
    assert clean_name(raw) == clean


def test_a_long_name_is_cut_between_letters_and_keeps_its_extension():
    name = clean_name("界" * 300 + ".pdf")
    assert name == "界" * 58 + ".pdf"
    assert len(name.encode()) <= MAX_BYTES


@given(st.text())
def test_every_name_comes_out_short_flat_and_stable(raw):
    name = clean_name(raw)
    assert name
    assert len(name.encode()) <= MAX_BYTES
    assert not set(name) & set("/\\\0\n")
    assert clean_name(name) == name


@pytest.mark.parametrize(("name", "extension"), [
    ("sk.PDF", ".pdf"), ("sk", ""), ("Laporan 1.2 akhir", ""), ("surat.كتاب", ""), (".pdf", ""),
])  # fmt: skip
def test_an_extension_is_what_looks_like_one(name, extension):
    assert extension_of(name) == extension
