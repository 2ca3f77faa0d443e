"""What people type becomes an exact answer, or a sentence for each field that cannot be right."""

from decimal import Decimal

import pytest

from layak.core.answers import Choice, Count, Direct, Matrix, Percent, Unfit, read
from layak.core.instrument import AnswerType
from tests.core.small import YEARS, question

CHOICE = question()
PERCENT = question(answer=AnswerType.PERCENT, steps=((0, 0), (4000, 90)))
COUNT = question(answer=AnswerType.COUNT, steps=((0, 0), (4000, 3)))
MATRIX = question(answer=AnswerType.MATRIX, steps=((0, 0), (4000, 2)))


def problems(asked, data):
    with pytest.raises(Unfit) as caught:
        read(asked, data, YEARS)
    return {problem.field: problem.text.id for problem in caught.value.problems}


def test_a_choice_is_a_step_of_the_ladder():
    assert read(CHOICE, {"step": "2"}, YEARS) == Choice(2)
    assert read(CHOICE, {"kind": "choice", "step": 0}, YEARS) == Choice(0)


@pytest.mark.parametrize("step", ["3", "-1", "dua", "1.0", "٢", "9" * 5000, True])
def test_a_step_the_ladder_does_not_have_is_refused(step):
    assert problems(CHOICE, {"step": step}) == {
        "step": "Pilihan ini tidak ada di pertanyaan ini. Pilih salah satu pilihan yang tertulis."
    }


def test_a_percentage_is_read_with_thousands_and_decimals_as_officials_write_them():
    typed = {
        "numerator_2024": "1.200",
        "denominator_2024": "2.400",
        "numerator_2025": "28,5",
        "denominator_2025": 32,
    }
    assert read(PERCENT, typed, YEARS) == Percent(
        YEARS, (Decimal(1200), Decimal("28.5")), (Decimal(2400), Decimal(32))
    )


def test_a_part_as_large_as_its_whole_is_all_of_it():
    typed = {"numerator_2024": "32", "denominator_2024": "32", "numerator_2025": "0", "denominator_2025": "1"}
    assert read(PERCENT, typed, YEARS).complete


def test_a_part_larger_than_its_whole_is_refused_with_the_number_probably_meant():
    typed = {
        "numerator_2025": "82",
        "denominator_2025": "32",
        "numerator_2024": "45",
        "denominator_2024": "32",
    }
    assert problems(PERCENT, typed) == {
        "numerator_2024": "Angka ini lebih besar daripada jumlah fasilitas (32). Periksa kedua angka.",
        "numerator_2025": "Angka ini lebih besar daripada jumlah fasilitas (32). Apakah maksud Anda 28?",
    }


def test_a_percentage_of_nothing_is_refused_with_a_way_out():
    found = problems(PERCENT, {"numerator_2024": "0", "denominator_2024": "0"})
    assert found == {
        "denominator_2024": "Jumlah fasilitas tertulis 0, jadi persennya tidak dapat dihitung. Tulis jumlah "
        "yang benar. Bila memang tidak ada, isi nilainya langsung dan jelaskan di catatan."
    }


def test_every_wrong_figure_of_an_answer_is_named_at_once():
    found = problems(COUNT, {"value_2024": "-3", "value_2025": "banyak"})
    assert found == {
        "value_2024": "Angka ini kurang dari nol. Tulis 0 atau angka yang lebih besar.",
        "value_2025": "“banyak” bukan angka. Tulis angkanya saja, misalnya 1.234 atau 12,5.",
    }


@pytest.mark.parametrize("typed", ["", "  ", None, "\u00a0"])
def test_blank_figures_make_a_draft_and_no_error(typed):
    given = read(COUNT, {"value_2024": "7", "value_2025": typed}, YEARS)
    assert given == Count(YEARS, (Decimal(7), None))
    assert not given.complete


def test_nothing_at_all_is_an_incomplete_answer_of_the_questions_own_kind():
    assert [read(q, {}, YEARS) for q in (CHOICE, PERCENT, COUNT, MATRIX)] == [
        Choice(None),
        Percent(YEARS),
        Count(YEARS),
        Matrix(),
    ]


@pytest.mark.parametrize(
    ("typed", "points"), [("2,25", 2250), ("2.25", 2250), ("0", 0), ("4", 4000), (3, 3000)]
)
def test_any_question_takes_points_as_the_national_form_computed_them(typed, points):
    assert read(MATRIX, {"kind": "direct", "points": typed}, YEARS) == Direct(points)


def test_points_above_the_maximum_are_refused_with_the_maximum():
    assert problems(CHOICE, {"kind": "direct", "points": "4,001"}) == {
        "points": "Nilai ini lebih tinggi daripada nilai maksimal pertanyaan ini (4). Tulis angka dari 0 "
        "sampai 4, seperti di formulir nasional."
    }


@pytest.mark.parametrize("typed", ["-1", "empat", "1,2345", "1e1", "٤"])
def test_points_that_are_no_points_are_refused(typed):
    assert problems(CHOICE, {"kind": "direct", "points": typed}) == {
        "points": f"“{typed}” bukan nilai. Tulis angka dari 0 sampai 4, paling banyak tiga angka "
        "di belakang koma."
    }


def test_an_answer_of_another_shape_is_refused():
    assert problems(CHOICE, {"kind": "matrix", "rows": []}).keys() == {"kind"}


def test_a_table_keeps_its_rows_in_order_and_drops_blank_ones():
    rows = [
        {"mitra": " PT  Maju ", "tahun": "2025"},
        {"mitra": "", "tahun": None},
        {"mitra": "RRI", "tahun": 2024},
    ]
    given = read(MATRIX, {"rows": rows}, YEARS)
    assert given == Matrix(({"mitra": "PT Maju", "tahun": "2025"}, {"mitra": "RRI", "tahun": "2024"}), 2)
    assert given.complete


def test_a_row_that_lacks_a_required_cell_is_kept_as_a_draft():
    given = read(MATRIX, {"rows": [{"mitra": "RRI"}]}, YEARS)
    assert (given, given.complete) == (Matrix(({"mitra": "RRI"},), 0), False)


def test_every_cell_is_checked_against_its_column():
    row = {"mitra": "a" * 1001, "tahun": "25", "jumlah": "x", "jenis": "Radio", "warna": "merah"}
    assert problems(MATRIX, {"rows": [{"mitra": "RRI", "tahun": "2025"}, row]}) == {
        "rows.1.mitra": "Baris 2, kolom Mitra: lebih dari 1000 huruf. Ringkas isinya.",
        "rows.1.tahun": "Baris 2, kolom Tahun: tulis tahun empat angka, misalnya 2025.",
        "rows.1.jumlah": "Baris 2, kolom Jumlah: “x” bukan angka. Tulis angkanya saja, misalnya "
        "1.234 atau 12,5.",
        "rows.1.jenis": "Baris 2, kolom Jenis: pilih salah satu: Media, Usaha.",
        "rows.1.warna": "Tabel ini tidak punya kolom “warna”. Kolomnya: Mitra, Tahun, Jumlah, Jenis.",
    }


@pytest.mark.parametrize("rows", ["teks", [["a"]], {"a": 1}, [None]])
def test_what_is_no_table_is_refused(rows):
    assert problems(MATRIX, {"rows": rows}).keys() == {"rows"}


def test_a_table_longer_than_an_answer_may_be_is_refused():
    assert problems(MATRIX, {"rows": [{"mitra": "a"}] * 1001}).keys() == {"rows"}


def test_every_refusal_is_told_in_english_too():
    with pytest.raises(Unfit) as caught:
        read(PERCENT, {"numerator_2025": "1.520", "denominator_2025": "1.260"}, YEARS)
    assert [p.text.en for p in caught.value.problems] == [
        "This number is larger than facilities (1,260). Did you mean 1,250?"
    ]
