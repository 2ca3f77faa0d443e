"""A recap is scored from its rows, and every printed figure that does not follow from them is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from layak.core import points
from layak.core.answers import Direct
from layak.core.instrument import Edition, Text
from layak.core.points import Points
from layak.core.recap import words
from layak.core.recap.codes import Level
from layak.core.recap.reading import Entry, Sheetful
from layak.core.recap.sheet import Unreadable
from layak.core.scoring import Score, Standing, score


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the recap that does not follow.

    `kind` is row-above-maximum, printed-maximum, printed-indicator, printed-block, printed-total,
    indicator-above-maximum, duplicate-row, code-read, figure-without-code or other-sheet. `at` is the
    code of the row, indicator or block ("" for the total), the cell where there is no code, or the
    sheet's name. `printed` and `computed` are figures as text.
    """

    kind: str
    at: str
    printed: str
    computed: str
    message: Text


@dataclass(frozen=True, slots=True)
class Recap:
    """The score of a recap's rows and what was found on the way."""

    score: Score
    findings: tuple[Finding, ...]


def check(edition: Edition, sheetful: Sheetful) -> Recap:
    """Score the rows of a recap and compare everything printed with what follows from them.

    A row counts up to its maximum. Raises Unreadable when a row stands there twice with different points.
    """
    rows = _rows(sheetful.entries)
    scored = score(edition, {c: Direct(e.points) for c, e in rows.items() if e.points is not None})
    findings = [
        *_rows_found(scored, sheetful.entries),
        *_sums_found(scored, sheetful.entries),
        *_caps_found(scored),
        *(words_found(at, said) for at, said in sheetful.unplaced),
        *(Finding("other-sheet", name, "", "", words.other_sheet(name)) for name in sheetful.other_sheets),
    ]
    return Recap(scored, tuple(findings))


def words_found(at: str, said: str) -> Finding:
    """The finding for a figure that stands beside no code."""
    return Finding("figure-without-code", at, said, "", words.without_code(at, said))


def _rows(entries: Iterable[Entry]) -> dict[str, Entry]:
    rows: dict[str, Entry] = {}
    for entry in entries:
        if entry.level is not Level.ROW:
            continue
        first = rows.setdefault(entry.code, entry)
        if first.points != entry.points:
            raise Unreadable(entry.at, words.twice(entry.code, first.at))
    return rows


def _rows_found(scored: Score, entries: Iterable[Entry]) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        if entry.level is not Level.ROW:
            continue
        if entry.code in seen:
            yield Finding("duplicate-row", entry.code, "", "", words.repeated(entry.code, entry.at))
        seen.add(entry.code)
        if entry.read_from:
            message = words.read_as(entry.read_from, entry.code, entry.at)
            yield Finding("code-read", entry.code, entry.read_from, entry.code, message)
        most = scored.edition.questions[entry.code].max
        if entry.points is not None and entry.points > most:
            message = words.above_maximum(entry.code, entry.at, entry.points, most)
            yield _finding("row-above-maximum", entry.code, entry.points, most, message)
        yield from _maximum_found(entry, most)


def _sums_found(scored: Score, entries: Iterable[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.level is Level.ROW:
            continue
        standing = _standing(scored, entry)
        if entry.points is not None and entry.points != standing.claimed:
            message = words.printed_sum(entry, standing)
            yield _finding(
                f"printed-{entry.level.value}", entry.code, entry.points, standing.claimed, message
            )
        yield from _maximum_found(entry, standing.max)


def _caps_found(scored: Score) -> Iterator[Finding]:
    for code, standing in scored.indicators.items():
        rows = sum(scored.ledger[q.code].points for q in scored.edition.indicators[code].questions)
        if rows > standing.max:
            message = words.indicator_above(code, rows, standing.max)
            yield _finding("indicator-above-maximum", code, rows, standing.max, message)


def _maximum_found(entry: Entry, most: Points) -> Iterator[Finding]:
    if entry.max is not None and entry.max != most:
        message = words.printed_maximum(entry, most)
        yield _finding("printed-maximum", entry.code, entry.max, most, message)


def _standing(scored: Score, entry: Entry) -> Standing:
    match entry.level:
        case Level.INDICATOR:
            return scored.indicators[entry.code]
        case Level.BLOCK:
            return scored.blocks[entry.code]
    return scored.total


def _finding(kind: str, at: str, printed: Points, computed: Points, message: Text) -> Finding:
    return Finding(kind, at, points.text(printed), points.text(computed), message)
