"""What the result page says: tiers side by side, blocks against before and around, where the points went."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low
from typing import Any

from layak.assessments.models import Assessment
from layak.assessments.queries import assigning
from layak.assessments.queries.visible import last_cycle
from layak.core import catalogue, predikat
from layak.core.instrument import Band, Text
from layak.core.points import Points
from layak.core.predikat import Concern
from layak.core.stages import Stage
from layak.results.models import Result
from layak.results.queries import loss
from layak.results.queries.printing import reason

FEWEST = 3
"""A median of fewer districts would tell one district's own figures."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier's total (1/1000 points); `delta` against the tier below, None for EM."""

    stage: Stage
    total: Points
    delta: Points | None
    judged: int
    band: str | None
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A block or an indicator: its points at every tier, before and around it (None: not known)."""

    code: str
    label: Text
    values: tuple[Points, ...]
    max: Points
    before: Points | None = None
    median: Points | None = None

    @property
    def last(self) -> Points:
        """The points of the last tier."""
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the waterfall: its name, and where it lies between the lowest and the highest total.

    `x` and `width` are percentages ready for an SVG attribute.
    """

    label: Any
    rows: int
    delta: Points
    end: Points
    x: str
    width: str


@dataclass(frozen=True)
class Shown:
    """A result read for its page."""

    result: Result
    document: Mapping[str, Any]
    before: Mapping[str, Points]
    medians: Mapping[str, Points]
    agencies: Mapping[str, str]

    @cached_property
    def tiers(self) -> list[Tier]:
        """Every tier with points, lowest first."""
        told, below = [], None
        for tier in self.document["tiers"]:
            score = self.document["scores"][tier]
            delta = None if below is None else score["total"] - below
            placed = (score["predikat"], score["ambiguous"])
            told.append(Tier(Stage(tier), score["total"], delta, score["judged"], *placed))
            below = score["total"]
        return told

    @property
    def rows(self) -> int:
        """How many rows the instrument has."""
        return len(self.document["rows"])

    @property
    def max(self) -> Points:
        """The most points of the instrument."""
        most: Points = self.document["edition"]["max"]
        return most

    @cached_property
    def band(self) -> Band | None:
        """The band of the last tier's total."""
        key = self.tiers[-1].band
        return next((one for one in self.edition.bands if one.key == key), None)

    @cached_property
    def edition(self) -> Any:
        """The edition by its key, for words; the figures are the document's."""
        return catalogue.get(self.document["edition"]["key"])

    @cached_property
    def concerns(self) -> list[Concern]:
        """The gates that the last tier's points contradict."""
        last = self.tiers[-1].stage
        earned = {code: loss.values(self.document, code)[last] for code in self.document["rows"]}
        return [one for one in predikat.concerns(self.edition, self.band, earned) if one.concrete]

    @cached_property
    def blocks(self) -> list[Line]:
        """The seven blocks."""
        return [
            self._line(block, "blocks", Text(**block["title"]))
            for block in self.document["edition"]["blocks"]
        ]

    def indicators(self, block: str) -> list[Line]:
        """The indicators of one block; none for a block that is not there."""
        found = (one for one in self.document["edition"]["blocks"] if one["code"] == block)
        return [
            self._line(one, "indicators", self._title(one["code"]))
            for given in found
            for one in given["indicators"]
        ]

    @cached_property
    def changes(self) -> list[loss.Change]:
        """Every row that a tier changed."""
        return loss.changes(self.document)

    @cached_property
    def by_block(self) -> list[Bar]:
        """The waterfall by block."""
        steps = loss.waterfall(self.document, self.changes, loss.homes(self.document))
        return self._bars(steps, {block.code: block.label for block in self.blocks})

    @cached_property
    def by_reason(self) -> list[Bar]:
        """The waterfall by reason."""
        steps = loss.by_reason(self.document, self.changes)
        return self._bars(steps, {step.key: reason(step.key) for step in steps})

    @cached_property
    def by_agency(self) -> list[Bar]:
        """The waterfall by the agency that answers for the rows now; none without any."""
        nobody = Text("Belum ada penanggung jawab", "Nobody is accountable yet")
        steps = loss.waterfall(self.document, self.changes, self.agencies)
        return self._bars(steps, {step.key: step.key or nobody for step in steps})

    def _bars(self, steps: list[loss.Step], labels: Mapping[str, Any]) -> list[Bar]:
        ends = [point for step in steps for point in (step.start, step.end)]
        low, high = min(ends, default=0), max(ends, default=0)
        return [
            Bar(
                labels[step.key],
                step.rows,
                step.delta,
                step.end,
                _percent(min(step.start, step.end) - low, high - low),
                _percent(abs(step.delta), high - low),
            )
            for step in steps
        ]

    def _line(self, part: Mapping[str, Any], kind: str, label: Text) -> Line:
        code, scores = part["code"], self.document["scores"]
        values = tuple(scores[tier][kind][code] for tier in self.document["tiers"])
        return Line(code, label, values, part["max"], self.before.get(code), self.medians.get(code))

    def _title(self, code: str) -> Text:
        known = self.edition.indicators.get(code)
        return known.title if known else Text(code, code)


def shown(result: Result) -> Shown:
    """A result with what stands beside it: the last cycle, the province, who answers. Six queries."""
    assessment = result.assessment
    owned = assigning.owners(assigning.parts(assessment.pk))
    names = assigning.names(assessment.pk)
    leads = {code: names.get(one.lead, "") for code, one in owned.items() if one.lead}
    return Shown(result, json.loads(result.document), _before(assessment), _medians(assessment), leads)


def _before(assessment: Assessment) -> dict[str, Points]:
    """The blocks of the last result of the cycle before."""
    past = last_cycle(assessment)
    found = Result.objects.filter(assessment=past).order_by("-id") if past else Result.objects.none()
    return found.values_list("blocks", flat=True).first() or {}


def _medians(assessment: Assessment) -> dict[str, Points]:
    """The median of each block over the province's published results of this cycle."""
    home = assessment.district.parent_id
    around = Result.objects.filter(
        assessment__cycle_id=assessment.cycle_id, assessment__district__parent_id=home
    ).exclude(published_at=None)
    newest = dict(around.order_by("id").values_list("assessment_id", "blocks"))
    if len(newest) < FEWEST:
        return {}
    codes = {code for blocks in newest.values() for code in blocks}
    return {code: median_low([blocks.get(code, 0) for blocks in newest.values()]) for code in codes}


def _percent(part: Points, whole: Points) -> str:
    """A share with three decimals and a full stop, as SVG wants it."""
    return f"{part * 100 / whole:.3f}%" if whole else "0%"
