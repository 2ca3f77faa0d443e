"""What results have to tell a district since a moment: that one was published."""

from datetime import datetime

from django.db.models import F, QuerySet

from layak.assessments.queries import visible
from layak.assessments.queries.news import lines
from layak.people import queries as people
from layak.people.models import User
from layak.results.models import Result


def news(user: User, since: datetime) -> list[QuerySet]:
    """Lines for whoever works on a district's sheet."""
    districts = people.districts_of(user, *visible.READERS)
    if not districts:
        return []
    found = Result.objects.filter(assessment__district__in=districts, published_at__gt=since)
    where = {"at": F("published_at"), "sheet": F("assessment_id"), "code": F("stage")}
    return [lines(found, "published", **where, who=F("published_by__name"), more=F("predikat"))]
