"""Answers in words: for conflicts, approvals and last cycle's answer."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from layak.assessments.views.words import points
from layak.core.answers import Choice, Count, Direct, Given, Matrix, Percent, figures, percentages
from layak.core.instrument import Question


def in_words(question: Question, given: Given | None, note: str = "") -> str:
    """An answer as a person would say it, one fact a line; the note last."""
    said = _lines(question, given) if given else [_("Belum diisi")]
    return "\n".join([*said, _("Catatan: %(note)s") % {"note": note}] if note else said)


def as_typed(data: dict[str, Any], note: str = "") -> str:
    """What was typed where it cannot be read as an answer: each figure as it stands."""
    skipped = ("kind", "version", "csrfmiddlewaretoken", "note", "act")
    said = [f"{key}: {value}" for key, value in data.items() if key not in skipped and isinstance(value, str)]
    return "\n".join([*said, note] if note else said)


def _lines(question: Question, given: Given) -> list[str]:
    language = get_language() or "id"
    match given:
        case Choice(step):
            return [question.ladder.steps[step].label.in_language(language)] if step is not None else []
        case Direct(earned):
            return [_("%(points)s poin, diisi langsung") % {"points": points(earned)}]
        case Count(years, values):
            return [f"{year}: {_figure(v)}" for year, v in zip(years, values, strict=True)]
        case Percent():
            return _percent(given)
        case Matrix(rows):
            count = ngettext("%(n)s baris", "%(n)s baris", len(rows)) % {"n": len(rows)}
            return [count, *(", ".join(row.values()) for row in rows[:5])]


def _percent(given: Percent) -> list[str]:
    parts = zip(given.years, given.numerators, given.denominators, percentages(given), strict=True)
    return [
        _("%(year)s: %(part)s dari %(whole)s") % {"year": year, "part": _figure(n), "whole": _figure(d)}
        + (f" ({_figure(share)}%)" if share is not None else "")
        for year, n, d, share in parts
    ]


def _figure(value: Any) -> str:
    return "–" if value is None else figures.shown(value, get_language() or "id")
