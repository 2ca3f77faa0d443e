"""The sentences that meet an answer that cannot be: what, why, and what to do."""

from decimal import Decimal

from layak.core import points
from layak.core.answers import figures
from layak.core.instrument import Column, Text
from layak.core.points import Points

WHOLE = Text("Jumlah seluruhnya", "The whole")
NO_SUCH_STEP = Text(
    "Pilihan ini tidak ada di pertanyaan ini. Pilih salah satu pilihan yang tertulis.",
    "This question has no such option. Choose one of the options shown.",
)
NOT_A_TABLE = Text(
    "Isian ini bukan tabel. Isi baris demi baris, atau tempel dari Excel.",
    "This is not a table. Fill it row by row, or paste it from Excel.",
)


def wrong_kind(kind: str) -> Text:
    """For an answer whose shape is not this question's."""
    return Text(
        f"Pertanyaan ini tidak dijawab dengan bentuk “{kind[:20]}”. Muat ulang halaman, lalu jawab lagi.",
        f"This question does not take an answer of the form “{kind[:20]}”. Reload the page and answer again.",
    )


def not_points(typed: str, most: Points) -> Text:
    """For text that is not points with at most three decimals."""
    return Text(
        f"“{typed[:40]}” bukan nilai. Tulis angka dari 0 sampai {points.shown(most)}, paling banyak tiga "
        "angka di belakang koma.",
        f"“{typed[:40]}” is not a number of points. Write a number from 0 to {points.shown(most, 'en')}, "
        "with at most three decimals.",
    )


def above_maximum(most: Points) -> Text:
    """For points entered directly that exceed the question's maximum."""
    return Text(
        f"Nilai ini lebih tinggi daripada nilai maksimal pertanyaan ini ({points.shown(most)}). Tulis angka "
        f"dari 0 sampai {points.shown(most)}, seperti di formulir nasional.",
        f"These points are above this question's maximum ({points.shown(most, 'en')}). Write a number from 0 "
        f"to {points.shown(most, 'en')}, as on the national form.",
    )


def zero_whole(label: Text) -> Text:
    """For a percentage of nothing."""
    return Text(
        f"{label.id} tertulis 0, jadi persennya tidak dapat dihitung. Tulis jumlah yang benar. Bila memang "
        "tidak ada, isi nilainya langsung dan jelaskan di catatan.",
        f"{label.en} is 0, so no percentage can be computed. Write the right number. If there really is "
        "none, enter the points directly and explain it in the note.",
    )


def part_above_whole(part: Decimal, whole: Decimal, label: Text) -> Text:
    """For a part larger than its whole, with the number that was probably meant."""
    meant = _meant(part, whole)
    return Text(
        f"Angka ini lebih besar daripada {_inside(label.id)} ({figures.shown(whole)}). "
        + (f"Apakah maksud Anda {figures.shown(meant)}?" if meant else "Periksa kedua angka."),
        f"This number is larger than {_inside(label.en)} ({figures.shown(whole, 'en')}). "
        + (f"Did you mean {figures.shown(meant, 'en')}?" if meant else "Check both numbers."),
    )


def _inside(label: str) -> str:
    """A label as it stands in the middle of a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _meant(part: Decimal, whole: Decimal) -> Decimal | None:
    """The only number that fits after swapping two neighbouring digits, e.g. 28 for 82 of 32."""
    digits = str(part)
    swapped = {
        Decimal(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
        for i in range(len(digits) - 1)
        if digits.isdecimal()
    }
    fitting = [number for number in swapped if 0 < number <= whole]
    return fitting[0] if len(fitting) == 1 else None


def unknown_column(key: str, columns: tuple[Column, ...]) -> Text:
    """For a cell of a column the table does not have."""
    return Text(
        f"Tabel ini tidak punya kolom “{key[:40]}”. Kolomnya: {', '.join(c.title.id for c in columns)}.",
        f"This table has no column “{key[:40]}”. Its columns are: {', '.join(c.title.en for c in columns)}.",
    )


def too_many_rows(most: int) -> Text:
    """For a table larger than one answer may be."""
    return Text(
        f"Tabel ini lebih dari {most} baris. Isi baris yang terpenting, dan unggah tabel lengkapnya sebagai "
        "bukti.",
        f"This table has more than {most} rows. Fill the most important ones and upload the full table as "
        "proof.",
    )


def too_long_cell(row: int, column: Column, most: int) -> Text:
    """For a cell with more text than a table can show."""
    return Text(
        f"Baris {row}, kolom {column.title.id}: lebih dari {most} huruf. Ringkas isinya.",
        f"Row {row}, column {column.title.en}: more than {most} characters. Shorten it.",
    )


def not_a_year(row: int, column: Column) -> Text:
    """For a year cell that holds something else."""
    return Text(
        f"Baris {row}, kolom {column.title.id}: tulis tahun empat angka, misalnya 2025.",
        f"Row {row}, column {column.title.en}: write a year of four digits, for example 2025.",
    )


def not_a_number(row: int, column: Column, why: Text) -> Text:
    """For a number cell that holds something else; `why` is the sentence of the figure itself."""
    return Text(
        f"Baris {row}, kolom {column.title.id}: {why.id}", f"Row {row}, column {column.title.en}: {why.en}"
    )


def not_an_option(row: int, column: Column) -> Text:
    """For a cell whose text is none of the column's options."""
    return Text(
        f"Baris {row}, kolom {column.title.id}: pilih salah satu: {', '.join(o.id for o in column.options)}.",
        f"Row {row}, column {column.title.en}: choose one of: {', '.join(o.en for o in column.options)}.",
    )


def blank_cell(row: int, column: Column) -> Text:
    """For a required cell that is still empty."""
    return Text(
        f"Baris {row}: kolom {column.title.id} masih kosong. Isi, atau hapus barisnya.",
        f"Row {row}: the column {column.title.en} is still empty. Fill it, or remove the row.",
    )
