"""What one cycle makes of the procedure: the stages it chose, and what follows where one is left out."""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from layak.core.instrument import Text
from layak.core.stages.table import PLACES, STEPS, TIMELESS, Act, Condition, Go, Party, Reach, Stage, Step

ORDER = tuple(Stage)


class BadProcedure(ValueError):  # noqa: N818 - reads as what is wrong
    """These stages do not make a procedure; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True)
class Procedure:
    """The chosen stages, always in the procedure's order. Raises BadProcedure when they do not fit."""

    chosen: frozenset[Stage]

    def __post_init__(self) -> None:
        if fault := _fault(self.chosen):
            raise BadProcedure(fault)

    @classmethod
    def of(cls, stages: Collection[Stage] = ORDER) -> "Procedure":
        """The procedure of these stages, in whatever order they are named; of all of them by default."""
        return cls(frozenset(stages))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The chosen stages in order."""
        return tuple(stage for stage in ORDER if stage in self.chosen)

    @cached_property
    def tiers(self) -> tuple[Stage, ...]:
        """The stages that keep points of their own, lowest first."""
        return tuple(stage for stage in self.stages if stage.scores)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every way from one chosen stage to another: past a stage left out to the nearest one chosen."""
        led = [self._led(step) for step in STEPS if step.start in self.chosen]
        # without a repair, sending on and passing over it are the same road: the first one stays
        first = {(s.start, s.end, s.by, s.go is Go.TAKE): s for s in reversed(led)}
        return tuple(step for step in led if step in first.values())

    def following(self, stage: Stage) -> Stage | None:
        """The chosen stage after this one, chosen or not; None after the last."""
        return next((s for s in self.stages if ORDER.index(s) > ORDER.index(stage)), None)

    def before(self, stage: Stage) -> Stage | None:
        """The chosen stage before this one, chosen or not; None before the first."""
        return next((s for s in reversed(self.stages) if ORDER.index(s) < ORDER.index(stage)), None)

    def ways(self, stage: Stage, party: Party) -> tuple[Step, ...]:
        """The steps this party may make from this stage."""
        return tuple(step for step in self.steps if step.start is stage and step.by is party)

    def _led(self, step: Step) -> Step:
        if step.end is None or step.end in self.chosen:
            return step
        end = self.before(step.end) if step.go is Go.RETURN else self.following(step.end)
        taker = PLACES[end].holder if end and step.go is Go.TAKE else step.by
        return replace(step, end=end, by=taker)


def reach(stage: Stage, open_clock: bool = True) -> Reach:
    """The rows a district may change now: none once the clock has run out."""
    return PLACES[stage].reach if open_clock else Reach.NONE


def acts(stage: Stage, party: Party, open_clock: bool = True) -> frozenset[Act]:
    """What a party may do to the sheet; once the clock has run out only what changes nothing in it."""
    allowed = PLACES[stage].may.get(party, frozenset())
    return allowed if open_clock else allowed & TIMELESS


def why_not(stage: Stage, party: Party, act: Act, open_clock: bool = True) -> Text | None:
    """The sentence that says why this party may not do this now; None when it may."""
    if act in acts(stage, party, open_clock):
        return None
    if act in acts(stage, party):
        return Condition.IN_TIME.unmet
    holder = PLACES[stage].holder.label
    where = stage.label
    return Text(
        f"Lembar ini sedang pada tahap {_lower(where.id)} dan dipegang oleh {holder.id}. "
        f"Pada tahap ini Anda tidak dapat {act.label.id}.",
        f"This sheet is at the stage of {_lower(where.en)}, held by {holder.en}. "
        f"At this stage you cannot {act.label.en}.",
    )


def unmet(step: Step, met: AbstractSet[Condition]) -> tuple[Text, ...]:
    """The sentences of the conditions that do not hold yet, in the table's order; none: it may go."""
    return tuple(condition.unmet for condition in step.conditions if condition not in met)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _fault(chosen: AbstractSet[Stage]) -> Text | None:
    return next(_faults(chosen), None)


def _faults(chosen: AbstractSet[Stage]) -> Iterator[Text]:
    if Stage.SELF not in chosen or Stage.AWARD not in chosen:
        yield Text(
            "Evaluasi mandiri dan penetapan predikat tidak dapat dilewati. Sertakan keduanya.",
            "Self-assessment and the award cannot be left out. Include both.",
        )
    if not any(stage.scores for stage in chosen - {Stage.SELF}):
        yield Text(
            "Belum ada tahap yang menilai. Sertakan sedikitnya satu tahap verifikasi.",
            "No stage judges. Include at least one stage of verification.",
        )
    if Stage.REPAIR in chosen and Stage.FIELD not in chosen:
        yield Text(
            "Perbaikan 2 x 24 jam dimulai saat verifikasi lapangan ditutup. "
            "Sertakan verifikasi lapangan, atau lewati perbaikan.",
            "The 2 x 24 hours begin when field verification closes. Include it, or leave out the repair.",
        )
    if Stage.REPAIR in chosen and Stage.FINAL not in chosen:
        yield Text(
            "Hasil perbaikan dinilai pada verifikasi final. "
            "Sertakan verifikasi final, atau lewati perbaikan.",
            "What is repaired is judged in final verification. Include it, or leave out the repair.",
        )
