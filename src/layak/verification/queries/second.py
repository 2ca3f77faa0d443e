"""How far second readers are: their verdicts, which no standing keeps, held against rows as they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from layak.assessments.queries.contents import of_sheets
from layak.core.points import Points
from layak.core.stages import Stage
from layak.verification.models import Submission, Verdict
from layak.verification.queries.rows import ORDER, stands

Row = tuple[int, str]
"""A sheet (id) and a row's code."""


def standing(sheets: Collection[int]) -> set[tuple[int, str, str]]:
    """The rows whose second reading is of what they say now, by sheet (id), stage and code.

    At most five queries however many sheets.
    """
    given = list(Verdict.objects.filter(assessment__in=sheets, blind=True))
    read, codes = {v.assessment_id for v in given}, {v.code for v in given}
    if not given:
        return set()
    now, claimed, lower = of_sheets(read, codes), _claimed(read, codes), _lower(read, codes)
    found = set()
    for verdict in given:
        row = (verdict.assessment_id, verdict.code)
        below = _below(verdict.stage, lower[row], claimed.get(row, 0))
        if stands(verdict, below, now.get(row)):
            found.add((verdict.assessment_id, verdict.stage, verdict.code))
    return found


def _claimed(sheets: Collection[int], codes: Collection[str]) -> dict[Row, Points]:
    sent = Submission.objects.filter(assessment__in=sheets, code__in=codes).exclude(points=None)
    return {(sheet, code): points for sheet, code, points in sent.values_list("assessment", "code", "points")}


def _lower(sheets: Collection[int], codes: Collection[str]) -> Mapping[Row, dict[Stage, Points]]:
    """What each tier gave the rows."""
    found: dict[Row, dict[Stage, Points]] = defaultdict(dict)
    given = Verdict.objects.filter(assessment__in=sheets, code__in=codes, blind=False)
    for sheet, stage, code, points in given.values_list("assessment", "stage", "code", "points"):
        found[sheet, code][Stage(stage)] = points
    return found


def _below(stage: str, given: Mapping[Stage, Points], claimed: Points) -> Points:
    """The points at the tier below a stage: its last verdict, else what was claimed."""
    under = [one for one in ORDER[: ORDER.index(Stage(stage))] if one in given]
    return given[under[-1]] if under else claimed
