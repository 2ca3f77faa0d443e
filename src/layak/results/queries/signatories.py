"""Who is written down to sign a result's papers, and who signed for the district the last time."""

from layak.results.models import Result, Signatories


def of(result: Result) -> Signatories:
    """What is written down for a result; nobody, at version 0, while nothing is. One query."""
    found = Signatories.objects.select_related("changed_by").filter(result=result).first()
    return found or Signatories(result=result, people={}, version=0)


def before(result: Result) -> Signatories | None:
    """What was written down for the district's last result before this one. One query."""
    older = Signatories.objects.filter(
        result__assessment__district=result.assessment.district_id, result__lt=result.pk
    )
    return older.exclude(people={}).order_by("-result_id").first()
