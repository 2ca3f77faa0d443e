"""Reading cycles: the list, one with its windows, the districts in it, the extensions given."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from layak.assessments.models import Assessment, Cycle, Extension, Stage
from layak.people import queries as people
from layak.people.models import Role, User


def cycles() -> QuerySet[Cycle]:
    """Every cycle, newest first, with the number of districts that opened."""
    return Cycle.objects.annotate(opened=Count("assessments")).order_by("-year")


def ends(cycle: Cycle) -> dict[Stage, tuple[datetime, datetime]]:
    """The two moments of each stage's window for the whole nation."""
    national = cycle.windows.filter(province=None).order_by("opens_at")
    return {Stage(w.stage): (w.opens_at, w.closes_at) for w in national}


def participants(cycle: Cycle, words: str = "") -> QuerySet[Assessment]:
    """The districts that opened in a cycle, by name, narrowed by a part of the name."""
    found = Assessment.objects.filter(cycle=cycle).select_related("district").order_by("district__name")
    return found.filter(district__name__icontains=words) if words else found


def extensions(cycle: Cycle, district: str) -> QuerySet[Extension]:
    """The extensions a district was given in a cycle, newest first."""
    of_cycle = Q(window__cycle=cycle) | Q(assessment__cycle=cycle)
    given = Extension.objects.filter(of_cycle, district=district)
    return given.select_related("window", "granted_by").order_by("-id")


def openable(user: User, cycle: Cycle) -> list[tuple[str, str]]:
    """Districts (code, name) whose assessment the person may open in the cycle and nobody has yet."""
    own = people.regions(people.districts_of(user, Role.SECRETARIAT))
    if not own:
        return []
    opened = set(Assessment.objects.filter(cycle=cycle, district__in=own).values_list("district", flat=True))
    return sorted((code, region.name) for code, region in own.items() if code not in opened)
