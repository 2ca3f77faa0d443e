"""What was done in answering that concerns a person, as lines of one shape that every step tells.

The shell joins the lines of all steps in one query. What a person did is no news to that person.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from layak.assessments.models import Answer, Assessment, Assignment, Extension, Remark, Stage
from layak.assessments.queries import reminding, visible, waiting
from layak.people import queries as people
from layak.people.models import Role, User
from layak.trail import queries as trail

COLUMNS = ("what", "at", "sheet", "code", "who", "more")
"""What happened, when, on which sheet (id, 0: none), at which row, by whom, in which words."""


def lines(found: QuerySet, what: Any, **columns: Any) -> QuerySet:
    """A queryset as lines: `columns` say where each is found, those left out are taken by name."""
    told = {"what": Value(what) if isinstance(what, str) else what} | columns
    return found.annotate(**told).order_by().values_list(*COLUMNS)


def parts_of(agencies: set[int]) -> Exists:
    """Whether the agencies have a part in the row that the outer query's `assessment` and `code` name."""
    row = {"assessment": OuterRef("assessment"), "code": OuterRef("code")}
    return Exists(Assignment.objects.filter(**row, agency__in=agencies))


def news(user: User, since: datetime) -> list[QuerySet]:
    """What was said and sent to the person's agencies and given to their districts since a moment."""
    found = []
    if agencies := people.agencies_of(user, Role.OPERATOR, Role.HEAD):
        found += [_remarks(user, agencies, since), _reminders(agencies, since)]
    if people.agencies_of(user, Role.HEAD):
        found += [_sent(user, since)]
    if districts := people.districts_of(user, *visible.READERS):
        found += [_extensions(districts, since)]
    return found


def _remarks(user: User, agencies: set[int], since: datetime) -> QuerySet:
    found = Remark.objects.filter(parts_of(agencies), written_at__gt=since).exclude(author=user)
    found = found.exclude(kind=Remark.Kind.RETURN, settled_at__isnull=False)  # mended and sent again
    where = {"at": F("written_at"), "sheet": F("assessment_id")}
    return lines(found, Concat(Value("row-"), "kind"), **where, who=F("author__name"), more=F("text"))


def _reminders(agencies: set[int], since: datetime) -> QuerySet:
    found = trail.since(reminding.ACTION, map(reminding.about, agencies), since)
    return lines(found, "reminder", sheet=Value(0), code=Value(""), who=F("actor"), more=F("data"))


def _sent(user: User, since: datetime) -> QuerySet:
    found = waiting.led(user, Role.HEAD, Answer.Status.SUBMITTED).filter(changed_at__gt=since)
    where = {"at": F("changed_at"), "sheet": F("assessment_id"), "who": F("changed_by__name")}
    return lines(found.exclude(changed_by=user), "sent", **where, more=Value(""))


def _extensions(districts: set[str], since: datetime) -> QuerySet:
    found = Extension.objects.filter(district__in=districts, granted_at__gt=since)
    found = found.annotate(in_cycle=Coalesce("window__cycle", "assessment__cycle"))
    sheet = Assessment.objects.filter(district=OuterRef("district"), cycle=OuterRef("in_cycle"))
    stage = Coalesce("window__stage", Value(str(Stage.REPAIR)))
    where = {"at": F("granted_at"), "sheet": sheet.values("pk")[:1], "code": stage}
    return lines(found, "extension", **where, who=F("granted_by__name"), more=F("reason"))
