"""What cannot be read is named by its cell, and a file that is none of ours is turned away whole."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from layak.core.workbook import NotOurs, read, write
from tests.core.workbook.forms import (
    KLA,
    PARTNER,
    PERCENT,
    RUNG,
    YEARS,
    book,
    errors,
    filled,
    line,
    put,
    reading,
    returned,
)

ROWS = (line("1.1"), line("14.1", PERCENT), line("3.1a", {"kind": "matrix", "rows": [PARTNER]}))


def turned_away(content: bytes) -> str:
    with pytest.raises(NotOurs) as why:
        reading(content)
    return why.value.text.id


def patched(content: bytes, part: str, change) -> bytes:
    """The same package with one part's bytes changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cells", "at", "sentence"),
    [
        ("Isi", {"E4": "Sudah"}, "Isi!E4", "“Sudah” bukan pilihan pertanyaan ini."),
        ("Isi", {"F5": "banyak"}, "Isi!F5", "“banyak” bukan angka."),
        ("Isi", {"F5": -4}, "Isi!F5", "Angka ini kurang dari nol."),
        ("Isi", {"F5": 1.234}, "Isi!F5", "Angka ini punya lebih dari dua desimal."),
        ("Isi", {"F5": 1020}, "Isi!F5", "Angka ini lebih besar daripada"),
        ("Isi", {"H5": 0}, "Isi!H5", "Bayi di bawah 6 bulan yang didata tertulis 0"),
        ("Isi", {"G5": date(2025, 1, 2)}, "Isi!G5", "Excel mengubah isi sel ini menjadi tanggal."),
        ("Isi", {"G5": True}, "Isi!G5", "Sel ini berisi TRUE atau FALSE."),
        ("Isi", {"J4": 999}, "Isi!J4", "Nilai ini lebih tinggi daripada nilai maksimal"),
        ("Isi", {"J5": 1}, "Isi!J5", "Baris ini berisi jawaban dan poin langsung."),
        ("Isi", {"E5": "Ya"}, "Isi!E5", "Sel ini tidak dipakai oleh pertanyaan ini."),
        ("Isi", {"K4": "a" * 4001}, "Isi!K4", "Catatan ini 4001 huruf"),
        ("Isi", {"A4": "14.1"}, "Isi!A5", "14.1 sudah ada di Isi!A4."),
        ("Isi", {"A4": "99.9"}, "Isi!A4", "Kode “99.9” tidak ada di instrumen ini."),
        ("Isi", {"A5": None}, "Isi!A5", "Kode kosong, padahal baris ini berisi jawaban."),
        (
            "Tabel 3.1a",
            {"D4": "tahun lalu"},
            "Tabel 3.1a!D4",
            "Baris 1, kolom Tahun: tulis tahun empat angka",
        ),
        (
            "Tabel 3.1a",
            {"D4": date(2025, 1, 2)},
            "Tabel 3.1a!D4",
            "Excel mengubah isi sel ini menjadi tanggal.",
        ),
        ("Tabel 3.1a", {"B9": "Bank"}, "Tabel 3.1a!B9", "Baris 2, kolom Jenis mitra: pilih salah satu"),
        ("Tabel 3.1a", {"A3": "Siapa"}, "Tabel 3.1a!A1", "Judul kolom ini tidak ditemukan: Nama mitra"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_what_to_do(sheet, cells, at, sentence):
    found = errors(returned(book(*ROWS), put(cells, sheet)))
    assert [(place, words[: len(sentence)]) for place, words in found] == [(at, sentence)]


def test_a_row_in_error_is_left_out_and_the_others_are_read():
    filling = returned(book(*ROWS), put({"F5": "banyak", "E4": RUNG}))
    assert [row.code for row in filling.rows] == ["1.1", "3.1a"]
    assert [error.code for error in filling.errors] == ["14.1"]


def test_a_failed_formula_is_an_error_and_never_a_cleared_cell():
    broken = patched(
        write(book(line("14.1", PERCENT))),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>400</v>", b"<f>Z9</f><v>#REF!</v>").replace(
            b'<c r="F4"', b'<c r="F4" t="e"'
        ),
    )
    assert errors(reading(broken)) == [
        ("Isi!F4", "Rumus di sel ini gagal (#REF!). Betulkan rumusnya, atau tulis hasilnya.")
    ]


def test_a_formula_that_was_never_calculated_is_an_error_and_never_a_cleared_cell():
    filling = returned(book(line("14.1", PERCENT)), put({"F4": "=0.1+0.2"}))
    assert errors(filling) == [
        (
            "Isi!F4",
            "Rumus di sel ini belum dihitung. Buka dan simpan dulu berkasnya di Excel atau LibreOffice, atau "
            "tulis hasilnya.",
        )
    ]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank():
    content = patched(
        write(book(line("14.1", PERCENT))),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>400</v>", b'<f>IF(A1="","",1)</f><v></v>').replace(
            b'<c r="F4"', b'<c r="F4" t="str"'
        ),
    )
    found = reading(content)
    assert (errors(found), found.rows[0].data["numerator_2024"]) == ([], "")


def test_a_result_that_a_formula_left_behind_is_read():
    content = patched(
        write(book(line("14.1", PERCENT))),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>400</v>", b"<f>200+250</f><v>450</v>"),
    )
    assert reading(content).rows[0].data["numerator_2024"] == "450"


def test_a_table_whose_sheet_was_removed_is_an_error_and_never_an_empty_table():
    filling = returned(book(*ROWS), lambda file: file.remove(file["Tabel 3.1a"]))
    assert [at for at, _words in errors(filling)] == ["Isi!D6"]
    assert [row.code for row in filling.rows] == ["1.1", "14.1"]


def test_a_removed_column_turns_the_file_away_instead_of_clearing_every_answer():
    content = filled(write(book(*ROWS)), lambda file: file["Isi"].delete_cols(6))
    assert turned_away(content).startswith("Judul kolom ini tidak ditemukan: Jumlah 2024.")


def test_a_file_of_another_edition_is_turned_away():
    content = filled(write(book(*ROWS)), put({"B7": "0" * 64}, "_layak"))
    assert turned_away(content).startswith("Berkas ini dibuat untuk instrumen lain")


@pytest.mark.parametrize("name", ["Isi", "_layak"])
def test_a_workbook_without_its_sheets_is_none_of_ours(name):
    content = filled(write(book(*ROWS)), lambda file: file.remove(file[name]))
    assert turned_away(content).startswith("Berkas ini bukan lembar isian dari Layak")


@pytest.mark.parametrize(
    "content", [b"", b"kode;nilai\n1.1;2", b"PK\x03\x04" + b"\0" * 50, b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_turned_away(content):
    assert turned_away(content).startswith("Berkas ini tidak dapat dibuka sebagai buku kerja Excel")


@pytest.mark.parametrize(
    "cell",
    [b'<row r="4000000"><c r="A4000000"><v>1</v></c></row>', b'<row r="9"><c r="XFD9"><v>1</v></c></row>'],
)
def test_a_cell_at_the_far_corner_is_turned_away_before_a_grid_is_laid_out(cell):
    content = write(book(*ROWS))
    far = patched(
        content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")
    )
    assert turned_away(far).startswith("Berkas ini jauh lebih besar")


def test_empty_rows_and_cells_at_the_far_end_are_harmless():
    far = b'<row r="1048576" ht="12.8"><c r="XFD1048576" s="1"/></row></sheetData>'
    content = patched(
        write(book(*ROWS)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", far),
    )
    assert [row.touched for row in reading(content).rows] == [False, False, False]


def test_cells_that_do_not_say_where_they_stand_are_counted_too():
    flood = b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>"
    content = patched(
        write(book(*ROWS)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", flood + b"</sheetData>"),
    )
    assert turned_away(content).startswith("Berkas ini jauh lebih besar")


def test_ten_thousand_rows_are_turned_away():
    file = Workbook()
    for _row in range(10_000):
        file.active.append(["1.1", 1])
    buffer = io.BytesIO()
    file.save(buffer)
    assert turned_away(buffer.getvalue()).startswith("Berkas ini jauh lebih besar")


def test_thousands_of_unknown_codes_are_turned_away_at_once():
    strange = put({f"A{row}": f"{row}.x" for row in range(4, 4004)})
    assert turned_away(filled(write(book(*ROWS)), strange)).startswith("Lebih dari 300 sel")


def test_the_origin_is_told_so_that_it_can_be_compared():
    origin = read(write(book(*ROWS)), KLA, YEARS).origin
    assert (origin.assessment, origin.district, origin.year) == (12, "Kabupaten Ogan Ilir", "2026")
