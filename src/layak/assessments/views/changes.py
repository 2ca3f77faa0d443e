"""One change of a workbook in words: what is stored, what the file says, who saved in between."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layak.assessments.forms.answer import slug
from layak.assessments.forms.comparing import Change
from layak.assessments.views.telling import in_words
from layak.core.answers import Given, Matrix


@dataclass(frozen=True, slots=True)
class Shown:
    """A change for the preview: `was` is stored, `becomes` stands in the file at the cell `at`."""

    code: str
    slug: str
    title: Any
    at: str
    was: str
    becomes: str
    chosen: bool
    sentence: Any
    who: str
    when: datetime | None


def laid_out(change: Change, chosen: bool) -> Shown:
    """A change as the preview shows it; of two tables only the rows that differ."""
    row = change.row
    answer = row.answer
    stored, filled = _differing(row.given, change.given)
    return Shown(
        code=row.code,
        slug=slug(row.code),
        title=row.question.title,
        at=change.entry.at,
        was=in_words(row.question, stored, answer.note if answer else ""),
        becomes=in_words(row.question, filled, change.entry.note),
        chosen=chosen,
        sentence=change.refusal.sentence if change.refusal else "",
        who=answer.changed_by.name if answer else "",
        when=answer.changed_at if answer else None,
    )


def _differing(stored: Given | None, filled: Given | None) -> tuple[Given | None, Given | None]:
    if not (isinstance(stored, Matrix) and isinstance(filled, Matrix)) or stored == filled:
        return stored, filled
    first = tuple(row for row in stored.rows if row not in filled.rows)
    second = tuple(row for row in filled.rows if row not in stored.rows)
    return (Matrix(first), Matrix(second)) if first or second else (stored, filled)
