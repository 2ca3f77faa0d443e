"""The rows of a sheet as one tier judges them: the points below, its own verdict, what changed since."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from layak.assessments.models import Answer, Assessment
from layak.assessments.queries.contents import Content, contents
from layak.assessments.queries.editions import edition_of
from layak.core.canonical import changed, digest
from layak.core.instrument import Question
from layak.core.points import Points
from layak.core.stages import Stage
from layak.prepared import Prepared
from layak.verification.models import Submission, Verdict

ORDER = tuple(Stage)
BELOW = "below"
"""The part of a row, beside those of its content, that is the tier below's points."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row at one tier. `below` is the tier below's points (1/1000), `own` this tier's verdict.

    `content` is what the row says now; `standing` says that this tier has judged just that over just these
    points below, `changes` which parts differ from what was judged.
    """

    question: Question
    below: Points
    own: Verdict | None
    content: Content | None
    standing: bool
    changes: tuple[str, ...]

    @property
    def code(self) -> str:
        """The row's code."""
        return self.question.code

    @property
    def of(self) -> str:
        """The SHA-256 of what the row says now, to which a verdict is bound."""
        return digest(self.content)

    @property
    def seen(self) -> str:
        """What a list shows of the row, in one word: who accepts it accepts this content and these points."""
        return f"{self.of}-{self.below}"

    @property
    def points(self) -> Points:
        """The row's points at this tier: its own, else provisionally the tier below's."""
        return self.own.points if self.own and self.standing else self.below

    @property
    def reopened(self) -> bool:
        """Whether the row was judged and has changed since."""
        return self.own is not None and not self.standing

    @property
    def version(self) -> int:
        """The version a verdict must name; 0 before the first."""
        return self.own.version if self.own else 0

    @property
    def difference(self) -> Points:
        """This tier's points less those below."""
        return self.points - self.below

    def with_own(self, own: Verdict | None) -> "Judged":
        """The row once it was judged as it is now, or its verdict undone."""
        return replace(self, own=own, standing=own is not None, changes=())


def judged(
    assessment: Assessment, stage: Stage, codes: Collection[str] | None = None, *, blind: bool = False
) -> dict[str, Judged]:
    """Rows at one tier by code: all of the edition, or `codes`. Five queries at most.

    `blind` reads the unseen second reader's verdicts instead of those that count.
    """
    questions = edition_of(assessment).questions
    wanted = list(questions if codes is None else codes)
    now, values = contents(assessment, codes), below(assessment, stage, codes)
    given = (_blind if blind else _own)(assessment.pk, str(stage), wanted)
    own = {verdict.code: verdict for verdict in given}
    return {
        code: _judged(questions[code], values.get(code, 0), own.get(code), now.get(code)) for code in wanted
    }


def below(assessment: Assessment, stage: Stage, codes: Collection[str] | None = None) -> dict[str, Points]:
    """Each row's points at the tier below a stage: its last verdict, else what was claimed.

    At most two queries: the district itself gives no verdicts.
    """
    values = claims(assessment, codes)
    lower = [s for s in ORDER[1 : ORDER.index(stage)] if s.scores]
    if not lower:
        return values
    wanted = list(edition_of(assessment).questions if codes is None else codes)
    found = _lower(assessment.pk, list(map(str, lower)), wanted)
    told = sorted(found, key=lambda v: ORDER.index(Stage(v[0])))
    return values | {code: points for _stage, code, points in told}


def claims(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, Points]:
    """What the district claims for each row: as sent, or as it stands while it still answers. One query."""
    claimed = _answered if assessment.stage == Stage.SELF else _sent
    return dict(claimed(assessment.pk, list(edition_of(assessment).questions if codes is None else codes)))


def stands(own: Verdict, lower: Points, now: Content | None) -> bool:
    """Whether a verdict is about the row as it is, content and points below; else the row is open again."""
    return _over(own, lower) and _about(own, now)


def _about(own: Verdict, now: Content | None) -> bool:
    # what reads the same has the same hash; only where it does not, the hash decides
    return own.content == now or own.of == digest(now)


def _over(own: Verdict, lower: Points) -> bool:
    return own.below is None or own.below == lower


def _claimed(source: type[Answer] | type[Submission]) -> Prepared[tuple[str, Points]]:
    return Prepared(
        lambda sheet, codes: (
            source.objects.filter(assessment=sheet, code__among=codes)
            .exclude(points=None)
            .values_list("code", "points")
        )
    )


def _given(*, blind: bool) -> Prepared[Verdict]:
    return Prepared(
        lambda sheet, stage, codes: Verdict.objects.filter(
            assessment=sheet, stage=stage, blind=blind, code__among=codes
        )
    )


_answered, _sent = _claimed(Answer), _claimed(Submission)
_own, _blind = _given(blind=False), _given(blind=True)
_lower = Prepared(
    lambda sheet, stages, codes: Verdict.objects.filter(
        assessment=sheet, stage__among=stages, blind=False, code__among=codes
    ).values_list("stage", "code", "points")
)


def _judged(question: Question, lower: Points, own: Verdict | None, now: Content | None) -> Judged:
    if own is None:
        return Judged(question, lower, None, now, False, ())
    same, over = _about(own, now), _over(own, lower)
    parts = () if same else changed(own.content or {}, now or {})
    return Judged(question, lower, own, now, same and over, parts if over else (*parts, BELOW))
