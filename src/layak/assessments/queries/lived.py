"""A sheet's calendar as its district lives it: the windows, and among them the hours of its repair."""

from layak.assessments.models import Assessment, Extension, Stage
from layak.assessments.queries import clock
from layak.assessments.queries.clock import Clock
from layak.core import stages as procedure
from layak.people.zones import zone_of
from layak.trail import queries as trail

ORDER = tuple(procedure.Stage)


def lived(sheet: Assessment) -> list[Clock]:
    """Every window of the sheet's district and its repair, running or gone by, the earliest first.

    One query, two while it is under repair, three after.
    """
    place = ORDER.index(procedure.Stage(sheet.stage)) - ORDER.index(procedure.Stage.REPAIR)
    windows = clock.calendar(sheet.cycle_id, sheet.district_id)
    repair = clock.current(sheet) if place == 0 else _gone(sheet) if place > 0 else None
    return sorted([*windows, *([repair] if repair else [])], key=lambda one: one.opens_at)


def _gone(sheet: Assessment) -> Clock | None:
    """The repair that the sheet has left, from the moment it began to that in which it was sent on.

    The trail tells both; None where it was passed over.
    """
    moves = trail.history(f"assessment:{sheet.pk}").filter(action__startswith="sheets.")
    found = [(entry.at.astimezone(zone_of(sheet.district_id)), entry.details) for entry in moves]
    began = next((at for at, told in found if told["to"] == Stage.REPAIR), None)
    ended = next((at for at, told in found if told["from"] == Stage.REPAIR), None)
    if began is None or ended is None:
        return None
    given = Extension.objects.filter(assessment=sheet).count()
    return Clock(None, Stage.REPAIR, began, ended, ended, changes=given + 1)
