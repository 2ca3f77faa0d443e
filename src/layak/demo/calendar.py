"""The demo's two cycles: 2024, lived through and closed, and this year's, in the midst of answering.

Provinces begin with whatever is sent early. Kepulauan Bangka Belitung has windows of its own and is further
on, so that a sheet of this year can be seen under repair.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from layak.assessments.actions import assigning, cycles, procedure
from layak.assessments.models import Assessment, Cycle, Stage
from layak.core import stages
from layak.people.models import User

EDITION = "kla-2024"
PAST = 2024
ZONE = ZoneInfo("Asia/Jakarta")
PLAN = (
    # stage, first and last day counted from the day of loading
    (Stage.BRIEFING, -60, -45),
    (Stage.SELF, -40, 17),
    (Stage.PROVINCE, -10, 60),
    (Stage.REVIEW, 61, 90),
    (Stage.FIELD, 91, 130),
    (Stage.FINAL, 131, 150),
    (Stage.AWARD, 160, 161),
)
LIVED = {
    # first and last day of each window of 2024, invented but for the year
    Stage.SELF: ((3, 1), (4, 30)),
    Stage.PROVINCE: ((5, 2), (6, 28)),
    Stage.REVIEW: ((7, 1), (8, 16)),
    Stage.FIELD: ((8, 19), (9, 27)),
    Stage.FINAL: ((10, 7), (10, 31)),
    Stage.AWARD: ((11, 20), (11, 21)),
}
AHEAD = (
    # windows of the province that is further on, as `PLAN`
    (Stage.SELF, -60, -31),
    (Stage.PROVINCE, -30, -15),
    (Stage.REVIEW, -14, 1),
    (Stage.FIELD, -7, 1),
    (Stage.FINAL, 0, 21),
    (Stage.AWARD, 30, 31),
)
PASSED = ((Stage.REVIEW, -14, -8), (Stage.FIELD, -7, -1))
"""The windows that it has lived through once its sheet is loaded."""
DOUBLE_SHARE = 10
"""So many of a hundred rows are judged twice this year."""


def open_past(district: str, *, by: User) -> Assessment:
    """The cycle of 2024, open at every stage while it is lived through again."""
    cycle = _cycle(PAST, dict.fromkeys(LIVED, _days(-1, 1)), by)
    return open_sheet(cycle, district, by=by)


def close_past(assessment: Assessment, *, by: User) -> None:
    """Give the cycle of 2024 the windows it had; nothing in it changes from here on."""
    cycle = assessment.cycle
    windows = {
        stage: (datetime(PAST, *first, tzinfo=ZONE), datetime(PAST, *last, 23, 59, tzinfo=ZONE))
        for stage, (first, last) in LIVED.items()
    }
    cycles.change(
        cycle.pk,
        version=cycle.version,
        year=cycle.year,
        title=cycle.title,
        edition_key=cycle.edition_key,
        years=cycle.years,
        windows=windows,
        by=by,
    )


def open_present(district: str, *, by: User) -> Assessment:
    """This year's cycle, with every row given to the agency that carries its function."""
    year = max(timezone.localdate().year, PAST + 1)
    cycle = _cycle(year, {stage: _days(first, last) for stage, first, last in PLAN}, by)
    told = {"stages": tuple(stages.Stage), "double_share": DOUBLE_SHARE, "rivals_judge": False}
    procedure.settle(cycle.pk, version=cycle.version, by=by, **told)
    return open_sheet(cycle, district, by=by)


def open_sheet(cycle: Cycle, district: str, *, by: User) -> Assessment:
    """A district's sheet in a cycle, every row given to the agency that carries its function."""
    assessment = cycles.open_assessment(cycle.pk, district, by=by)
    assigning.propose(assessment.pk, by=by)
    return assessment


def let_ahead(cycle: Cycle, province: str, *, by: User) -> None:
    """Give a province windows of its own: from here on its self-assessment is over."""
    for stage, first, last in AHEAD:
        procedure.set_window(cycle.pk, stage, province, _days(first, last), version=0, by=by)


def let_pass(cycle: Cycle, province: str, *, by: User) -> None:
    """End those of its windows that were open only while they were lived through."""
    for stage, first, last in PASSED:
        procedure.set_window(cycle.pk, stage, province, _days(first, last), version=1, by=by)


def _cycle(year: int, windows: cycles.Windows, by: User) -> Cycle:
    title, years = f"Evaluasi KLA {year}", (year - 2, year - 1)
    return cycles.create(year=year, title=title, edition_key=EDITION, years=years, windows=windows, by=by)


def _days(first: int, last: int) -> tuple[datetime, datetime]:
    """From the first day's beginning to the last day's end, in the district's time."""
    midnight = timezone.localtime(timezone=ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=first), midnight + timedelta(days=last, hours=23, minutes=59)
