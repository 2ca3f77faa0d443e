"""Reading a workbook that came back: every answer found again by its headings, every trouble by its cell."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, load_workbook

from layak.core import answers
from layak.core.answers import Given, Unfit, Years, empty, to_data
from layak.core.instrument import AnswerType, Edition, Question, Text
from layak.core.recap.codes import Codes, Level
from layak.core.recap.errors import formula_errors, show
from layak.core.recap.headings import clean, label
from layak.core.recap.sheet import Sheet, Unreadable, address
from layak.core.workbook import extent, layout, words
from layak.core.workbook.contents import NOTE_LENGTH, digest, tidy
from layak.core.workbook.table_reading import Table, read_table
from layak.core.workbook.typed import NotTyped, typed

SEARCHED = 30
MOST_ERRORS = 300


class NotOurs(ValueError):  # noqa: N818 - reads as what is wrong
    """The whole file cannot be used; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell: `at` is "Isi!F17", the sheet as its own file calls it.

    `code` is the row it belongs to ("" for none).
    """

    at: str
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """One row of the file: the answer's JSON and note as they would be stored, and what it was based on.

    `version` is the row's version at download; `touched` says that the person changed it since.
    """

    code: str
    at: str
    data: dict[str, Any]
    note: str
    version: int
    touched: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the workbook was downloaded, and in which language, as its hidden sheet says."""

    assessment: int
    district: str
    year: str
    fingerprint: str
    language: str


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything read from a workbook: rows without trouble, and the troubles."""

    origin: Origin
    rows: tuple[Filled, ...]
    errors: tuple[CellError, ...]


def read(content: bytes, edition: Edition, years: Years) -> Filling:
    """Read a filled workbook of this edition. Raises NotOurs when the whole file cannot be used.

    Nothing is taken on trust: the origin must still be compared with where the file is applied.
    """
    grids = {sheet.name: sheet for sheet in _sheets(content)}
    if layout.MEMORY not in grids:
        raise NotOurs(words.NOT_A_FORM)
    origin, before = _memory(grids[layout.MEMORY])
    if origin.fingerprint != edition.fingerprint:
        raise NotOurs(words.OTHER_EDITION)
    form = _Form(_Sheets(grids, origin.language), edition, years, before)
    rows = tuple(form.rows())
    return Filling(origin, rows, tuple(form.errors))


def _sheets(content: bytes) -> Iterator[Sheet]:
    try:
        extent.check(content)
        book = load_workbook(io.BytesIO(content))
        broken = formula_errors(content)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(name, show(rows, broken.get(name, {})))
    except extent.TooFar as error:
        raise NotOurs(words.TOO_FAR) from error
    except (extent.Broken, CalamineError) as error:
        raise NotOurs(words.BROKEN) from error


def _memory(sheet: Sheet) -> tuple[Origin, dict[str, tuple[int, str]]]:
    """The origin, and each row's version and fingerprint at download."""
    said = {"language": "id"}
    before: dict[str, tuple[int, str]] = {}
    for key, *values in ([clean(cell) for cell in row] for row in sheet.rows if row):
        if key == "row" and len(values) > 2:
            before[values[0]] = (_whole(values[1]), values[2])
        elif values:
            said[key] = values[0]
    if said.get("format") != layout.FORMAT:
        raise NotOurs(words.NOT_A_FORM)
    names = (said.get(key, "") for key in ("district", "year", "fingerprint", "language"))
    return Origin(_whole(said.get("assessment", "")), *names), before


def _whole(text: str) -> int:
    digits = text.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else 0


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The sheets of a workbook in `language`; before that was written down, all were Indonesian."""

    grids: dict[str, Sheet]
    language: str

    def find(self, name: Text) -> Sheet | None:
        """The sheet as the workbook calls it, else as one in the other language does."""
        known = (self.name(name), name.id, name.en)
        return next((self.grids[called] for called in known if called in self.grids), None)

    def name(self, name: Text) -> str:
        """What the workbook calls a sheet."""
        return name.in_language(self.language)


class _Form:
    """The sheet that was filled in with the tables it points to, read once from top to bottom."""

    def __init__(
        self, sheets: _Sheets, edition: Edition, years: Years, before: dict[str, tuple[int, str]]
    ) -> None:
        self.sheets, fill = sheets, sheets.find(layout.FILL)
        if fill is None:
            raise NotOurs(words.NOT_A_FORM)
        self.sheet = fill
        self.edition, self.years, self.before = edition, years, before
        self.errors: list[CellError] = []
        self.head, self.columns = _headings(self.sheet, years)
        code = self.columns["code"]
        found = [self.sheet.value(row, code) for row in range(self.head + 1, len(self.sheet.rows))]
        self.codes = Codes(edition, found)
        self.row, self.code = self.head, ""

    def rows(self) -> Iterator[Filled]:
        seen: dict[str, str] = {}
        for row in range(self.head + 1, len(self.sheet.rows)):
            self.row = row
            if len(self.errors) > MOST_ERRORS:
                raise NotOurs(words.TOO_MANY)
            code = self._find(next(reversed(seen), None))
            if code in seen:
                self._wrong("code", words.twice(code, seen[code]))
            elif code:
                self.code, seen[code] = code, self._at("code")
                if filled := self._filled(self.edition.questions[code]):
                    yield filled

    def _find(self, previous: str | None) -> str:
        """The question code of this row; "" for an empty row and for one that names no question."""
        value = self.sheet.value(self.row, self.columns["code"])
        try:
            found = self.codes.find(value, "", previous) if clean(value) else None
        except Unreadable as error:
            self._wrong("code", error.text)
            return ""
        if found and found.level is Level.ROW:
            return found.code
        if clean(value):
            self._wrong("code", words.unknown_code(clean(value), self.codes.nearest(clean(value))))
        elif any(clean(self._value(place.key)) for place in layout.places(self.years) if place.typed):
            self._wrong("code", words.NO_CODE)
        return ""

    def _filled(self, question: Question) -> Filled | None:
        """The row, or None where a cell of it is in error."""
        troubles = len(self.errors)
        table = self._table(question)
        data, note = self._data(question, table), self._note()
        given = self._read(question, data, table) if len(self.errors) == troubles else None
        if given is None or len(self.errors) > troubles:
            return None
        kept = {} if empty(given) else to_data(given)
        version, then = self.before.get(question.code, (0, ""))
        touched = digest(kept, note) != then
        return Filled(question.code, self._at("code"), kept, note, version, touched)

    def _data(self, question: Question, table: Table | None) -> dict[str, Any]:
        places = layout.fields(question, self.years)
        own = {field: self._typed(key) for field, key in places.items()}
        earned = self._typed("points")
        self._check_unused({*places.values(), "points", "note"})
        if earned and (any(own.values()) or (table and table.rows)):
            self._wrong("points", words.BOTH)
        if earned:
            return {"kind": "direct", "points": earned}
        if table:
            return {"rows": table.rows}
        return {"step": self._step(question, own["step"])} if "step" in own else own

    def _table(self, question: Question) -> Table | None:
        if question.answer is not AnswerType.MATRIX:
            return None
        name = layout.table_sheet(question.code)
        sheet = self.sheets.find(name)
        if sheet is None:
            self._wrong("kind", words.no_sheet(self.sheets.name(name)))
            return None
        table = read_table(sheet, question)
        self.errors += [CellError(f"{sheet.name}!{at}", question.code, text) for at, text in table.errors]
        return table

    def _read(self, question: Question, data: dict[str, Any], table: Table | None) -> Given | None:
        try:
            return answers.read(question, data, self.years)
        except Unfit as unfit:
            for problem in unfit.problems:
                self._problem(question, problem.field, problem.text, table)
            return None

    def _problem(self, question: Question, field: str, text: Text, table: Table | None) -> None:
        if table and field.startswith("rows"):
            self.errors.append(CellError(f"{table.sheet}!{table.at(field)}", question.code, text))
        else:
            self._wrong(layout.fields(question, self.years).get(field, field), text)

    def _step(self, question: Question, chosen: str) -> int | str:
        if not chosen:
            return ""
        rungs = _rungs(question)
        if (step := rungs.get(label(chosen))) is None:
            self._wrong("step", words.no_such_option(chosen))
            return ""
        return step

    def _note(self) -> str:
        value = self._value("note")
        note = tidy(value) if isinstance(value, str) else self._typed("note")
        if len(note) > NOTE_LENGTH:
            self._wrong("note", words.long_note(len(note), NOTE_LENGTH))
        return note

    def _check_unused(self, used: set[str]) -> None:
        """Cells that this kind of question does not have must be blank, or what was typed would be lost."""
        for place in layout.places(self.years):
            if place.typed and place.key not in used and clean(self._value(place.key)):
                self._wrong(place.key, words.UNUSED)

    def _typed(self, key: str) -> str:
        try:
            return typed(self._value(key))
        except NotTyped as error:
            self._wrong(key, error.text)
            return ""

    def _value(self, key: str) -> Any:
        return self.sheet.value(self.row, self.columns[key])

    def _wrong(self, key: str, text: Text) -> None:
        self.errors.append(CellError(self._at(key), self.code if key != "code" else "", text))

    def _at(self, key: str) -> str:
        return f"{self.sheet.name}!{address(self.row, self.columns.get(key, self.columns['code']))}"


def _headings(sheet: Sheet, years: Years) -> tuple[int, dict[str, int]]:
    """The row of headings and the column of each place, found by name in either language."""
    places = layout.places(years)
    for row, cells in enumerate(sheet.rows[:SEARCHED]):
        named: dict[str, int] = {}
        for column, cell in enumerate(cells):
            named.setdefault(label(cell), column)
        found = {p.key: named[n] for p in places for n in _names(p) if n in named}
        if "code" in found and "points" in found:
            if lacking := [p.title for p in places if p.typed and p.key not in found]:
                raise NotOurs(words.lacking_columns(lacking))
            return row, found
    raise NotOurs(words.no_headings(sheet.name))


def _names(place: layout.Place) -> tuple[str, str]:
    return label(place.title.id), label(place.title.en)


def _rungs(question: Question) -> dict[str, int]:
    """Every way to name a rung: as the drop-downs write it, and by its bare wording."""
    steps = question.ladder.steps
    bare = {label(text): at for at, s in enumerate(steps) for text in (s.label.id, s.label.en)}
    for language in ("id", "en"):
        bare |= {label(option): at for at, option in enumerate(layout.options(question, language))}
    return bare
