"""How many rows wait for a person: returned ones for an operator, sent ones for a head."""

from django.db.models import QuerySet

from layak.assessments.models import Answer, Assignment
from layak.assessments.queries import visible
from layak.people import queries as people
from layak.people.models import Role, User


def returned(user: User) -> int:
    """Rows of the operator's newest sheet that were sent back. One query, none for anyone else."""
    return _count(user, Role.OPERATOR, Answer.Status.NEEDS_FIX)


def sent(user: User) -> int:
    """Rows of the head's newest sheet that wait for approval. One query, none for anyone else."""
    return _count(user, Role.HEAD, Answer.Status.SUBMITTED)


def led(user: User, role: Role, status: str) -> QuerySet[Answer]:
    """The answers of the newest sheet in a status, in rows led by an agency where the person has the role."""
    sheet, agencies = visible.newest(user), people.agencies_of(user, role)
    rows = Assignment.objects.filter(assessment__in=sheet, agency__in=agencies, part=Assignment.Part.LEAD)
    return Answer.objects.filter(assessment__in=sheet, status=status, code__in=rows.values("code"))


def _count(user: User, role: Role, status: str) -> int:
    return led(user, role, status).count() if people.agencies_of(user, role) else 0
