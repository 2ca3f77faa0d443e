"""What was typed into a question card: from form fields to the data an answer is read from, and back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict

from layak.core.answers import Count, Given, Percent, Problem, Years, figures, percentages, to_data
from layak.core.answers import read as read_answer
from layak.core.instrument import AnswerType, Column, Question, Text

CELL = re.compile(r"row-(\d{1,4})-(\w+)", re.ASCII)
BLANK_ROWS = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to type in: its name in the form, its id on the page, its value and what is wrong with it."""

    name: str
    ident: str
    value: str
    label: str | Text
    problem: Text | None = None


@dataclass(frozen=True)
class AnswerForm:
    """A question's fields as a card shows them; `data` is stored JSON or what was typed."""

    question: Question
    years: Years
    data: Mapping[str, Any]
    problems: tuple[Problem, ...] = field(default=())

    @cached_property
    def slug(self) -> str:
        """The row's code as part of an id: 21A-4a."""
        return slug(self.question.code)

    @cached_property
    def kind(self) -> str:
        """The shape in which the answer is given: the question's own, or direct."""
        return str(self.data.get("kind") or self.question.answer)

    @property
    def direct(self) -> bool:
        """Whether points are entered instead of an answer."""
        return self.kind == "direct"

    @cached_property
    def points(self) -> Field:
        """The field for points entered directly."""
        return self._field(
            "points", Text("Poin", "Points"), str(self.data.get("points") or "").replace(".", ",")
        )

    @cached_property
    def step(self) -> int | None:
        """The chosen rung."""
        chosen = str(self.data.get("step") if self.data.get("step") is not None else "")
        return int(chosen) if chosen.isdecimal() else None

    @cached_property
    def lines(self) -> list[tuple[Text, list[Field]]]:
        """The rows of a two-year table: label, and a field for each year."""
        names = ("numerator", "denominator") if self.question.answer is AnswerType.PERCENT else ("value",)
        labels = [*self.question.labels, *DEFAULT_LABELS[len(self.question.labels) :]][: len(names)]
        return [
            (label, [self._figure(f"{name}_{year}") for year in self.years])
            for name, label in zip(names, labels, strict=True)
        ]

    @property
    def table(self) -> list[list[tuple[Column, Field]]]:
        """The rows of a matrix with one more to fill."""
        given = [row for row in self.data.get("rows") or [] if isinstance(row, Mapping)]
        return [self._row(at, row) for at, row in enumerate([*given, *({} for _ in range(BLANK_ROWS))])]

    @property
    def template_row(self) -> list[tuple[Column, Field]]:
        """The row that "add a row" copies."""
        return self._row("__prefix__", {})

    @property
    def fields(self) -> list[Field]:
        """Every field with a place for its own sentence; a table's cells are told of above it."""
        own = [field for _label, fields in self.lines for field in fields] if self._has_figures else []
        return [self.points, *own]

    @property
    def marked(self) -> list[Field]:
        """Each problem with the id of the field it speaks of."""
        return [Field(p.field, self._ident(p.field), "", "", p.text) for p in self.problems]

    @property
    def _has_figures(self) -> bool:
        return self.question.answer in (AnswerType.PERCENT, AnswerType.COUNT)

    def _ident(self, key: str) -> str:
        if key == "kind":
            return f"k-{self.slug}"
        parts = key.split(".")
        return f"i-{self.slug}-row-{parts[1]}-{parts[2]}" if len(parts) == 3 else f"i-{self.slug}-{key}"

    def _row(self, at: int | str, row: Mapping[str, Any]) -> list[tuple[Column, Field]]:
        return [
            (c, self._cell(f"row-{at}-{c.key}", f"rows.{at}.{c.key}", c, str(row.get(c.key) or "")))
            for c in self.question.columns
        ]

    def _cell(self, name: str, key: str, column: Column, value: str) -> Field:
        return Field(name, f"i-{self.slug}-{name}", value, column.title, self._problem(key))

    def _figure(self, name: str) -> Field:
        return self._field(name, name.rpartition("_")[2], _grouped(self.data.get(name)))

    def _field(self, name: str, label: str | Text, value: str) -> Field:
        return Field(name, f"i-{self.slug}-{name}", value, label, self._problem(name))

    def _problem(self, key: str) -> Text | None:
        return next((p.text for p in self.problems if p.field == key), None)


DEFAULT_LABELS = (Text("Jumlah", "Number"), Text("Dari seluruhnya", "Out of"))


def slug(code: str) -> str:
    """A row's code as part of an id."""
    return code.replace(".", "-")


def typed(question: Question, posted: QueryDict) -> dict[str, Any]:
    """The posted fields as the data that `core.answers.read` takes; nothing is judged here."""
    data: dict[str, Any] = {key: plain(posted[key]) for key in posted if not CELL.fullmatch(key)}
    if question.answer is AnswerType.MATRIX:
        data["rows"] = _rows(posted)
    data["kind"] = _kind(question, data)
    return data


def plain(text: str) -> str:
    """Typed text without the NUL character, which PostgreSQL cannot store, its lines ended in one way.

    A form that a browser sends ends them with CR LF, a script with LF: the same words must be the same.
    """
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _kind(question: Question, data: Mapping[str, Any]) -> str:
    """The shape that was filled in: looking at the other one must not empty what is there."""
    direct = str(data.get("points") or "").strip()
    if data.get("kind") == "direct":
        return "direct" if direct else str(question.answer)
    return "direct" if direct and not _own(data) else str(data.get("kind") or question.answer)


def _own(data: Mapping[str, Any]) -> bool:
    own = [
        v for k, v in data.items() if k == "step" or k.startswith(("numerator_", "denominator_", "value_"))
    ]
    cells = [cell for row in data.get("rows") or [] for cell in row.values()]
    return any(str(value).strip() for value in [*own, *cells])


def shown(question: Question, given: Given | None, years: Years) -> AnswerForm:
    """The form of a stored answer; an empty one where nothing is stored."""
    return AnswerForm(question, years, to_data(given) if given else {})


def results(given: Given | None) -> tuple[list[Decimal | None], Decimal | None]:
    """The two years' percentages, and the change between the two years; Nones where not computable."""
    if isinstance(given, Percent):
        pair = list(percentages(given))
    elif isinstance(given, Count):
        pair = list(given.values)
    else:
        return [None, None], None
    change = None if None in pair else pair[1] - pair[0]
    return (pair if isinstance(given, Percent) else [None, None]), change


def kept(question: Question, data: Mapping[str, Any], years: Years) -> Given | None:
    """The typed answer where it can be read, for showing results beside it; None where it cannot."""
    try:
        return read_answer(question, data, years)
    except ValueError:
        return None


def _rows(posted: Iterable[str]) -> list[dict[str, str]]:
    cells: dict[int, dict[str, str]] = {}
    for key in posted:
        if found := CELL.fullmatch(key):
            cells.setdefault(int(found[1]), {})[found[2]] = plain(posted[key])
    return [cells[at] for at in sorted(cells)]


def _grouped(value: Any) -> str:
    """A stored figure with thousands separators, as it is typed; what cannot be read stays as typed."""
    try:
        figure = figures.parse(value)
    except figures.NotFigure:
        return str(value)
    return "" if figure is None else figures.shown(figure)
