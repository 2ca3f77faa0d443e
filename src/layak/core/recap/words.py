"""The sentences about a recap's figures: which cell, what it says, what follows instead."""

from layak.core import points
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.recap.codes import Level
from layak.core.recap.reading import Entry
from layak.core.scoring import Standing

LEVELS = {
    Level.ROW: Text("Pertanyaan", "Question"),
    Level.INDICATOR: Text("Indikator", "Indicator"),
    Level.BLOCK: Text("Blok", "Block"),
    Level.TOTAL: Text("Nilai total", "The total"),
}


def _subject(level: Level, code: str, language: str) -> str:
    return f"{LEVELS[level].in_language(language)} {code}".rstrip()


def above_maximum(code: str, at: str, earned: Points, most: Points) -> Text:
    """A row with more points than it can have."""
    return Text(
        f"Pertanyaan {code} ({at}) bernilai {points.shown(earned)}, lebih tinggi daripada nilai maksimalnya "
        f"{points.shown(most)}. Dihitung {points.shown(most)}.",
        f"Question {code} ({at}) has {points.shown(earned, 'en')} points, above its maximum of "
        f"{points.shown(most, 'en')}. Counted as {points.shown(most, 'en')}.",
    )


def printed_sum(entry: Entry, standing: Standing) -> Text:
    """A printed subtotal or total that its rows do not give."""
    printed, computed = entry.points or 0, standing.claimed
    off = points.shown(abs(printed - computed)), points.shown(abs(printed - computed), "en")
    over = printed > computed
    return Text(
        f"{_subject(entry.level, entry.code, 'id')} ({entry.at}) tertulis {points.shown(printed)}, padahal "
        f"barisnya berjumlah {points.shown(computed)} ({'lebih' if over else 'kurang'} {off[0]}).",
        f"{_subject(entry.level, entry.code, 'en')} ({entry.at}) is printed as {points.shown(printed, 'en')} "
        f"but its rows give {points.shown(computed, 'en')} ({off[1]} too {'much' if over else 'little'}).",
    )


def printed_maximum(entry: Entry, most: Points) -> Text:
    """A printed maximum that differs from the edition's."""
    printed = entry.max or 0
    return Text(
        f"{_subject(entry.level, entry.code, 'id')} ({entry.max_at}): nilai maksimal tertulis "
        f"{points.shown(printed)}, di edisi ini {points.shown(most)}.",
        f"{_subject(entry.level, entry.code, 'en')} ({entry.max_at}): the maximum is printed as "
        f"{points.shown(printed, 'en')}, in this edition it is {points.shown(most, 'en')}.",
    )


def indicator_above(code: str, rows: Points, most: Points) -> Text:
    """An indicator whose rows give more than it can have."""
    return Text(
        f"Baris indikator {code} berjumlah {points.shown(rows)}, lebih tinggi daripada nilai maksimalnya. "
        f"Dihitung {points.shown(most)}.",
        f"The rows of indicator {code} give {points.shown(rows, 'en')}, above its maximum. Counted as "
        f"{points.shown(most, 'en')}.",
    )


def repeated(code: str, at: str) -> Text:
    """A row that stands in the recap again with the same points."""
    return Text(
        f"Pertanyaan {code} tertulis lagi di {at} dengan nilai yang sama. Dihitung sekali.",
        f"Question {code} stands again at {at} with the same points. Counted once.",
    )


def twice(code: str, first: str) -> Text:
    """A row that stands in the recap again with other points."""
    return Text(
        f"Pertanyaan {code} sudah ada di {first} dengan nilai lain. Hapus salah satu.",
        f"Question {code} is already at {first} with other points. Remove one of them.",
    )


def read_as(written: str, code: str, at: str) -> Text:
    """A code whose meaning was worked out from the edition and the rows around it."""
    return Text(
        f"Kode “{written}” untuk {at} dibaca sebagai {code}, dari urutan barisnya. Ubah format kolom kode "
        "menjadi Teks supaya pasti.",
        f"The code “{written}” for {at} was read as {code}, from the order of the rows. Format the code "
        "column as Text to be sure.",
    )


def without_code(at: str, said: str) -> Text:
    """A figure beside a text that is no code."""
    return Text(
        f"{at} berisi {said} tanpa kode, jadi tidak dihitung dan tidak diperiksa. Isi kodenya bila ini nilai "
        "sebuah pertanyaan.",
        f"{at} holds {said} without a code, so it is neither counted nor checked. Write its code if these "
        "are a question's points.",
    )


def other_sheet(name: str) -> Text:
    """A further sheet with a table of its own."""
    return Text(
        f"Lembar “{name}” juga berisi tabel nilai, tetapi hanya lembar pertama yang dibaca.",
        f"The sheet “{name}” also holds a table of points, but only the first such sheet is read.",
    )
