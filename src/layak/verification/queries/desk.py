"""What the desk shows: a verifier's queue by clock, the list of a sheet's rows, and one row in full."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from layak.assessments.models import Assessment
from layak.assessments.queries import clock, everywhere, proof
from layak.assessments.queries import rows as sheet_rows
from layak.assessments.queries.clock import Clock
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.proof import Proof
from layak.assessments.queries.rows import Row
from layak.core import predikat
from layak.core.instrument import Block
from layak.core.points import Points
from layak.core.stages import Stage
from layak.people.models import User
from layak.prepared import Prepared
from layak.verification.models import Mandate, Note, TierStanding, Verdict
from layak.verification.queries import mandates, notes
from layak.verification.queries.rows import ORDER, Judged, claims, judged
from layak.verification.queries.told import told

VIEWS = ("belum", "tanggapan", "berubah", "semua")
"""The filters of the list: not judged, replied to, changed since, all."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sheet in a queue: rows judged of those charged, replies that wait, the clock that runs."""

    held: Mandate
    clock: Clock | None
    judged: int
    rows: int
    replies: int

    @property
    def left(self) -> int:
        """Rows still to judge."""
        return self.rows - self.judged


@dataclass(frozen=True, slots=True)
class Item:
    """A row in the list: how it stands at this tier and what its notes wait for."""

    judged: Judged
    block: Block
    ready: bool
    note: str

    @property
    def state(self) -> str:
        """The one word that counts: changed, replied, waiting, judged, ready, unready or empty."""
        if self.judged.reopened:
            return "changed"
        if self.note:
            return self.note
        if self.judged.standing:
            return "judged"
        if self.judged.content is None:
            return "empty"
        return "ready" if self.ready else "unready"

    def within(self, view: str) -> bool:
        """Whether a filter of the list shows the row."""
        if view == "tanggapan":
            return self.note == "replied"
        if view == "berubah":
            return self.judged.reopened
        return view == "semua" or not self.judged.standing


@dataclass(frozen=True, slots=True)
class Tier:
    """What one tier gave a row; `verdict` is None for the claim and for a tier that did not judge it."""

    stage: Stage
    points: Points
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One row in full. `other` is the other reader's verdict, once both have judged."""

    judged: Judged
    row: Row
    proofs: tuple[Proof, ...]
    tiers: tuple[Tier, ...]
    notes: tuple[Note, ...]
    drawn: bool
    other: Verdict | None


def queue(user: User) -> list[Waiting]:
    """The sheets that wait for a verifier now, the nearest end first. Queries as charges allow."""
    mine = [m for m in mandates.held(user) if m.stage == m.assessment.stage]
    running = clock.currents(m.assessment for m in mine)
    replies = notes.counts([m.assessment_id for m in mine], Note.State.REPLIED)
    done = mandates.progress(mine)
    found = [
        Waiting(m, running[m.assessment_id], done.get(m.pk, 0), len(mandates.rows(m)), _replies(m, replies))
        for m in mine
    ]
    return sorted(found, key=_end)


def items(held: Mandate) -> list[Item]:
    """Every row of a charge, in the instrument's order. A constant number of queries."""
    sheet, edition = held.assessment, edition_of(held.assessment)
    codes = mandates.rows(held)
    rows = judged(sheet, Stage(held.stage), codes, blind=held.blind)
    fit = set(everywhere.answers(sheet).filter(ready=True).values_list("code", flat=True))
    noted = {} if held.blind else _noted(sheet)
    homes = {code: edition.block_of[i.code] for code, i in edition.indicator_of.items()}
    return [Item(rows[code], homes[code], code in fit, noted.get(code, "")) for code in codes]


def next_waiting(held: Mandate, code: str) -> str | None:
    """The row after this one, else from the beginning, that was not judged or changed since; None: all are.

    Reads only the rows on the way to it: a charge is mostly judged in its order.
    """
    order = mandates.rows(held)
    at = order.index(code)
    for stretch in (order[at + 1 :], order[:at]):
        if found := _waiting_in(held, stretch):
            return found
    return None


def _waiting_in(held: Mandate, stretch: list[str]) -> str | None:
    given = set((_done_blind if held.blind else _done)(held.assessment_id, held.stage))
    first = next((n for n, code in enumerate(stretch) if code not in given), len(stretch))
    seen = judged(held.assessment, Stage(held.stage), stretch[:first], blind=held.blind) if first else {}
    return next((code for code in stretch[: first + 1] if code not in given or not seen[code].standing), None)


def _codes(*, blind: bool) -> Prepared[str]:
    return Prepared(
        lambda sheet, stage: Verdict.objects.filter(assessment=sheet, stage=stage, blind=blind).values_list(
            "code", flat=True
        )
    )


_done, _done_blind = _codes(blind=False), _codes(blind=True)


def detail(held: Mandate, code: str) -> Detail:
    """One row of a charge in full. A constant number of queries. Raises NoSuchRow."""
    sheet, stage = held.assessment, Stage(held.stage)
    row = sheet_rows.row(sheet, code)
    own = judged(sheet, stage, [code], blind=held.blind)[code]
    drawn = code in mandates.sample(sheet, held.stage)
    return Detail(
        judged=own,
        row=row,
        proofs=tuple(proof.of_rows(sheet, [code])[code]),
        tiers=_tiers(sheet, stage, code),
        notes=() if held.blind else tuple(notes.of_row(sheet, code)),
        drawn=drawn,
        other=_other(held, code) if drawn and own.own else None,
    )


def total(assessment: Assessment, stage: str) -> Points:
    """The running total of a tier (1/1000): rows not judged count as the tier below left them."""
    kept = TierStanding.objects.filter(assessment=assessment, stage=stage)
    return sum(kept.values_list("points", flat=True))


def standing(assessment: Assessment, stage: str) -> dict[str, Any]:
    """The running total of a tier beside what was claimed, with its predikat."""
    now, edition = total(assessment, stage), edition_of(assessment)
    band = predikat.place(edition, now).band
    return {"points": now, "claimed": total(assessment, Stage.SELF), "predikat": band.key if band else ""}


def _tiers(sheet: Assessment, stage: Stage, code: str) -> tuple[Tier, ...]:
    """The claim and every lower tier's own points, lowest first."""
    given = told(sheet, [code]).get(code, {})
    lower = [s for s in ORDER[: ORDER.index(stage)] if s.scores and s is not Stage.SELF]
    claimed = Tier(Stage.SELF, claims(sheet, [code]).get(code, 0), None)
    return (claimed, *(Tier(s, given[s].points, given[s]) for s in lower if s in given))


def _other(held: Mandate, code: str) -> Verdict | None:
    found = Verdict.objects.filter(assessment=held.assessment, stage=held.stage, code=code)
    return found.exclude(blind=held.blind).select_related("verifier").first()


def _noted(sheet: Assessment) -> dict[str, str]:
    """What each row's notes wait for: the verifier first, then the district."""
    open_ones = dict.fromkeys(notes.codes(sheet, Note.State.OPEN), "waiting")
    return open_ones | dict.fromkeys(notes.codes(sheet, Note.State.REPLIED), "replied")


def _replies(held: Mandate, counted: dict[int, int]) -> int:
    return 0 if held.blind else counted.get(held.assessment_id, 0)


def _end(one: Waiting) -> tuple[bool, float, str]:
    ends = one.clock.closes_at.timestamp() if one.clock else 0.0
    return one.clock is None, ends, one.held.assessment.district_id


def shown(items: Collection[Item], view: str, words: str) -> list[Item]:
    """The rows that a filter and a search leave."""
    wanted = words.casefold()
    return [
        item
        for item in items
        if item.within(view) and (wanted in item.judged.code.casefold() or wanted in _titles(item).casefold())
    ]


def _titles(item: Item) -> str:
    title = item.judged.question.title
    return f"{title.id} {title.en}"


def choices(assessment: Assessment, code: str) -> list[tuple[int, str]]:
    """The documents a row cites, as choices."""
    cited = proof.of_rows(assessment, [code])[code]
    return [(one.document.pk, str(one.document)) for one in cited]
