"""From what was typed or stored to an answer: whatever cannot be is refused, field by field."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from layak.core import points
from layak.core.answers import figures, words
from layak.core.answers.given import Choice, Count, Direct, Given, Pair, Percent, Problem, Unfit, Years
from layak.core.answers.table import read_matrix
from layak.core.instrument import AnswerType, Question


def read(question: Question, data: Mapping[str, Any], years: Years) -> Given:
    """Read a question's answer from form fields or from the dict that `to_data` made.

    `data["kind"]` is the question's answer type, or "direct" for points entered as the national
    form computed them; left out, it is the answer type. Fields by kind: `step`; `numerator_<year>`
    and `denominator_<year>`; `value_<year>`; `rows` (list of dicts); `points`. Other fields are not
    looked at. Blank figures make a draft (`complete` is False), not an error.
    Raises Unfit with a sentence for each field that cannot be right.
    """
    problems: list[Problem] = []
    given = _read(question, data, years, problems)
    if problems:
        raise Unfit(problems)
    return given


def _read(question: Question, data: Mapping[str, Any], years: Years, problems: list[Problem]) -> Given:
    match str(data.get("kind") or question.answer):
        case "direct":
            return _direct(question, data, problems)
        case kind if kind != question.answer:
            problems.append(Problem("kind", words.wrong_kind(kind)))
    match question.answer:
        case AnswerType.CHOICE:
            return _choice(question, data, problems)
        case AnswerType.PERCENT:
            return _percent(question, data, years, problems)
        case AnswerType.COUNT:
            return Count(years, _pair(data, "value", years, problems))
        case AnswerType.MATRIX:
            return read_matrix(question, data.get("rows"), problems)


def _direct(question: Question, data: Mapping[str, Any], problems: list[Problem]) -> Direct:
    typed = str(data.get("points") if data.get("points") is not None else "").strip()
    if not typed:
        return Direct()
    try:
        earned = points.parse(typed)
    except points.NotPoints:
        problems.append(Problem("points", words.not_points(typed, question.max)))
        return Direct()
    if earned > question.max:
        problems.append(Problem("points", words.above_maximum(question.max)))
    return Direct(earned)


def _choice(question: Question, data: Mapping[str, Any], problems: list[Problem]) -> Choice:
    typed = str(data.get("step") if data.get("step") is not None else "").strip()
    if not typed:
        return Choice()
    last = len(question.ladder.steps) - 1
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 4 and int(typed) <= last):
        problems.append(Problem("step", words.NO_SUCH_STEP))
        return Choice()
    return Choice(int(typed))


def _percent(question: Question, data: Mapping[str, Any], years: Years, problems: list[Problem]) -> Percent:
    given = Percent(
        years, _pair(data, "numerator", years, problems), _pair(data, "denominator", years, problems)
    )
    for year, part, whole in zip(years, given.numerators, given.denominators, strict=True):
        problems.extend(_impossible(question, year, part, whole))
    return given


def _impossible(question: Question, year: int, part: Decimal | None, whole: Decimal | None) -> list[Problem]:
    label = question.labels[1] if len(question.labels) > 1 else words.WHOLE
    if whole == 0:
        return [Problem(f"denominator_{year}", words.zero_whole(label))]
    if part is not None and whole is not None and part > whole:
        return [Problem(f"numerator_{year}", words.part_above_whole(part, whole, label))]
    return []


def _pair(data: Mapping[str, Any], name: str, years: Years, problems: list[Problem]) -> Pair:
    earlier, later = (_figure(data, f"{name}_{year}", problems) for year in years)
    return earlier, later


def _figure(data: Mapping[str, Any], field: str, problems: list[Problem]) -> Decimal | None:
    try:
        return figures.parse(data.get(field))
    except figures.NotFigure as error:
        problems.append(Problem(field, error.text))
        return None
