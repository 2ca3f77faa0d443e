"""What a code cell means in an edition: stray blanks, other names of a block, and what Excel did to 1.10."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import Any

from layak.core.instrument import Block, Edition, Text
from layak.core.recap.headings import clean
from layak.core.recap.sheet import Unreadable

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
TOTAL = re.compile(
    r"(grand |nilai |skor |jumlah )?total( nilai| skor| score| keseluruhan| points?)?"
    r"|jumlah( total| nilai| keseluruhan| seluruhnya)?"
)
SUM_OF = re.compile(r"^(sub ?)?(total|jumlah|nilai) ")
CLUSTER = re.compile(r"^(klaster|cluster) ([ivx]+|\d)\b.*")
INDICATOR = re.compile(r"^(indikator|indicator|ind\.?) ?(\d+ ?[a-z]?)\b.*")
SHORTENED = re.compile(r".*\.[1-9]")


class Level(Enum):
    """What a line of the recap is about."""

    ROW = "row"
    INDICATOR = "indicator"
    BLOCK = "block"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the edition ("" for the total), and what the cell said where that differs in substance."""

    level: Level
    code: str
    written: str = ""


class Codes:
    """The codes of one edition, looked up as people and spreadsheets write them."""

    def __init__(self, edition: Edition, column: Iterable[Any]) -> None:
        """`column` is the whole code column: what else it holds tells what a shortened code means."""
        self.edition = edition
        self.place = {code: at for at, code in enumerate(edition.questions)}
        self.column = Counter(squeezed(_written(value)) for value in column)
        self.known = {squeezed(code): Code(Level.ROW, code) for code in edition.questions}
        self.known |= {squeezed(code): Code(Level.INDICATOR, code) for code in edition.indicators}
        for block in edition.blocks:
            self.known |= {name: Code(Level.BLOCK, block.code) for name in _names(block)}

    def find(self, value: Any, at: str, previous: str | None) -> Code | None:
        """What a code cell means; `previous` is the row code before it. None for headings and remarks.

        Raises Unreadable for a date, and for a number that may be one of two codes.
        """
        if isinstance(value, date):
            raise Unreadable(at, _a_date(self.edition))
        key = squeezed(_written(value))
        longer = self.known.get(f"{key}0") if SHORTENED.fullmatch(key) else None
        if longer and longer.level is Level.ROW and f"{key}0" not in self.column:
            return self._shortened(key, longer, at, previous, isinstance(value, int | float))
        return self.known.get(key) or self.labelled(_written(value))

    def labelled(self, text: str) -> Code | None:
        """What a label in words speaks of: "TOTAL", "Jumlah Klaster II", "Indikator 21A: …", "Kelembagaan".

        None where it speaks of nothing that has points.
        """
        words = " ".join(text.casefold().split())
        if TOTAL.fullmatch(words):
            return Code(Level.TOTAL, "")
        words = SUM_OF.sub("", words)
        if found := CLUSTER.match(words):
            return self.known.get(squeezed(f"K{ROMAN.get(found[2], found[2])}"))
        found = INDICATOR.match(words)
        return self.known.get(squeezed(found[2] if found else words))

    def nearest(self, written: str) -> list[str]:
        """Codes of the edition that look like what was written."""
        near = get_close_matches(squeezed(written), list(self.known), n=3, cutoff=0.5)
        return [self.known[key].code for key in near]

    def _shortened(self, key: str, longer: Code, at: str, previous: str | None, number: bool) -> Code:
        """14.1 may be 14.10 whose nought a spreadsheet dropped: the rows around it tell, or nothing does."""
        plain = self.known.get(key)
        if plain is None:
            return Code(Level.ROW, longer.code, key)
        if not number and self.column[key] == 1:
            return plain
        before = -1 if previous is None else self.place[previous]
        if self.place[plain.code] < before < self.place[longer.code]:
            return Code(Level.ROW, longer.code, key)
        if before > self.place[longer.code]:
            raise Unreadable(at, _two_codes(plain.code, longer.code))
        certain = not number or before == self.place[plain.code] - 1
        return plain if certain else Code(Level.ROW, plain.code, key)


def _written(value: Any) -> str:
    return str(value).removesuffix(".0") if isinstance(value, float) else clean(value).lstrip("'")


def squeezed(code: str) -> str:
    """A code without blanks, case, decimal commas and full stops at its ends."""
    return re.sub(r"\s+", "", code).replace(",", ".").strip(".").casefold()


def _names(block: Block) -> set[str]:
    names = {block.code, block.title.id, block.title.en, block.short.id, block.short.en}
    return {squeezed(name) for name in names}


def _a_date(edition: Edition) -> Text:
    example = next(iter(edition.questions))
    return Text(
        "Excel telah mengubah kode di sel ini menjadi tanggal. Ubah format kolom kode menjadi Teks, lalu "
        f"tulis lagi kodenya, misalnya {example}.",
        "Excel has turned the code in this cell into a date. Format the code column as Text and write the "
        f"code again, for example {example}.",
    )


def _two_codes(plain: str, longer: str) -> Text:
    return Text(
        f"Sel ini dapat berarti {plain} atau {longer}: Excel membuang nol di belakang angka. Ubah format "
        f"kolom kode menjadi Teks, lalu tulis lagi {plain} atau {longer}.",
        f"This cell may mean {plain} or {longer}: Excel drops the last nought of a number. Format the "
        f"code column as Text and write {plain} or {longer} again.",
    )
