"""A workbook speaks the language in which it was downloaded, and is read whoever uploads it."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from layak.core.workbook import write
from tests.core.workbook.forms import PARTNER, PERCENT, book, errors, filled, line, put, reading

ROWS = (line("1.1"), line("14.1", PERCENT), line("3.1a", {"kind": "matrix", "rows": [PARTNER]}))
NAMES = {
    "id": ["Isi", "Tabel 3.1a", "Bantuan", "Petunjuk", "_pilihan", "_layak"],
    "en": ["Answers", "Table 3.1a", "Helping", "Guide", "_pilihan", "_layak"],
}


def written(language):
    return write(book(*ROWS, helped=(line("18.1"),), language=language))


def renamed(content, names, forget=False):
    """The workbook with other names of sheets; `forget`: without its language, as Layak wrote it before."""

    def change(file):
        for was, becomes in names.items():
            file[was].title = becomes
        if forget:
            file["_layak"]["A8"] = file["_layak"]["B8"] = None

    return filled(content, change)


def told(filling):
    return [(row.code, row.at, row.data, row.note, row.touched) for row in filling.rows]


@pytest.mark.parametrize("language", ["id", "en"])
def test_sheets_are_called_as_the_language_of_the_download_has_it(language):
    file = load_workbook(io.BytesIO(written(language)))
    fill, table, _helping, guide, *_hidden = file.sheetnames
    assert file.sheetnames == NAMES[language]
    assert (
        file[fill]["D6"].value
        == {"id": f"Tabel: isi di lembar {table}", "en": f"Table: fill in sheet {table}"}[language]
    )
    name = {"id": "Tabel …", "en": "Table …"}[language]
    said = [cell.value for row in file[guide].iter_rows(min_row=4, max_col=2) for cell in row]
    assert f"Tabel: isi di lembar “{name}” milik pertanyaannya. Kolom bertanda * harus diisi." in said
    assert f"Table: fill in the sheet “{name}” of that question. Columns with a * are required." in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_whatever_names_a_sheet_names_one_of_the_workbook(language):
    with zipfile.ZipFile(io.BytesIO(written(language))) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    named = set(re.findall(r"'?([\w .]+)'?!\$", " ".join(parts)))
    assert "_pilihan" in named
    assert named <= set(NAMES[language])


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_workbook_comes_back_untouched_and_errors_name_its_own_sheets(language):
    fill, table, *_ = NAMES[language]
    content = written(language)
    assert told(reading(content)) == [
        ("1.1", f"{fill}!A4", {}, "", False),
        ("14.1", f"{fill}!A5", PERCENT, "", False),
        ("3.1a", f"{fill}!A6", {"kind": "matrix", "rows": [PARTNER]}, "", False),
    ]
    spoilt = filled(filled(content, put({"F5": "banyak"}, fill)), put({"D4": "lusa"}, table))
    assert [at for at, _words in errors(reading(spoilt))] == [f"{fill}!F5", f"{table}!D4"]
    removed = filled(content, lambda file: file.remove(file[table]))
    assert errors(reading(removed)) == [
        (
            f"{fill}!D6",
            f"Lembar “{table}” tidak ada, jadi tabelnya tidak dapat dibaca. Kembalikan lembarnya, atau hapus "
            "baris ini.",
        )
    ]


def test_sheets_are_found_by_their_names_in_the_other_language_too():
    english, indonesian = written("en"), written("id")
    translated = renamed(english, {"Answers": "Isi", "Table 3.1a": "Tabel 3.1a"})
    assert told(reading(translated)) == told(reading(indonesian))
    before = renamed(english, dict(zip(NAMES["en"], NAMES["id"], strict=True)), forget=True)
    assert told(reading(before)) == told(reading(indonesian))


def test_a_sheet_of_ones_own_is_not_taken_for_the_one_to_fill_in():
    def add(file):
        file.create_sheet("Answers", 0)["A1"] = "Jawaban rapat"

    content = filled(written("id"), add)
    assert told(reading(content)) == told(reading(written("id")))
