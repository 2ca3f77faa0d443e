"""What a workbook would change: each row of the file beside what is stored now, and whether it may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from layak.assessments.actions.answering import Entry
from layak.assessments.models import Assessment
from layak.assessments.queries.rows import Row, rows
from layak.assessments.rules import answering as rules
from layak.core.answers import Given, read
from layak.core.refusal import Refusal
from layak.core.workbook import tidy
from layak.core.workflow import Move
from layak.people.models import User


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs. `overtaken`: someone saved it since it was downloaded or previewed.

    `refusal` says why it cannot be applied; None when it can.
    """

    row: Row
    entry: Entry
    overtaken: bool
    refusal: Refusal | None

    @property
    def given(self) -> Given | None:
        """What the file answers, typed; None for a cleared answer."""
        data = self.entry.data
        return read(self.row.question, data, self.row.assessment.cycle.years) if data else None

    @property
    def renewed(self) -> Entry:
        """The entry based on what is stored now: what a person decides who sees both."""
        return Entry(self.entry.code, self.entry.data, self.entry.note, self.row.version, self.entry.at)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a file by what would happen to them, in the file's order; `same` counts the others."""

    plain: list[Change]
    overtaken: list[Change]
    refused: list[Change]
    same: int

    @property
    def open(self) -> list[Change]:
        """What may be applied."""
        return [*self.plain, *self.overtaken]


def compare(user: User, assessment: Assessment, entries: Iterable[Entry]) -> Comparison:
    """Compare entries with what is stored. Three queries. Raises NoSuchRow."""
    entries = list(entries)
    stored = rows(assessment, [entry.code for entry in entries])
    differing = [entry for entry in entries if not _same(stored[entry.code], entry)]
    changes = [_change(user, stored[entry.code], entry) for entry in differing]
    fitting = [change for change in changes if change.refusal is None]
    return Comparison(
        plain=[change for change in fitting if not change.overtaken],
        overtaken=[change for change in fitting if change.overtaken],
        refused=[change for change in changes if change.refusal],
        same=len(entries) - len(differing),
    )


def _change(user: User, row: Row, entry: Entry) -> Change:
    return Change(row, entry, row.version != entry.version, rules.move(user, row, Move.ANSWER))


def _same(row: Row, entry: Entry) -> bool:
    data, note = (row.answer.data, row.answer.note) if row.answer else ({}, "")
    return (data, tidy(note)) == (entry.data, entry.note)
