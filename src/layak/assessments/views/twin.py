"""The control room as JSON: the same picture, points as exact strings."""

from typing import Any

from layak.assessments.queries.overview import Desk, Gap, Picture
from layak.core.instrument import Band
from layak.core.points import text
from layak.core.scoring import Standing


def twin(seen: Picture) -> dict[str, Any]:
    """Everything the control room says, for a machine."""
    score, assessment = seen.score, seen.assessment
    return {
        "district": {"code": assessment.district_id, "name": assessment.district.name},
        "cycle": assessment.cycle.year,
        "edition": assessment.edition_key,
        "fingerprint": assessment.edition_fingerprint,
        "estimate": score.estimate,
        "official": score.official,
        "ambiguous": score.placing.ambiguous,
        "total": _standing(score.total),
        "predikat": {"claimed": _key(score.placing.band), "ready": _key(score.ready_placing.band)},
        "next": _next(seen),
        "blocks": [{"code": code, **_standing(found)} for code, found in score.blocks.items()],
        "gaps": [_gap(gap) for gap in seen.gaps[:5]],
        "agencies": [_desk(desk) for desk in seen.desks],
        "unowned": [question.code for question in seen.unowned],
        "warnings": [concern.gate.key for concern in score.concerns],
        "windows": [
            {"stage": c.stage.value, "opens_at": c.opens_at, "closes_at": c.closes_at, "extended": c.extended}
            for c in seen.calendar
        ],
    }


def _standing(found: Standing) -> dict[str, Any]:
    figures = {"claimed": found.claimed, "ready": found.ready, "at_risk": found.at_risk, "max": found.max}
    return {key: text(value) for key, value in figures.items()} | {
        "answered": found.answered,
        "rows": found.rows,
        "estimate": found.estimate,
    }


def _key(band: Band | None) -> str | None:
    return band.key if band else None


def _next(seen: Picture) -> dict[str, str] | None:
    placing = seen.score.placing
    if placing.next is None:
        return None
    return {
        "predikat": placing.next.key,
        "threshold": text(placing.next.lower),
        "gap": text(placing.gap or 0),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    figures = {"claimed": text(gap.claimed), "max": text(gap.question.max), "missing": text(gap.missing)}
    known = {"code": gap.question.code, "agency": gap.agency, "ready": gap.ready, "estimate": gap.estimate}
    return known | figures


def _desk(desk: Desk) -> dict[str, Any]:
    figures = {"rows": desk.rows, "answered": desk.answered, "ready": desk.ready, "late": desk.late}
    points = {"at_risk": text(desk.at_risk), "unclaimed": text(desk.unclaimed)}
    return {"name": desk.name, **figures, **points, "estimate": desk.estimate, "last": desk.last}
