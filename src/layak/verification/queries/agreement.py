"""Whether verifiers judge alike: the rows of a cycle judged twice, as shares of each row's maximum."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils import timezone

from layak import __version__
from layak.assessments.models import Cycle
from layak.core import agreement, catalogue
from layak.core.agreement import Dispute, Figure, Pairing, Ratings, Severity
from layak.core.stages import Stage
from layak.verification.models import Verdict

STANDS = 60
"""For how many times the time they took figures stand, though a rating has changed since."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement in one cycle, worked out `at` a moment from all that was given until then.

    Raters are called by name, namesakes by number too; units "place, row, VA".
    """

    at: datetime
    units: int
    alpha: Figure
    pairings: tuple[Pairing, ...]
    severities: tuple[Severity, ...]
    disputes: tuple[Dispute, ...]


def measure(cycle: Cycle) -> Measured:
    """Kappa of each pair, alpha of all, severity and disputes. One query, and what is kept of the last time.

    Intervals are resampled a thousand times: ten seconds for a whole nation. So they are worked out anew
    only when a rating they rest on is new or another, and stand for sixty times as long as they took:
    a district's at once, a nation's for ten minutes.
    """
    given, now = ratings(cycle), timezone.now()
    key, of = f"agreed-{__version__}-{cycle.pk}", sha256(repr(given).encode()).hexdigest()
    known, measured, stands = cache.get(key, ("", None, now))
    if measured is None or (known != of and stands <= now):
        began = time.perf_counter()
        measured = _measured(given, now)
        stands = now + STANDS * timedelta(seconds=time.perf_counter() - began)
        cache.set(key, (of, measured, stands), timeout=None)
    return measured


def _measured(given: Ratings, now: datetime) -> Measured:
    return Measured(
        at=now,
        units=len(given),
        alpha=agreement.alpha(given),
        pairings=agreement.pairings(given),
        severities=agreement.severities(given),
        disputes=agreement.disputes(given),
    )


def ratings(cycle: Cycle) -> Ratings:
    """What each verifier gave each row judged twice about the same content, from 0 to 1. One query."""
    questions = catalogue.get(cycle.edition_key).questions
    same = {name: OuterRef(name) for name in ("assessment", "stage", "code", "of")}
    twice = Exists(Verdict.objects.filter(blind=True, **same))
    found = Verdict.objects.filter(twice, assessment__cycle=cycle).order_by("id")
    fields = ("stage", "code", "verifier_id", "verifier__name", "points", "assessment__district__name")
    lines = list(found.values_list(*fields))
    called = _called({(number, name) for _stage, _code, number, name, *_more in lines})
    rated: dict[str, dict[str, float]] = {}
    for stage, code, number, _name, points, place in lines:
        if most := questions[code].max:
            rated.setdefault(f"{place}, {code}, {Stage(stage).short}", {})[called[number]] = points / most
    return {unit: given for unit, given in rated.items() if len(given) > 1}


def _called(raters: set[tuple[int, str]]) -> dict[int, str]:
    """What each rater is called: the name, with the person's number where two have the same."""
    times = Counter(name for _number, name in raters)
    return {number: name if times[name] == 1 else f"{name} ({number})" for number, name in raters}
