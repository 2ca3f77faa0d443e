"""Whose results a person may read: those of the own district, those they verify, all for the admin."""

from django.db.models import Q, QuerySet

from layak.assessments.models import Assessment
from layak.assessments.queries import everywhere, visible
from layak.people import queries as people
from layak.people.models import Role, User
from layak.results.models import Paper, Result
from layak.verification.queries import mandates

NATION = "0"
BESIDE = ("closed_by", "published_by", "assessment__district", "assessment__cycle")


def sheets(user: User) -> QuerySet[Assessment]:
    """The sheets whose results the person may read, newest cycle first; frozen yet or not."""
    known = everywhere.sheets().select_related("cycle", "district")
    own = Q(pk__in=visible.assessments(user).values("pk"))
    places = people.districts_of(user, Role.VERIFIER)
    if NATION in places:
        own |= Q(pk__isnull=False)
    charged = [mandate.assessment_id for mandate in mandates.held(user)] if places else []
    own |= Q(district__parent__in=places, district__level=2) | Q(pk__in=charged)
    return known.filter(own).order_by("-cycle__year", "district__name")


def results(assessment: Assessment) -> list[Result]:
    """The newest result of every stage that was closed, in the order in which they were frozen."""
    found = Result.objects.filter(assessment=assessment).select_related(*BESIDE)
    newest = {result.stage: result for result in found.order_by("id")}
    return sorted(newest.values(), key=lambda result: result.pk)


def result(assessment: Assessment, name: str) -> Result | None:
    """One result of a sheet by its name."""
    return Result.objects.select_related(*BESIDE).filter(assessment=assessment, name=name).first()


def papers(result: Result) -> list[Paper]:
    """The papers of a result, oldest first."""
    return list(result.papers.select_related("made_by").order_by("id"))


def paper(assessment: Assessment, number: int) -> Paper | None:
    """One paper of a sheet."""
    found = Paper.objects.select_related("result__assessment__district")
    return found.filter(pk=number, result__assessment=assessment).first()


def frozen() -> QuerySet[Result]:
    """Every frozen result, published or not, for whoever oversees many districts."""
    return Result.objects.all()
