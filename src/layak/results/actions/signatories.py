"""Writing down who signs a result's papers by hand."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from layak.assessments.rules.steering import STALE
from layak.core.refusal import Refused, insist
from layak.people.models import User
from layak.results import rules
from layak.results.models import Result, Signatories
from layak.results.papers.signatories import People, stored
from layak.results.queries import signatories
from layak.trail.actions import record


@transaction.atomic
def write_down(result: Result, people: People, *, version: int, by: User | None) -> Signatories:
    """Who signs for each side, in order, as seen at `version` (0: nobody was written down yet).

    Papers that were printed stay as they are. Raises Refused: "not-printer", "no-name", "bad-nip",
    "too-many", "stale".
    """
    insist(rules.print_paper(by, result.assessment.district_id))
    insist(rules.signatories(people))
    seen, new = signatories.of(result), stored(people)
    if seen.version != version:
        raise Refused(STALE)
    if seen.people == new:
        return seen
    chain, about = result.assessment.district_id, f"assessment:{result.assessment_id}"
    told = {"result": result.name, "old": seen.people, "new": new}
    record("results.signatories", by=by, chain=chain, about=about, data=told)
    _save(result, new, version, by)
    return signatories.of(result)


def _save(result: Result, people: dict[str, list[dict[str, str]]], version: int, by: User | None) -> None:
    own = Signatories.objects.filter(result=result, version=version)
    values = {"people": people, "changed_by": by, "changed_at": timezone.now()}
    if version:
        done = own.update(**values, version=F("version") + 1)
    else:
        done = Signatories.objects.get_or_create(result=result, defaults=values)[1]
    if not done:
        raise Refused(STALE)
