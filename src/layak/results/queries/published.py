"""What everybody may read: published results, and nothing that is not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from layak.core import frozen
from layak.core.points import Points
from layak.core.stages import Stage
from layak.results.models import Result

ORDER = {stage.value: number for number, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Published:
    """One published result: total and blocks in 1/1000 point, `award` only once it was decided."""

    name: str
    district: str
    year: int
    stage: str
    total: Points
    predikat: str
    award: str
    ambiguous: bool
    award_source: str
    award_reason: str
    published_at: datetime
    blocks: Mapping[str, Points] = field(hash=False)

    @property
    def label(self) -> Any:
        """The stage in words (`core.instrument.Text`)."""
        return Stage(self.stage).label


FIELDS = ("name", "assessment__district_id", "assessment__cycle__year", "stage", "total", "predikat")
FIELDS += ("award", "ambiguous", "award_source", "award_reason", "published_at", "blocks")


def stamp() -> str:
    """Changes whenever a result is published or taken back. One query."""
    told = Result.objects.filter(published_at__isnull=False)
    found = told.aggregate(count=Count("id"), last=Max("id"), at=Max("published_at"))
    return f"{found['count']}-{found['last'] or 0}-{found['at'].isoformat() if found['at'] else ''}"


def every(district: str = "") -> list[Published]:
    """The newest published result of each stage, newest year first and its last stage first. One query."""
    newest: dict[tuple[str, int, str], Published] = {}
    for row in _rows(district).order_by("id").values_list(*FIELDS).iterator():
        one = Published(*row)
        newest[one.district, one.year, one.stage] = one
    return sorted(newest.values(), key=lambda one: (-one.year, -ORDER[one.stage], one.district))


def named(fingerprint: str) -> Published | None:
    """The published result of that fingerprint, its own or its open extract's. One query."""
    row = _rows().filter(Q(name=fingerprint) | Q(extract=fingerprint)).values_list(*FIELDS).first()
    return Published(*row) if fingerprint and row else None


def extract_of(name: str) -> str:
    """The fingerprint of a published result's open extract; "" for one that has none. One query."""
    return _rows().filter(name=name).values_list("extract", flat=True).first() or ""


def extract(name: str) -> str | None:
    """The open extract of a published result, letter by letter as its fingerprint was made. One query."""
    found = document(name)
    told = frozen.extract(found) if found else None
    return frozen.written(told) if told else None


def text(name: str) -> str | None:
    """The document of a published result, letter by letter as its fingerprint was made. One query."""
    return _rows().filter(name=name).values_list("document", flat=True).first()


def document(name: str) -> dict[str, Any] | None:
    """The same, read."""
    told = text(name)
    return json.loads(told) if told else None


def _rows(district: str = "") -> QuerySet[Result]:
    rows = Result.objects.filter(published_at__isnull=False)
    return rows.filter(assessment__district_id=district) if district else rows
