"""A question card as one person sees it: its fields, what they may do, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from layak.assessments.forms.answer import AnswerForm, kept, results, shown
from layak.assessments.queries.rows import Row
from layak.assessments.queries.sheet import Card
from layak.assessments.rules import answering as rules
from layak.assessments.views.telling import in_words
from layak.core import catalogue
from layak.core.answers import Choice, Given, Problem
from layak.core.instrument import Text
from layak.core.refusal import Refusal
from layak.core.workflow import Move, Status
from layak.people.queries import User

OPEN = (Status.EMPTY, Status.DRAFT, Status.NEEDS_FIX)


@dataclass(frozen=True, slots=True)
class Hands:
    """What one person may do with a row: `locked` says why they may not edit, None that they may."""

    locked: Refusal | None
    moves: frozenset[Move]
    proves: Refusal | None
    remarks: Refusal | None

    @property
    def sends(self) -> bool:
        """Whether the person may send the answer on."""
        return Move.SUBMIT in self.moves

    @property
    def withdraws(self) -> bool:
        """Whether the person may take the answer back."""
        return Move.WITHDRAW in self.moves

    @property
    def approves(self) -> bool:
        """Whether the person may approve the answer."""
        return Move.APPROVE in self.moves

    @property
    def returns(self) -> bool:
        """Whether the person may return the answer."""
        return Move.RETURN in self.moves


@dataclass(frozen=True, slots=True)
class Result:
    """What is computed beside the fields: each year's percentage, and the change between the years."""

    shares: list[Any]
    change: Any
    percent: bool

    @property
    def size(self) -> Any:
        """The change without its sign."""
        return abs(self.change) if self.change is not None else None


@dataclass(frozen=True)
class Shown:
    """A card for a template. `card` is None in the small answer to a save.

    `written` is what was typed beside the answer and refused: a `reason` to return it, or a comment's `text`.
    """

    row: Row
    form: AnswerForm
    result: Result
    hands: Hands
    card: Card | None = None
    written: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def slug(self) -> str:
        """The row's code as part of an id."""
        return self.form.slug

    @property
    def note(self) -> str:
        """The note as typed, or as stored."""
        stored = self.row.answer.note if self.row.answer else ""
        return str(self.form.data.get("note", stored))

    @cached_property
    def past_step(self) -> int | None:
        """The rung that last cycle's answer chose."""
        past = self.card.past if self.card else None
        return past.given.step if past and isinstance(past.given, Choice) else None

    @property
    def past_words(self) -> str:
        """Last cycle's answer in words."""
        past = self.card.past if self.card else None
        return in_words(self.row.question, past.given, past.note) if past else ""

    @property
    def evidence(self) -> list[tuple[Text, str]]:
        """The kinds of proof the question expects, and from when."""
        kinds = catalogue.kinds()
        return [(kinds[e.kind].title, e.years) for e in self.row.question.evidence if e.kind in kinds]

    @property
    def own_label(self) -> str:
        """The kind's key of the question's own shape."""
        return str(self.row.question.answer)

    @property
    def status(self) -> str:
        """The status's name as the tag `status` knows it."""
        return self.row.status.value.replace("-", "_")


def hands(user: User, row: Row) -> Hands:
    """What the person may do with the row."""
    return Hands(
        locked=rules.move(user, row, Move.ANSWER),
        moves=rules.moves(user, row),
        proves=rules.prove(user, row),
        remarks=rules.remark(user, row),
    )


def awaits(user: User, row: Row) -> bool:
    """Whether the row waits for this very person: to be answered, or to be approved."""
    if row.status in OPEN:
        return rules.move(user, row, Move.ANSWER) is None
    return rules.move(user, row, Move.APPROVE) is None


def present(user: User, row: Row, card: Card | None = None) -> Shown:
    """A row as stored."""
    form = shown(row.question, row.given, row.assessment.cycle.years)
    return Shown(row, form, _result(row.given), hands(user, row), card)


def typed(user: User, row: Row, data: dict[str, Any], problems: list[Problem], card: Card | None) -> Shown:
    """A row with what was typed instead of what is stored, and the sentences at its fields."""
    years = row.assessment.cycle.years
    form = AnswerForm(row.question, years, data, tuple(problems))
    return Shown(row, form, _result(kept(row.question, data, years)), hands(user, row), card)


def _result(given: Given | None) -> Result:
    shares, change = results(given)
    return Result(shares, change, percent=shares != [None, None])
