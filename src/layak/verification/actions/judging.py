"""Judging rows: a tier's own points with reason, note and page, bound to the content that was judged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from layak.assessments.actions.handing import hold
from layak.assessments.models import Assessment
from layak.assessments.queries import clock, proof
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import NoSuchRow, about
from layak.core.points import Points
from layak.core.refusal import insist
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people.models import User
from layak.trail.actions import Head, Line, lock, record_all
from layak.verification.actions import standing
from layak.verification.models import Mandate, Verdict
from layak.verification.queries import accepting, mandates
from layak.verification.queries.rows import Judged, judged
from layak.verification.rules import judging as rules

KEY = ("assessment", "stage", "code", "blind")
FIELDS = (
    *("verifier", "content", "of", "below", "version", "decided_at"),
    *("points", "step", "reason", "note", "pages", "document"),
)


class Stale(Exception):  # noqa: N818 - reads as what happened
    """Someone judged since the sender looked: `saved` stands (None: undone), `sent` was not stored."""

    def __init__(self, saved: Verdict | None, sent: "Sent") -> None:
        super().__init__("a newer verdict is stored")
        self.saved, self.sent = saved, sent


@dataclass(frozen=True, slots=True)
class Sent:
    """What a verifier decided: points in 1/1000, or a `step` of the row's ladder that stands for them."""

    points: Points | None = None
    step: int | None = None
    reason: str = ""
    note: str = ""
    pages: str = ""
    document: int | None = None


def decide(assessment: Assessment, code: str, sent: Sent, *, version: int, by: User) -> Judged:
    """Store a verdict on one row as seen at `version` (0: not judged); the row as it is now.

    The same verdict again changes nothing. Raises NoSuchRow, Refused ("no-mandate", "own-district",
    "closed", "off-ladder", "above-maximum", "no-reason", "too-long", "not-pages" ...) and Stale with both
    values.
    """
    held = _charge(assessment, by)
    with transaction.atomic():
        head = _locked(assessment)
        rows = _beside(held, code)
        seen = rows[code]
        insist(rules.within(held, code) or rules.on_ladder(seen, sent.step))
        sent = _whole(seen, sent)
        _check(seen, sent, assessment)
        if seen.standing and seen.own and _of(seen.own) == sent:
            return seen
        if seen.version != version:
            raise Stale(seen.own, sent)
        made = _made(held, seen, sent, by)
        _write(held, [(seen, made)], by, head)
        return _settled(held, rows, seen.with_own(made))


def clear(assessment: Assessment, code: str, *, version: int, by: User) -> Judged:
    """Undo a verdict seen at `version`: the row is not judged again, and the trail remembers what it was.

    Raises as `decide`; a row without a verdict is left alone.
    """
    held = _charge(assessment, by)
    with transaction.atomic():
        head = _locked(assessment)
        rows = _beside(held, code)
        seen = rows[code]
        if seen.own is None:
            return seen
        if seen.version != version:
            raise Stale(seen.own, Sent())
        record_all([_line("verdicts.clear", held, seen, {"old": _told(seen.own)})], by=by, head=head)
        Verdict.objects.filter(pk=seen.own.pk).delete()
        return _settled(held, rows, seen.with_own(None))


def accept(assessment: Assessment, seen: Mapping[str, str], *, by: User) -> list[Judged]:
    """Accept the tier below's points of many rows at once, as they were listed; all or none.

    `seen` holds row codes with `Judged.seen` as it was listed. Raises Refused "not-acceptable", naming the
    rows that changed or have something open, and what `decide` raises.
    """
    held = _charge(assessment, by)
    with transaction.atomic():
        head = _locked(assessment)
        fit = {row.code: row for row in accepting.acceptable(held)}
        insist(rules.acceptable([c for c, told in seen.items() if c not in fit or fit[c].seen != told]))
        rows = [fit[code] for code in seen]
        made = [(row, _made(held, row, Sent(points=row.below), by)) for row in rows]
        _write(held, made, by, head)
        homes = edition_of(assessment).indicator_of
        if made and not held.blind:
            standing.refresh(assessment, Stage(held.stage), {homes[code].code for code in seen})
    return [row.with_own(own) for row, own in made]


def _charge(assessment: Assessment, by: User) -> Mandate:
    """The person's charge on the sheet now, once the rules let them judge."""
    held = mandates.mandate(by, assessment)
    insist(rules.judge(by, assessment, held, clock.current(assessment)))
    held.assessment = assessment
    return held


def _locked(assessment: Assessment) -> Head:
    """The district's chain, locked; the sheet must still be where it was."""
    head = lock(assessment.district_id)
    hold(assessment)
    return head


def _beside(held: Mandate, code: str) -> dict[str, Judged]:
    """The rows of the row's indicator, as they are while the chain is locked."""
    homes = edition_of(held.assessment).indicator_of
    if code not in homes:
        raise NoSuchRow(code)
    codes = [question.code for question in homes[code].questions]
    return judged(held.assessment, Stage(held.stage), codes, blind=held.blind)


def _whole(row: Judged, sent: Sent) -> Sent:
    """The verdict as it is kept: a step brings its points, texts are trimmed."""
    ladder = row.question.ladder
    steps = ladder.steps if ladder else ()
    given = sent.points if sent.step is None else min(steps[sent.step].points, row.question.max)
    return replace(
        sent,
        points=row.below if given is None else given,
        note=sent.note.strip(),
        pages=sent.pages.strip(),
    )


def _check(row: Judged, sent: Sent, assessment: Assessment) -> None:
    insist(
        rules.fits(row, sent.points)
        or rules.explained(row, sent.points, sent.reason)
        or rules.short(sent.note)
    )
    if sent.document is not None:
        insist(rules.cited(sent.document, proof.ids_of(assessment, row.code)))
    if sent.pages:
        insist(rules.paged(sent.pages, _length(sent.document)))


def _length(document: int | None) -> int | None:
    """How many pages the document has, where one is named and that is known."""
    return None if document is None else evidence.facts(evidence.by_ids({document})[document]).pages


def _settled(held: Mandate, rows: dict[str, Judged], row: Judged) -> Judged:
    """Bring the row's indicator up to date; a blind reading counts nowhere."""
    if not held.blind:
        home = edition_of(held.assessment).indicator_of[row.code]
        standing.keep(held.assessment, Stage(held.stage), [home], rows | {row.code: row})
    return row


def _made(held: Mandate, seen: Judged, sent: Sent, by: User) -> Verdict:
    return Verdict(
        assessment=held.assessment,
        stage=held.stage,
        code=seen.code,
        blind=held.blind,
        verifier=by,
        content=seen.content,
        of=seen.of,
        below=seen.below,
        version=seen.version + 1,
        decided_at=timezone.now(),
        **_fields(sent),
    )


def _write(held: Mandate, made: Collection[tuple[Judged, Verdict]], by: User, head: Head) -> None:
    """Tell of verdicts and store them, new or newer; while the chain is locked nobody else does."""
    prefetch_related_objects([row.own for row, _own in made if row.own], "verifier")
    told = [(row, {"old": _told(row.own), "new": _told(own)}) for row, own in made]
    record_all((_line("verdicts.decide", held, row, more) for row, more in told), by=by, head=head)
    Verdict.objects.bulk_create(
        [own for _row, own in made], update_conflicts=True, unique_fields=KEY, update_fields=FIELDS
    )


def _line(action: str, held: Mandate, row: Judged, told: dict[str, Any]) -> Line:
    """The trail line; a blind reading is kept out of the row's own history, which the first reader sees."""
    sheet = held.assessment
    what = f"blind:{sheet.pk}:{row.code}" if held.blind else about(sheet.pk, row.code)
    seen = {"of": row.of, "below": row.below}
    return Line(action, what, {"code": row.code, "stage": held.stage, "blind": held.blind, **seen, **told})


def _of(verdict: Verdict) -> Sent:
    """A stored verdict as it was sent."""
    document = verdict.document_id
    return Sent(verdict.points, verdict.step, verdict.reason, verdict.note, verdict.pages, document)


def _fields(sent: Sent) -> dict[str, Any]:
    names = ("points", "step", "reason", "note", "pages")
    return {name: getattr(sent, name) for name in names} | {"document_id": sent.document}


def _told(verdict: Verdict | None) -> dict[str, Any] | None:
    """A verdict as the trail tells it."""
    return None if verdict is None else _fields(_of(verdict)) | {"by": verdict.verifier.name}
