"""What checking has to tell a person since a moment: notes and replies, charges, sheets that moved."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from layak.assessments.queries import visible
from layak.assessments.queries.news import lines
from layak.people import queries as people
from layak.people.models import Role, User
from layak.verification.models import Mandate, Note, Passage
from layak.verification.queries import notes


def news(user: User, since: datetime) -> list[QuerySet]:
    """Lines for whoever works on a sheet, and for whoever verifies one."""
    found = []
    if people.districts_of(user, *visible.READERS):
        found += [_notes(user, since), _passages(user, since)]
    if people.seats(user, Role.VERIFIER):
        found += [_charges(user, since), _replies(user, since), _arrivals(user, since)]
    return found


def _notes(user: User, since: datetime) -> QuerySet:
    found = notes.of(user).filter(written_at__gt=since).exclude(replied_by=user)
    return _rows(found, "note", at=F("written_at"), who=F("author__name"), more=F("text"))


def _passages(user: User, since: datetime) -> QuerySet:
    districts = people.districts_of(user, *visible.READERS)
    found = Passage.objects.filter(assessment__district__in=districts, moved_at__gt=since)
    return _moves(found.exclude(moved_by=user), "moved")


def _charges(user: User, since: datetime) -> QuerySet:
    found = Mandate.objects.filter(verifier=user, ended_at=None, given_at__gt=since)
    return _rows(found, "charge", at=F("given_at"), code=F("stage"), who=F("given_by__name"), more=Value(""))


def _replies(user: User, since: datetime) -> QuerySet:
    found = Note.objects.filter(author=user, state=Note.State.REPLIED, replied_at__gt=since)
    return _rows(found, "reply", at=F("replied_at"), who=F("replied_by__name"), more=F("reply"))


def _arrivals(user: User, since: datetime) -> QuerySet:
    charged = Mandate.objects.filter(verifier=user, ended_at=None, stage=OuterRef("end"))
    mine = Exists(charged.filter(assessment=OuterRef("assessment")))
    return _moves(Passage.objects.filter(mine, moved_at__gt=since).exclude(moved_by=user), "arrived")


def _moves(found: QuerySet[Passage], what: str) -> QuerySet:
    return _rows(found, what, at=F("moved_at"), code=F("end"), who=F("moved_by__name"), more=F("reason"))


def _rows(found: QuerySet, what: object, **columns: object) -> QuerySet:
    return lines(found, what, sheet=F("assessment_id"), **columns)
