"""How many rows wait for a person: returned ones for an operator, sent ones for a head."""

from layak.assessments.models import Answer, Assessment, Assignment
from layak.people import queries as people
from layak.people.models import Role, User


def returned(user: User, assessment: Assessment) -> int:
    """Rows of the operator's agencies that were sent back. One query, none for anyone else."""
    return _count(assessment, people.agencies_of(user, Role.OPERATOR), Answer.Status.NEEDS_FIX)


def sent(user: User, assessment: Assessment) -> int:
    """Rows of the head's agencies that wait for approval. One query, none for anyone else."""
    return _count(assessment, people.agencies_of(user, Role.HEAD), Answer.Status.SUBMITTED)


def _count(assessment: Assessment, agencies: set[int], status: str) -> int:
    if not agencies:
        return 0
    led = Assignment.objects.filter(assessment=assessment, agency__in=agencies, part=Assignment.Part.LEAD)
    rows = Answer.objects.filter(assessment=assessment, status=status, code__in=led.values("code"))
    return rows.count()
