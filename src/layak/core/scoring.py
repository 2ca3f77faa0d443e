"""Answers become points: rows into indicators, indicators into blocks, blocks into a total and a predikat."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from layak.core import predikat
from layak.core.answers import Given
from layak.core.instrument import Edition, Indicator, Text
from layak.core.ledger import Line, Rule, points_of
from layak.core.points import Points

__all__ = [
    "Line",
    "Rule",
    "Score",
    "Standing",
    "UnknownRow",
    "add_up",
    "indicator_points",
    "points_of",
    "score",
]

NONE: frozenset[str] = frozenset()


class UnknownRow(KeyError):  # noqa: N818 - reads as what happened
    """An answer names a row that the edition does not have."""


class Standing(NamedTuple):
    """Where an indicator, a block or the total stands. Points in 1/1000.

    `claimed` is what the answers earn, `ready` what would remain if every row without ready proof
    were struck out, so `at_risk` is exactly what missing proof may cost, also under an indicator's cap:
    claimed = ready + at_risk always. `answered` counts complete answers among `rows`.
    """

    code: str
    claimed: Points
    ready: Points
    max: Points
    answered: int
    rows: int
    estimate: bool = False

    @property
    def at_risk(self) -> Points:
        """Claimed without ready proof."""
        return self.claimed - self.ready

    @property
    def unclaimed(self) -> Points:
        """Not claimed by any answer."""
        return self.max - self.claimed

    @property
    def progress(self) -> Decimal:
        """Answered rows in percent with two decimals, half up: 46 of 47 is 97.87."""
        share = Decimal(self.answered * 100) / self.rows if self.rows else Decimal(0)
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Score:
    """A scored assessment: standings by code in the instrument's order, the total and its predikat."""

    edition: Edition
    answers: Mapping[str, Given]
    proven: AbstractSet[str]
    indicators: Mapping[str, Standing]
    blocks: Mapping[str, Standing]
    total: Standing

    @cached_property
    def placing(self) -> predikat.Placing:
        """The predikat of the claimed total."""
        return predikat.place(self.edition, self.total.claimed)

    @cached_property
    def ready_placing(self) -> predikat.Placing:
        """The predikat that the ready proof alone is enough for."""
        return predikat.place(self.edition, self.total.ready)

    @cached_property
    def ledger(self) -> Mapping[str, Line]:
        """Every row's line by code: where each point comes from."""
        return {code: points_of(q, self.answers.get(code)) for code, q in self.edition.questions.items()}

    @cached_property
    def concerns(self) -> tuple[predikat.Concern, ...]:
        """Reported gates of the predikat claimed; they never change it."""
        earned = {code: line.points for code, line in self.ledger.items()}
        return predikat.concerns(self.edition, self.placing.band, earned)

    @property
    def estimate(self) -> bool:
        """Whether any point rests on an unconfirmed ladder or on a cut by an unconfirmed maximum."""
        return self.total.estimate

    @property
    def official(self) -> bool:
        """Whether the total may be called official: an official edition, and nothing estimated."""
        return self.edition.status == "official" and not self.estimate

    @cached_property
    def caveats(self) -> tuple[Text, ...]:
        """What must be said beside the total, as sentences; empty only for an official total."""
        lines = self.ledger.values()
        estimated, direct = sum(x.estimate for x in lines), sum(x.direct for x in lines)
        return tuple(_caveats(self.edition, estimated, direct))

    def row_ready(self, code: str) -> Points:
        """The points of one row that have ready proof."""
        return self.ledger[code].points if code in self.proven else 0


def score(edition: Edition, answers: Mapping[str, Given], ready: AbstractSet[str] = NONE) -> Score:
    """Score a whole assessment. `ready` holds the codes of rows with at least one ready document.

    An indicator is min(sum of its rows, its maximum), a block the sum of its indicators, the total
    the sum of the blocks. Raises UnknownRow for an answer to a row that the edition does not have.
    """
    if unknown := answers.keys() - edition.questions.keys():
        raise UnknownRow(", ".join(sorted(unknown)))
    indicators = {code: _indicator(i, answers, ready) for code, i in edition.indicators.items()}
    blocks = {
        block.code: add_up(block.code, block.max, (indicators[i.code] for i in block.indicators))
        for block in edition.blocks
    }
    return Score(edition, answers, ready, indicators, blocks, add_up("", edition.max, blocks.values()))


def indicator_points(
    edition: Edition, code: str, answers: Mapping[str, Given], ready: AbstractSet[str] = NONE
) -> Standing:
    """The standing of one indicator alone, to be stored with a save. `answers` may hold other rows too."""
    return _indicator(edition.indicators[code], answers, ready)


def add_up(code: str, most: Points, standings: Iterable[Standing]) -> Standing:
    """Sum standings into the one above them: indicators into a block, blocks into the total."""
    claimed = ready = answered = rows = 0
    estimate = False
    for part in standings:
        claimed += part.claimed
        ready += part.ready
        answered += part.answered
        rows += part.rows
        estimate = estimate or part.estimate
    return Standing(code, claimed, ready, most, answered, rows, estimate)


def _indicator(indicator: Indicator, answers: Mapping[str, Given], ready: AbstractSet[str]) -> Standing:
    claimed = proven = answered = 0
    estimate = False
    for question in indicator.questions:
        given = answers.get(question.code)
        if given is None or not given.complete:
            continue
        line = points_of(question, given)
        earned = line.points
        answered += 1
        claimed += earned
        estimate = estimate or line.estimate
        if question.code in ready:
            proven += earned
    most = indicator.max
    return Standing(
        indicator.code,
        min(claimed, most),
        min(proven, most),
        most,
        answered,
        len(indicator.questions),
        estimate,
    )


def _caveats(edition: Edition, estimated: int, direct: int) -> Iterable[Text]:
    if edition.status != "official":
        yield UNOFFICIAL
    if estimated:
        yield Text(
            f"Estimasi: {estimated} pertanyaan memakai tangga nilai atau batas nilai yang belum resmi.",
            f"Estimate: questions resting on a ladder or a maximum that is not confirmed: {estimated}.",
        )
    if direct:
        yield Text(
            f"{direct} pertanyaan diisi langsung dengan nilai dari formulir nasional.",
            f"Questions with points entered directly from the national form: {direct}.",
        )


UNOFFICIAL = Text(
    "Instrumen ini disusun dari sumber terbuka, bukan naskah resmi. Jumlah ini bukan nilai resmi.",
    "This instrument was put together from public sources, not from the official text. "
    "This total is not an official score.",
)
