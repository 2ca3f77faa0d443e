"""What steps above read across districts: whole tables as querysets, for whoever already asked its rule."""

from django.db.models import F, QuerySet

from layak.assessments.models import Answer, Assessment, Assignment, Cycle, Extension, Stage, Standing, Window


def cycles() -> QuerySet[Cycle]:
    """Every cycle, newest first."""
    return Cycle.objects.order_by("-year")


def windows() -> QuerySet[Window]:
    """Every window of every cycle, the nation's and the provinces' own."""
    return Window.objects.all()


def extensions() -> QuerySet[Extension]:
    """Every later end of a window that a district was given."""
    return Extension.objects.exclude(window=None)


def repairs() -> QuerySet[Extension]:
    """The later ends of repairs that sheets are in now; what was given in an earlier repair is left out."""
    now = {"assessment__stage": Stage.REPAIR, "granted_at__gte": F("assessment__stage_began_at")}
    return Extension.objects.filter(**now)


def sheets() -> QuerySet[Assessment]:
    """Every district's sheet in every cycle."""
    return Assessment.objects.all()


def standings() -> QuerySet[Standing]:
    """The claimed score of every indicator of every sheet."""
    return Standing.objects.all()


def answers(sheet: Assessment) -> QuerySet[Answer]:
    """The answers of one sheet."""
    return Answer.objects.filter(assessment=sheet)


def parts(sheet: Assessment) -> QuerySet[Assignment]:
    """Who answers for the rows of one sheet, and who helps."""
    return Assignment.objects.filter(assessment=sheet)
