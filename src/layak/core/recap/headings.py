"""Which columns hold codes, points and maxima: headings in either language, over one or more rows."""

import re
from dataclasses import dataclass
from typing import Any

from layak.core.instrument import Text
from layak.core.recap.sheet import Sheet, Unreadable, address

SEARCHED = 60
DEEPEST = 3

CODE = (
    re.compile(r"^(kode|code)\b|\b(kode|code)$"),
    re.compile(r"^(no|nomor|number)\.? (pertanyaan|soal|question)$"),
    re.compile(r"^(no|nomor)\.?$"),
)
NOT_POINTS = re.compile(r"%|persen|percent|catatan|keterangan|note|tanggal|date|selisih|progres")
MAXIMUM = re.compile(r"\b(maks|maksimal|maksimum|max|maximum|bobot|weight)\b")
POINTS = (
    re.compile(r"\b(mandiri|em|self)\b"),
    re.compile(r"^(nilai|poin|point|points|skor|score)$"),
    re.compile(r"\b(nilai|poin|point|points|skor|score|capaian|perolehan)\b"),
)


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the table starts and which of its columns (from 0) hold what."""

    first_row: int
    code: int
    points: int
    max: int | None


def find(sheet: Sheet) -> Headings | None:
    """The first headings of a sheet that name a code and a points column; None when there are none.

    Raises Unreadable when two columns could equally be the points.
    """
    for row in range(min(len(sheet.rows), SEARCHED)):
        code = _best(_row_labels(sheet, row), CODE)
        if code:
            depth = _depth(sheet, row, code[0])
            labels = _labels(sheet, row, depth)
            if found := _columns(labels, row, depth, code[0]):
                return found
    return None


def _columns(labels: dict[int, str], row: int, depth: int, code: int) -> Headings | None:
    others = {column: label for column, label in labels.items() if column != code}
    maxima = [column for column, label in others.items() if MAXIMUM.search(label)]
    scores = {c: v for c, v in others.items() if c not in maxima and not NOT_POINTS.search(v)}
    points = _best(scores, POINTS)
    if not points:
        return None
    if len(points) > 1:
        raise Unreadable(address(row, points[1]), _two_columns([labels[c] for c in points[:2]]))
    return Headings(row + depth, code, points[0], maxima[0] if maxima else None)


def _best(labels: dict[int, str], patterns: tuple[re.Pattern[str], ...]) -> list[int]:
    """The columns whose heading matches the earliest pattern that any heading matches."""
    for pattern in patterns:
        if found := [column for column, label in labels.items() if pattern.search(label)]:
            return found
    return []


def _depth(sheet: Sheet, row: int, code: int) -> int:
    """How many rows the headings span: rows below belong while they head columns and name no code."""
    depth = 1
    while depth < DEEPEST and not clean(sheet.value(row + depth, code)):
        below = _row_labels(sheet, row + depth)
        if not (_best(below, POINTS) or any(MAXIMUM.search(label) for label in below.values())):
            break
        depth += 1
    return depth


def _labels(sheet: Sheet, row: int, depth: int) -> dict[int, str]:
    """Each column's headings from top to bottom; a merged heading also stands over its right neighbours."""
    width = max((len(sheet.rows[r]) for r in range(row, row + depth)), default=0)
    stacked: dict[int, list[str]] = {column: [] for column in range(width)}
    for r in range(row, row + depth):
        over = ""
        for column in range(width):
            own = label(sheet.value(r, column))
            below = any(label(sheet.value(s, column)) for s in range(r + 1, row + depth))
            over = own or (over if below else "")
            stacked[column].append(over)
    joined = {column: " ".join(filter(None, parts)) for column, parts in stacked.items()}
    return {column: text for column, text in joined.items() if text}


def _row_labels(sheet: Sheet, row: int) -> dict[int, str]:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    return {column: text for column, value in enumerate(cells) if (text := label(value))}


def label(value: Any) -> str:
    """A heading without case, brackets, underscores and stray blanks; "" for anything but text."""
    return re.sub(r"[\s_():*]+", " ", value).strip().casefold() if isinstance(value, str) else ""


def clean(value: Any) -> str:
    """A cell as text without blanks at its ends, no-break and zero-width ones included."""
    return re.sub(r"[\u200b\u200c\u200d\ufeff]", "", str(value)).strip() if value is not None else ""


def _two_columns(labels: list[str]) -> Text:
    return Text(
        f"Ada dua kolom yang mungkin berisi nilai: “{labels[0]}” dan “{labels[1]}”. Beri judul “nilai "
        "mandiri” pada kolom yang dihitung.",
        f"Two columns may hold the points: “{labels[0]}” and “{labels[1]}”. Call the one to be counted "
        "“self score”.",
    )
