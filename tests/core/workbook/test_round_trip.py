"""A workbook comes back as it went out, and what was filled in comes back exactly."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from layak.core.workbook import Filled, write
from tests.core.workbook.forms import KLA, PARTNER, PERCENT, RUNG, book, line, put, returned


def told(filling):
    return {row.code: (row.data, row.note, row.touched) for row in filling.rows}


def test_every_kind_of_answer_comes_back_as_it_went_out_and_counts_as_untouched():
    rows = {
        "1.1": ({"kind": "choice", "step": 1}, "Perda 4/2025\nhalaman 2"),
        "14.1": (PERCENT, "=1+1"),
        "3.1a": ({"kind": "matrix", "rows": [PARTNER, {"nama": "0012"}]}, ""),
        "12.1": ({"kind": "direct", "points": "2.125"}, ""),
        "14.2": ({}, ""),
    }
    source = book(*(line(code, data, note) for code, (data, note) in rows.items()))
    filling = returned(source)
    assert filling.errors == ()
    assert told(filling) == {code: (data, note, False) for code, (data, note) in rows.items()}
    assert {row.version for row in filling.rows} == {3}


def test_all_rows_of_the_instrument_fit_in_one_workbook_in_either_language():
    for language in ("id", "en"):
        filling = returned(book(*map(line, KLA.questions), language=language))
        assert filling.errors == ()
        assert told(filling) == {code: ({}, "", False) for code in KLA.questions}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rung_of_every_choice_is_read_back_from_its_drop_down(language):
    choices = [q for q in KLA.questions.values() if q.answer == "choice"]
    for step in range(max(len(q.ladder.steps) for q in choices)):
        data = {q.code: {"kind": "choice", "step": min(step, len(q.ladder.steps) - 1)} for q in choices}
        filling = returned(book(*(line(code, given) for code, given in data.items()), language=language))
        assert {row.code: row.data for row in filling.rows} == data


def test_what_a_person_types_comes_back_as_an_exact_answer():
    source = book(line("1.1"), line("14.1"), line("12.1"), line("3.1a"))
    filling = returned(
        source,
        put({"E4": RUNG, "K4": "lihat lampiran"}),
        put({"F5": "1.400", "G5": 1720.5, "H5": "2.000", "I5": 2000}),
        put({"J6": "2,25"}),
        put({"A4": "APSAI", "B4": "Dunia usaha", "C4": "Lomba", "D4": 2025}, "Tabel 3.1a"),
    )
    assert filling.errors == ()
    assert told(filling) == {
        "1.1": ({"kind": "choice", "step": 1}, "lihat lampiran", True),
        "14.1": (
            {
                "kind": "percent",
                "numerator_2024": "1400",
                "numerator_2025": "1720,5",
                "denominator_2024": "2000",
                "denominator_2025": "2000",
            },
            "",
            True,
        ),
        "12.1": ({"kind": "direct", "points": "2.25"}, "", True),
        "3.1a": (
            {
                "kind": "matrix",
                "rows": [{"nama": "APSAI", "jenis": "Dunia usaha", "kegiatan": "Lomba", "tahun": "2025"}],
            },
            "",
            True,
        ),
    }


def test_a_cleared_cell_clears_the_answer_and_a_removed_row_touches_nothing():
    source = book(line("1.1", {"kind": "choice", "step": 1}), line("14.1", PERCENT))
    filling = returned(source, put({"E4": None}), lambda file: file["Isi"].delete_rows(5))
    assert told(filling) == {"1.1": ({}, "", True)}


def test_rows_may_be_reordered_and_columns_added():
    source = book(line("14.1", PERCENT), line("14.10", {"kind": "choice", "step": 0}), line("1.1"))

    def shuffle(file):
        sheet = file["Isi"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for at, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
        sheet.insert_cols(2)
        sheet["B3"] = "Catatan saya"

    assert told(returned(source, shuffle)) == told(returned(source))
    assert [row.code for row in returned(source, shuffle).rows] == ["1.1", "14.10", "14.1"]


def test_binary_fractions_of_a_formula_do_not_become_figures_with_too_many_decimals():
    filling = returned(book(line("14.1")), put({"F4": 0.1 + 0.2, "H4": 1}))
    assert filling.rows[0].data["numerator_2024"] == "0,3"


@settings(max_examples=25, deadline=None)
@given(
    note=st.text(st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\r\x00"), max_size=200),
    part=st.decimals(0, 10**12 - 1, places=2, allow_nan=False),
)
def test_any_note_and_any_figure_survive(note, part):
    figure = f"{part.normalize():f}".replace(".", ",")
    data = {"kind": "percent", "numerator_2024": figure, "numerator_2025": ""}
    data |= {"denominator_2024": "", "denominator_2025": ""}
    filling = returned(book(line("14.1", data, note.strip())))
    assert filling.errors == ()
    assert [row.touched for row in filling.rows] == [False]
    assert isinstance(filling.rows[0], Filled)


def test_only_what_may_be_filled_in_is_unlocked_and_guided():
    source = book(
        line("1.1", remark="Lampirkan Perda"),
        line("14.1", PERCENT, claimed=2000, proofs=("Laporan KIA (siap)",)),
        line("17.1", open=False),
        helped=(line("18.1", lead="Disdik"),),
    )
    file = load_workbook(io.BytesIO(write(source)))
    sheet = file["Isi"]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"E4", "J4", "K4", "F5", "G5", "H5", "I5", "J5", "K5"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet["L5"].value, sheet["M5"].value, sheet["P5"].value) == (
        "2 (estimasi)",
        "3",
        "Laporan KIA (siap)",
    )
    assert sheet["O4"].value.startswith("Dikembalikan: Lampirkan Perda")
    assert {name: file[name].sheet_state for name in file.sheetnames} == {
        "Isi": "visible",
        "Bantuan": "visible",
        "Petunjuk": "visible",
        "_pilihan": "veryHidden",
        "_layak": "veryHidden",
    }
    helped = {cell for row in file["Bantuan"].iter_rows() for cell in row if not cell.protection.locked}
    assert helped == set()
    assert file["Bantuan"]["A4"].value == "18.1"


def test_each_cell_takes_only_what_fits_it():
    file = load_workbook(io.BytesIO(write(book(line("1.1"), line("14.1"), line("3.1a")))))
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2)
        for rule in file["Isi"].data_validations.dataValidation
    }
    last = "ABCDEF"[len(KLA.questions["1.1"].ladder.steps) - 1]
    assert rules["E4"] == ("list", f"'_pilihan'!$A$1:${last}$1", None)
    assert rules["J5"] == ("decimal", "0", "3.0")
    assert rules["F5"] == ("decimal", "0", "999999999999")
    options = [cell.value for cell in file["_pilihan"][1] if cell.value]
    steps = KLA.questions["1.1"].ladder.steps
    assert len(options) == len(steps)
    assert options[0].startswith("1. ")
    assert options[0].endswith(" poin, estimasi)")
    table = {str(r.sqref): r.type for r in file["Tabel 3.1a"].data_validations.dataValidation}
    assert table == {"B4:B63": "list", "D4:D63": "whole"}
