"""Recaps are read as districts keep them, and refused by cell where they could be misread."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from layak.core import catalogue
from layak.core.recap import Unreadable, read
from layak.core.recap.codes import Level

KLA = catalogue.get("kla-2024")


@pytest.fixture
def written(tmp_path):
    """Write a text file in an encoding and read it as a recap."""

    def write(content: str, encoding: str = "utf-8"):
        path = tmp_path / "rekap.csv"
        path.write_bytes(content.encode(encoding))
        return read(path, KLA)

    return write


@pytest.fixture
def workbook(tmp_path):
    """Save rows as a workbook, merged where told, and read it as a recap."""

    def save(rows, merged=(), sheets=("Rekap",)):
        book = Workbook()
        book.remove(book.active)
        for name in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for area in merged:
                sheet.merge_cells(area)
        book.save(tmp_path / "rekap.xlsx")
        return read(tmp_path / "rekap.xlsx", KLA)

    return save


def rows(sheetful):
    return {e.code: e.points for e in sheetful.entries if e.level is Level.ROW}


def refusal(reading, *given):
    with pytest.raises(Unreadable) as caught:
        reading(*given)
    return caught.value.at, caught.value.text.id


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_file_is_read_in_every_form_that_excel_writes(written, delimiter, encoding, newline):
    lines = ["Kabupaten Pidié", "kode,uraian,nilai", "1.1,Perda – KLA,12", "1.2za,,0.75", "2.4,,"]
    content = newline.join(lines).replace(",", delimiter)
    assert rows(written(content, encoding)) == {"1.1": 12_000, "1.2za": 750, "2.4": None}


def test_decimal_commas_stand_in_quotes_where_commas_divide_cells(written):
    assert rows(written('kode,nilai\n1.1,"2,25"\n1.2a,"0,66"\n')) == {"1.1": 2250, "1.2a": 660}


@pytest.mark.parametrize(
    "headings",
    [
        "code;points",
        "Kode;Nilai",
        "KODE PERTANYAAN;Nilai Mandiri",
        "No.;Skor",
        "nomor soal;poin",
        "kode;nilai_em",
        "Code;Self score",
        "No. Kode;Capaian",
        " kode ; Nilai Mandiri (EM) ",
    ],
)
def test_headings_are_understood_in_both_languages(written, headings):
    assert rows(written(f"{headings}\n1.1;3\n")) == {"1.1": 3000}


def test_the_running_number_is_not_taken_for_the_code(written):
    assert rows(written("No;Kode;Nilai\n1;1.1;3\n2;1.2a;1\n")) == {"1.1": 3000, "1.2a": 1000}


def test_the_maximum_is_not_taken_for_the_points(written):
    (entry,) = written("kode;nilai maksimal;nilai mandiri\n1.1;12;3\n").entries
    assert (entry.points, entry.max, entry.at, entry.max_at) == (3000, 12_000, "C2", "B2")


def test_the_district_s_own_points_are_read_where_other_stages_stand_beside_them(written):
    assert rows(written("kode;nilai EM;nilai VA;catatan nilai\n1.1;12;3;baik\n")) == {"1.1": 12_000}


def test_two_columns_that_could_both_be_the_points_are_refused(written):
    assert refusal(written, "kode;nilai 2023;nilai 2024\n1.1;3;4\n") == (
        "C1",
        "Ada dua kolom yang mungkin berisi nilai: “nilai 2023” dan “nilai 2024”. Beri judul “nilai mandiri” "
        "pada kolom yang dihitung.",
    )


@pytest.mark.parametrize(
    ("written_code", "code"),
    [
        *(("21 A . 4a", "21A.4a"), ("1.2 za", "1.2za"), ("1.2ZA", "1.2za"), ("'1.1", "1.1")),
        *(("25,7a", "25.7a"), ("\u200b1.1\u00a0", "1.1"), ("21a.4A", "21A.4a"), ("3.1a.", "3.1a")),
    ],
)
def test_codes_are_read_with_stray_blanks_and_case(written, written_code, code):
    assert rows(written(f"kode;nilai\n{written_code};0,5\n")) == {code: 500}


@pytest.mark.parametrize(
    ("label", "level", "code"),
    [
        ("KLB ", Level.BLOCK, "KLB"),
        ("Kelembagaan", Level.BLOCK, "KLB"),
        ("KLASTER II", Level.BLOCK, "K2"),
        ("Klaster V: Perlindungan Khusus", Level.BLOCK, "K5"),
        ("Jumlah Klaster 3", Level.BLOCK, "K3"),
        ("21 A", Level.INDICATOR, "21A"),
        ("Indikator 7", Level.INDICATOR, "7"),
        ("Sub total indikator 21B", Level.INDICATOR, "21B"),
        ("TOTAL", Level.TOTAL, ""),
        ("Jumlah", Level.TOTAL, ""),
        ("Total nilai", Level.TOTAL, ""),
    ],
)
def test_subtotals_are_known_by_their_codes_and_by_their_names(written, label, level, code):
    entry = written(f"kode;nilai\n1.1;3\n{label};3\n").entries[1]
    assert (entry.level, entry.code) == (level, code)


def test_a_subtotal_named_outside_the_code_column_is_known_too(written):
    entries = written("kode;uraian;nilai\n1.1;Perda;3\n;Jumlah Klaster I;3\n;TOTAL;3\n").entries
    assert [(e.level, e.code) for e in entries[1:]] == [(Level.BLOCK, "K1"), (Level.TOTAL, "")]


def test_a_thousand_is_a_thousand_only_where_it_can_be(written):
    entries = written("kode;maks;nilai\n1.1;12.000;1.500\nTOTAL;1.000;1.5\n").entries
    assert [(e.max, e.points) for e in entries] == [(12_000, 1500), (1_000_000, 1500)]
    assert written("kode;maks;nilai\n1.1;12;1\nTOTAL;1.000,00;1\n").entries[1].max == 1_000_000


def test_merged_headings_over_two_rows_are_understood(workbook):
    table = [
        ["REKAP NILAI PENILAIAN MANDIRI KLA"],
        [],
        ["No", "Kode", "Pertanyaan", "Nilai", None],
        [None, None, None, "Maksimal", "Mandiri"],
        [1, 2, 3, 4, 5],
        [1, "1.1", "Perda", 12, 9],
        [2, "1.2a", "Registrasi", 1, 0.66],
    ]
    found = workbook(table, merged=["A1:E1", "A3:A4", "B3:B4", "C3:C4", "D3:E3"])
    assert [(e.code, e.points, e.max, e.at) for e in found.entries] == [
        ("1.1", 9000, 12_000, "E6"),
        ("1.2a", 660, 1000, "E7"),
    ]


def test_a_spreadsheet_s_binary_fractions_are_what_was_typed(workbook):
    assert rows(workbook([["kode", "nilai"], ["1.1", 0.1 + 0.2], ["1.2a", 1 / 4]])) == {
        "1.1": 300,
        "1.2a": 250,
    }


def test_codes_that_excel_made_numbers_are_read_by_the_order_of_the_rows(workbook):
    table = [
        ["kode", "nilai"],
        ["13.6", 1],
        *([14 + n / 10, 1] for n in range(1, 10)),
        [14.1, 2],
        ["15.1", 3],
    ]
    found = workbook(table)
    assert rows(found)["14.1"] == 1000
    assert rows(found)["14.10"] == 2000
    assert [(e.read_from, e.code) for e in found.entries if e.read_from] == [("14.1", "14.10")]


def test_a_shortened_code_that_can_only_mean_one_row_is_read_as_that_row(workbook):
    (entry,) = workbook([["kode", "nilai"], [25.1, 1]]).entries
    assert (entry.code, entry.read_from) == ("25.10", "25.1")


def test_a_number_that_could_be_either_code_is_refused_by_its_cell(workbook):
    table = [["kode", "nilai"], ["15.1", 1], [14.1, 2]]
    assert refusal(workbook, table) == (
        "A3",
        "Sel ini dapat berarti 14.1 atau 14.10: Excel membuang nol di belakang angka. Ubah format kolom kode "
        "menjadi Teks, lalu tulis lagi 14.1 atau 14.10.",
    )


def test_a_number_read_by_position_alone_is_never_read_silently(workbook):
    (entry,) = workbook([["kode", "nilai"], [14.1, 1]]).entries
    assert (entry.code, entry.read_from) == ("14.1", "14.1")


def test_text_codes_mean_what_they_say_in_any_order(written):
    found = written("kode;nilai\n14.5;1\n14.1;2\n14.10;3\n")
    assert rows(found) == {"14.5": 1000, "14.1": 2000, "14.10": 3000}
    assert [e.read_from for e in found.entries] == ["", "", ""]


def test_a_code_that_excel_made_a_date_is_refused(workbook):
    at, sentence = refusal(workbook, [["kode", "nilai"], [date(2024, 2, 1), 1]])
    assert (at, "menjadi tanggal" in sentence) == ("A2", True)


@pytest.mark.parametrize("points", ["dua belas", "12%", "-1", "1,2345", "1/2", "#REF!", "12 poin"])
def test_a_cell_that_is_no_points_is_refused_by_its_name(written, points):
    at, sentence = refusal(written, f"kode;uraian;nilai\n1.1;Perda;3\n1.2a;Registrasi;{points}\n")
    assert (at, sentence) == (
        "C3",
        f"Sel ini berisi “{points}”. Yang diharapkan: nilai dari 0 sampai 1, paling banyak tiga desimal, "
        "misalnya 2,25. Kosongkan bila belum dijawab.",
    )


@pytest.mark.parametrize("value", [date(2024, 1, 2), True, -3, 0.12345])
def test_a_spreadsheet_cell_that_is_no_points_is_refused(workbook, value):
    assert refusal(workbook, [["kode", "nilai"], ["1.1", value]])[0] == "B2"


def test_a_formula_that_failed_is_refused_and_not_taken_for_a_blank(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "rekap.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Rekap & hasil")
        sheet.write_row(0, 0, ["kode", "nilai"])
        sheet.write_row(1, 0, ["1.1", 12])
        sheet.write_string(2, 0, "1.2a")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    at, sentence = refusal(read, path, KLA)
    assert (at, "“#DIV/0!”" in sentence) == ("B3", True)


def test_a_formula_that_was_never_calculated_is_refused_and_not_taken_for_a_blank(workbook):
    at, sentence = refusal(workbook, [["kode", "nilai"], ["1.1", "=3+2"]])
    assert (at, sentence.startswith("Rumus di sel ini belum dihitung.")) == ("B2", True)


@pytest.mark.parametrize("blank", ["", "-", "–", " "])
def test_blanks_and_dashes_are_unanswered(written, blank):
    assert rows(written(f"kode;nilai\n1.1;{blank}\n")) == {"1.1": None}


def test_a_code_the_edition_does_not_have_is_refused_with_those_like_it(written):
    at, sentence = refusal(written, "kode;nilai\n1.1;3\n1.2zc;1\n")
    assert at == "A3"
    assert sentence.startswith("Kode “1.2zc” tidak ada di edisi kla-2024. Yang mirip: 1.2z")


def test_points_beside_no_code_and_no_word_are_refused(written):
    assert refusal(written, "kode;nilai\n1.1;3\n;4\n") == (
        "A3",
        "Kode kosong, padahal B3 berisi 4. Isi kodenya, atau kosongkan nilainya.",
    )


def test_a_figure_beside_words_that_are_no_code_is_told_and_not_counted(written):
    found = written("kode;uraian;nilai\n1.1;Perda;3\n;Nilai tahun lalu;700\n;Indralaya, 12 Mei 2024;\n")
    assert (rows(found), found.unplaced) == ({"1.1": 3000}, (("C3", "700"),))


def test_headings_and_remarks_among_the_rows_are_passed_over(written):
    content = "kode;uraian;nilai\nA. Umum;;\n1.1;Perda;3\n;Mengetahui,;Kepala Dinas\n;;NIP 19700101\n"
    assert rows(written(content)) == {"1.1": 3000}


@pytest.mark.parametrize(
    "content", ["a;b\n1;2\n", "kode;uraian\n1.1;Perda\n", "%PDF-1.7\n\x00\x01", "\x00" * 90]
)
def test_a_file_without_a_table_says_what_headings_are_needed(written, content):
    at, sentence = refusal(written, content)
    assert (at, sentence.startswith("Tidak ada baris judul")) == ("", True)


def test_a_table_of_another_edition_is_refused(written):
    assert refusal(written, "kode;nilai\nKLB;\n;\n")[0] == "A2"


@pytest.mark.parametrize("content", [b"", b"\n \n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken"])
def test_an_empty_or_broken_file_is_refused(tmp_path, content):
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(content)
    assert refusal(read, path, KLA)[0] == ""


def test_a_file_too_large_to_be_a_recap_is_refused_unread(tmp_path):
    path = Path(tmp_path / "rekap.csv")
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert "20 MB" in refusal(read, path, KLA)[1]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(workbook):
    found = workbook([["kode", "nilai"], ["1.1", 3]], sheets=("2024", "2023"))
    assert (rows(found), found.other_sheets) == ({"1.1": 3000}, ("2023",))
