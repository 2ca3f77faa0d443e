"""Whether verifiers judge alike: the rows of a cycle judged twice, as shares of each row's maximum."""

from dataclasses import dataclass

from layak.assessments.models import Cycle
from layak.core import agreement, catalogue
from layak.core.agreement import Dispute, Figure, Pairing, Ratings, Severity
from layak.verification.models import Verdict


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement in one cycle. Raters are written as "number name", units as "district row stage"."""

    units: int
    alpha: Figure
    pairings: tuple[Pairing, ...]
    severities: tuple[Severity, ...]
    disputes: tuple[Dispute, ...]


def measure(cycle: Cycle) -> Measured:
    """Kappa of each pair, alpha of all, severity and disputes. Two queries; seconds for a whole nation."""
    given = ratings(cycle)
    return Measured(
        units=len(given),
        alpha=agreement.alpha(given),
        pairings=agreement.pairings(given),
        severities=agreement.severities(given),
        disputes=agreement.disputes(given),
    )


def ratings(cycle: Cycle) -> Ratings:
    """What each verifier gave each row that was judged twice about the same content, from 0 to 1."""
    found = Verdict.objects.filter(assessment__cycle=cycle)
    twice = found.filter(blind=True).values_list("assessment_id", "stage", "code", "of")
    drawn = set(twice)
    questions = catalogue.get(cycle.edition_key).questions
    names = dict(found.values_list("verifier_id", "verifier__name").distinct())
    rated: dict[str, dict[str, float]] = {}
    fields = ("assessment_id", "stage", "code", "of", "verifier_id", "points", "assessment__district__name")
    for sheet, stage, code, of, who, points, place in found.values_list(*fields).order_by("id"):
        if (sheet, stage, code, of) in drawn and questions[code].max:
            unit = rated.setdefault(f"{place}, {code}, {stage}", {})
            unit[f"{names[who]} ({who})"] = points / questions[code].max
    return {unit: given for unit, given in rated.items() if len(given) > 1}
