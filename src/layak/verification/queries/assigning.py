"""What the page of charges shows: the cycles, the sheets of one, who verifies each, who could."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from layak.assessments.models import Assessment, Cycle
from layak.assessments.queries import everywhere
from layak.core.stages import PLACES, Party, Stage
from layak.people import queries as people
from layak.people.models import Role, User
from layak.verification.models import Mandate

NATION = "0"


def cycles(user: User) -> list[Cycle]:
    """The cycles with sheets whose verifiers the person may see, and the newest, newest first. One query."""
    newest = everywhere.cycles().values("pk")[:1]
    with_sheets = Exists(sheets(user).filter(cycle=OuterRef("pk")))
    return list(everywhere.cycles().filter(Q(pk__in=newest) | with_sheets))


def sheets(user: User) -> QuerySet[Assessment]:
    """The sheets whose verifiers the person may see: all for ministry and admin, else their province's."""
    found = everywhere.sheets().select_related("district", "cycle").order_by("district__name")
    places = people.districts_of(user, Role.VERIFIER)
    if people.is_admin(user) or NATION in places:
        return found
    return found.filter(district__parent__in=places)


def charges(assessments: Collection[Assessment], stage: str) -> dict[int, list[Mandate]]:
    """Who verifies each sheet (id) at a stage, first readers before second ones. One query."""
    found: dict[int, list[Mandate]] = defaultdict(list)
    held = Mandate.objects.filter(assessment__in=assessments, stage=stage, ended_at=None)
    for mandate in held.select_related("verifier").order_by("blind", "id"):
        found[mandate.assessment_id].append(mandate)
    return found


def charge(user: User, number: int) -> Mandate | None:
    """One charge in force on a sheet the person may see."""
    held = Mandate.objects.filter(pk=number, ended_at=None, assessment__in=sheets(user).values("pk"))
    return held.select_related("verifier", "assessment__district", "assessment__cycle").first()


def verifiers(stage: Stage, province: str | None = None) -> list[User]:
    """The people who verify at a stage with their seats, by name; `province` narrows to one's own."""
    party = PLACES[stage].holder
    nation = list(people.colleagues(NATION, Role.VERIFIER)) if party is not Party.PROVINCE else []
    if party is Party.MINISTRY:
        return people.seated(nation)
    found = {*nation, *people.verifiers_of(province)}
    return people.seated(sorted(found, key=lambda person: (person.name, person.pk)))
