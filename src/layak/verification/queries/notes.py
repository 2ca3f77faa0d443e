"""Reading notes: those of a row, of a sheet, those that wait for the district or for the verifier."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from layak.assessments.models import Assessment
from layak.assessments.queries import everywhere, visible
from layak.assessments.queries.news import parts_of
from layak.core.stages import Stage
from layak.people import queries as people
from layak.people.models import Role, User
from layak.prepared import Prepared
from layak.verification.models import Note


def notes(assessment: Assessment | int) -> QuerySet[Note]:
    """The notes of a sheet, oldest first, with who wrote, replied and settled."""
    found = Note.objects.filter(assessment=assessment)
    return found.select_related("author", "replied_by", "settled_by").order_by("id")


def of_row(assessment: Assessment, code: str) -> list[Note]:
    """The notes of one row, as `notes`. One query."""
    return _of_row(assessment.pk, code)


_of_row = Prepared(lambda sheet, code: notes(sheet).filter(code=code))


def codes(assessment: Assessment, *states: str) -> set[str]:
    """The rows that have a note in one of the states. One query."""
    return set(Note.objects.filter(assessment=assessment, state__in=states).values_list("code", flat=True))


def counts(sheets: Collection[int], state: str) -> dict[int, int]:
    """How many notes in a state each sheet (id) has. One query."""
    found = Note.objects.filter(assessment__in=sheets, state=state).values("assessment")
    return dict(found.annotate(n=Count("id")).values_list("assessment", "n"))


def note(assessment: Assessment, number: int) -> Note | None:
    """One note of a sheet."""
    return notes(assessment).filter(pk=number).first()


def for_district(user: User, assessment: Assessment) -> QuerySet[Note]:
    """The notes a person of the district works on: all for the secretariat and leader, else their rows'."""
    found = notes(assessment)
    if assessment.district_id in people.districts_of(user, Role.SECRETARIAT, Role.LEADER):
        return found
    mine = people.agencies_of(user, Role.OPERATOR, Role.HEAD)
    parts = everywhere.parts(assessment).filter(agency__in=mine)
    return found.filter(code__in=parts.values("code"))


def of(user: User) -> QuerySet[Note]:
    """The notes of all sheets that a person works on: all for secretariat and leader, else their rows'."""
    mine = Q(assessment__district__in=people.districts_of(user, Role.SECRETARIAT, Role.LEADER))
    agencies = people.agencies_of(user, Role.OPERATOR, Role.HEAD)
    return Note.objects.filter(mine | parts_of(agencies) if agencies else mine)


def sheets(user: User, assessment: Assessment) -> list[Assessment]:
    """This sheet, the district's newest, and those with notes that the person works on; newest first.

    One query.
    """
    known = visible.assessments(user).filter(district=assessment.district_id).order_by("-cycle__year")
    newest = visible.at(assessment.district_id).values("pk")[:1]
    noted = Exists(of(user).filter(assessment=OuterRef("pk")))
    return list(known.filter(Q(pk=assessment.pk) | Q(pk__in=newest) | noted))


def waiting(user: User) -> int:
    """How many notes wait on the person's newest sheet, once it was sent on. One query."""
    found = of(user).filter(state=Note.State.OPEN, assessment__in=visible.newest(user))
    return found.exclude(assessment__stage=Stage.SELF).count()
