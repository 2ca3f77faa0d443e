"""What the demo's verifiers do at a desk: some rows judged one by one, the rest accepted, notes, closings."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from layak.assessments.models import Assessment
from layak.core import catalogue
from layak.core.stages import Go, Stage
from layak.demo.calendar import EDITION
from layak.demo.offices import Staff
from layak.demo.proof import file_better
from layak.people.models import User
from layak.results.actions.closing import Award, close_stage
from layak.results.models import Result
from layak.results.queries import freezing
from layak.verification.actions import assigning, judging, noting
from layak.verification.actions.judging import Sent
from layak.verification.models import Note
from layak.verification.queries import accepting, mandates, notes
from layak.verification.queries.rows import judged

Told = Mapping[str, Any]
"""One entry of `checking.yaml`."""


def charge(
    assessment: Assessment, verifier: User, stage: Stage | None = None, *, by: User, blind: bool = False
) -> None:
    """Give a verifier the sheet at a stage; none named: the one it is in."""
    assigning.assign(assessment, stage or Stage(assessment.stage), verifier, blind=blind, by=by)


def rule(assessment: Assessment, rulings: Iterable[Told], *, by: User) -> None:
    """Judge rows one by one, with a reason and a note."""
    questions = catalogue.get(EDITION).questions
    for told in rulings:
        points = questions[told["row"]].max * told["of"] // 100
        sent = Sent(points=points, reason=told["reason"], note=told["note"])
        judging.decide(assessment, told["row"], sent, version=0, by=by)


def accept(assessment: Assessment, *, by: User, blocks: Collection[str] = ()) -> None:
    """Accept what the tier below gave in all rows with nothing open, or in those of some blocks."""
    held, edition = mandates.mandate(by, assessment), catalogue.get(EDITION)
    fit = accepting.acceptable(held)
    home = {row.code: edition.block_of[edition.indicator_of[row.code].code].code for row in fit}
    seen = {row.code: row.seen for row in fit if not blocks or home[row.code] in blocks}
    judging.accept(assessment, seen, by=by)


def agree(assessment: Assessment, *, by: User) -> None:
    """Judge every row that is left as the tier below did: many at once, those without fit proof singly."""
    accept(assessment, by=by)
    for code, row in judged(assessment, Stage(assessment.stage)).items():
        if row.own is None:
            judging.decide(assessment, code, Sent(points=row.below), version=0, by=by)


def read_unseen(assessment: Assessment, first: User, *, by: User) -> None:
    """Judge the drawn rows that the first reader has judged; every fourth one more strictly."""
    stage = Stage(assessment.stage)
    rows = judged(assessment, stage, sorted(mandates.sample(assessment, stage)))
    read = [row for row in rows.values() if row.standing and row.own.verifier_id == first.pk]
    for number, row in enumerate(read):
        stricter = number % 4 == 3 and row.points > 0
        points = row.points // 2 if stricter else row.points
        reason = "bukti-kurang" if points != row.below else ""
        judging.decide(assessment, row.code, Sent(points=points, reason=reason), version=0, by=by)


def note(assessment: Assessment, told: Iterable[Told], *, by: User) -> None:
    """Write notes to the district."""
    for one in told:
        noting.write(assessment, one["row"], one["text"], reason=one["reason"], by=by)


def reply(assessment: Assessment, told: Iterable[Told], staff: Staff) -> None:
    """Answer those notes for which there is a reply, with better proof where the agency has some."""
    replies, questions = {one["row"]: one for one in told if "reply" in one}, catalogue.get(EDITION).questions
    for open_one in notes.notes(assessment).filter(state=Note.State.OPEN, code__in=replies):
        given, operator = replies[open_one.code], staff.operators[questions[open_one.code].lead]
        if "proof" in given:
            file_better(assessment, open_one.code, given["proof"], staff)
        noting.reply(assessment, open_one.pk, given["reply"], version=open_one.version, by=operator)


def settle(assessment: Assessment, *, by: User) -> None:
    """Settle every note."""
    for one in notes.notes(assessment).exclude(state=Note.State.SETTLED):
        noting.settle(assessment, one.pk, version=one.version, by=by)


def close(assessment: Assessment, go: Go, *, by: User, award: Award | None = None) -> Result:
    """Sign what the sheet says and send it on; the result that was frozen."""
    return close_stage(assessment, go, by=by, seen=freezing.bound(assessment), award=award)
