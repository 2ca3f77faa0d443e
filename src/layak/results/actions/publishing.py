"""Publishing a result, and taking it back; the document itself never changes."""

from django.db import transaction
from django.utils import timezone

from layak.core.refusal import insist
from layak.people.models import User
from layak.results import rules
from layak.results.models import Result
from layak.trail.actions import record


def publish(result: Result, *, by: User | None) -> Result:
    """Let everybody read a result. Raises Refused; of two at once the second is refused."""
    insist(rules.publish(by, result))
    return _set(result, by, published=True, reason="")


def withdraw(result: Result, *, reason: str, by: User | None) -> Result:
    """Take a published result back, with the reason. Raises Refused."""
    insist(rules.withdraw(by, result, reason))
    return _set(result, by, published=False, reason=reason.strip())


@transaction.atomic
def _set(result: Result, by: User | None, *, published: bool, reason: str) -> Result:
    told = {"name": result.name, "stage": result.stage} | ({"reason": reason} if reason else {})
    verb = "publish" if published else "withdraw"
    chain, about = result.assessment.district_id, f"assessment:{result.assessment_id}"
    record(f"results.{verb}", by=by, chain=chain, about=about, data=told)
    at = timezone.now() if published else None
    same = Result.objects.filter(pk=result.pk, published_at__isnull=published)
    if not same.update(published_at=at, published_by=by if published else None):
        result.refresh_from_db()
        insist(rules.publish(by, result) if published else rules.withdraw(by, result, reason))
    result.published_at, result.published_by = at, by if published else None
    return result
