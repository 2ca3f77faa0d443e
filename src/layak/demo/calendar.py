"""The demo's two cycles: 2024, lived through and closed, and this year's, in the midst of answering."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from layak.assessments.actions import assigning, cycles
from layak.assessments.models import Assessment, Stage
from layak.people.models import User

EDITION = "kla-2024"
PAST = 2024
ZONE = ZoneInfo("Asia/Jakarta")
PLAN = (
    # stage, first and last day counted from the day of loading
    (Stage.BRIEFING, -60, -45),
    (Stage.SELF, -40, 17),
    (Stage.PROVINCE, 18, 60),
    (Stage.REVIEW, 61, 90),
    (Stage.FIELD, 91, 130),
    (Stage.FINAL, 131, 150),
    (Stage.AWARD, 160, 161),
)


def open_past(district: str, *, by: User) -> Assessment:
    """The cycle of 2024, open only while its published figures are entered."""
    return _open(PAST, {Stage.SELF: _days(-1, 1)}, district, by)


def close_past(assessment: Assessment, *, by: User) -> None:
    """Give the cycle of 2024 the window it had; its answers are locked from here on."""
    cycle = assessment.cycle
    window = (datetime(PAST, 3, 1, tzinfo=ZONE), datetime(PAST, 4, 30, 23, 59, tzinfo=ZONE))
    cycles.change(
        cycle.pk,
        version=cycle.version,
        year=cycle.year,
        title=cycle.title,
        edition_key=cycle.edition_key,
        years=cycle.years,
        windows={Stage.SELF: window},
        by=by,
    )


def open_present(district: str, *, by: User) -> Assessment:
    """This year's cycle, with every row given to the agency that carries its function."""
    year = max(timezone.localdate().year, PAST + 1)
    windows = {stage: _days(first, last) for stage, first, last in PLAN}
    return _open(year, windows, district, by)


def _open(year: int, windows: cycles.Windows, district: str, by: User) -> Assessment:
    title = f"Evaluasi KLA {year}"
    years = (year - 2, year - 1)
    cycle = cycles.create(year=year, title=title, edition_key=EDITION, years=years, windows=windows, by=by)
    assessment = cycles.open_assessment(cycle.pk, district, by=by)
    assigning.propose(assessment.pk, by=by)
    return assessment


def _days(first: int, last: int) -> tuple[datetime, datetime]:
    """From the first day's beginning to the last day's end, in the district's time."""
    midnight = timezone.localtime(timezone=ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=first), midnight + timedelta(days=last, hours=23, minutes=59)
