"""How many rows wait for a person: returned ones for an operator, sent ones for a head."""

from collections.abc import Collection

from django.db.models import QuerySet

from layak.assessments.models import Answer, Assessment, Assignment
from layak.assessments.queries import visible
from layak.people import queries as people
from layak.people.models import Role, User
from layak.prepared import Prepared


def returned(user: User) -> int:
    """Rows of the operator's newest sheet that were sent back. One query, none for anyone else."""
    return _count(user, Role.OPERATOR, Answer.Status.NEEDS_FIX)


def sent(user: User) -> int:
    """Rows of the head's newest sheet that wait for approval. One query, none for anyone else."""
    return _count(user, Role.HEAD, Answer.Status.SUBMITTED)


def led(user: User, role: Role, status: str) -> QuerySet[Answer]:
    """The answers of the newest sheet in a status, in rows led by an agency where the person has the role."""
    return _rows(visible.newest(user), people.agencies_of(user, role), status)


def _rows(sheet: QuerySet[Assessment], agencies: Collection[int], status: str) -> QuerySet[Answer]:
    rows = Assignment.objects.filter(
        assessment__in=sheet, agency_id__among=agencies, part=Assignment.Part.LEAD
    )
    return Answer.objects.filter(assessment__in=sheet, status=status, code__in=rows.values("code"))


def _count(user: User, role: Role, status: str) -> int:
    agencies, home = people.agencies_of(user, role), people.home(user, *visible.READERS)
    return len(_led(home, sorted(agencies), str(status)))


def _waiting(home: str, agencies: Collection[int], status: str) -> QuerySet[Answer]:
    return _rows(visible.at(home).values("pk")[:1], agencies, status).values_list("pk")


_led = Prepared(_waiting)
