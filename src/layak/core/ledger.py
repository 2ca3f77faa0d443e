"""One line of the ledger: a row's points, traceable to its answer, its ladder step and the rule."""

from enum import StrEnum
from typing import NamedTuple

from layak.core import points
from layak.core.answers import Direct, Given
from layak.core.instrument import Confidence, Question, Text
from layak.core.ladders import step_of
from layak.core.points import Points

FIRM = (Confidence.OFFICIAL, Confidence.TWO_SOURCES)


class Rule(StrEnum):
    """How a row came to its points."""

    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"
    STEP = "step"
    NO_STEP = "no-step"
    DIRECT = "direct"


class Line(NamedTuple):
    """A row of the ledger; `raw` is before the row's maximum cut it. Points in 1/1000."""

    question: Question
    given: Given | None
    rule: Rule
    step: int | None
    raw: Points

    @property
    def code(self) -> str:
        """The row, e.g. 21A.4a."""
        return self.question.code

    @property
    def max(self) -> Points:
        """The row's maximum."""
        return self.question.max

    @property
    def points(self) -> Points:
        """What the row earns: never more than its maximum."""
        return min(self.raw, self.question.max)

    @property
    def capped(self) -> bool:
        """Whether the maximum cut the points."""
        return self.raw > self.question.max

    @property
    def direct(self) -> bool:
        """Whether the points were entered directly instead of earned on a ladder."""
        return self.rule is Rule.DIRECT

    @property
    def estimate(self) -> bool:
        """Whether the points rest on a guess: an unconfirmed ladder, or a cut by an unconfirmed maximum."""
        if self.rule in (Rule.STEP, Rule.NO_STEP):
            return self.question.is_estimate
        return self.capped and self.question.confidence not in FIRM

    @property
    def explanation(self) -> Text:
        """Why the row has these points, as a sentence."""
        return Text(self._why("id"), self._why("en"))

    def _why(self, language: str) -> str:
        words = WHY[language]
        most = points.shown(self.max, language)
        if self.rule in (Rule.UNANSWERED, Rule.INCOMPLETE):
            return words[self.rule].format(most=most)
        reason = words[self.rule].format(label=self._label(language), raw=points.shown(self.raw, language))
        cut = words["cut"] if self.capped else "{reason}: {points} {of} {most}."
        return cut.format(
            reason=reason, points=points.shown(self.points, language), of=words["of"], most=most
        )

    def _label(self, language: str) -> str:
        return "" if self.step is None else self.question.ladder.steps[self.step].label.in_language(language)


WHY = {
    "id": {
        Rule.UNANSWERED: "Belum dijawab: 0 dari {most}.",
        Rule.INCOMPLETE: "Jawaban belum lengkap, jadi belum dihitung: 0 dari {most}.",
        Rule.STEP: "“{label}”",
        Rule.NO_STEP: "Belum mencapai tangga paling bawah",
        Rule.DIRECT: "Diisi langsung {raw}",
        "of": "dari",
        "cut": "{reason}, dipotong ke nilai maksimal {most}.",
    },
    "en": {
        Rule.UNANSWERED: "Not answered yet: 0 of {most}.",
        Rule.INCOMPLETE: "The answer is not complete, so it is not counted yet: 0 of {most}.",
        Rule.STEP: "“{label}”",
        Rule.NO_STEP: "Below the lowest step",
        Rule.DIRECT: "Entered directly {raw}",
        "of": "of",
        "cut": "{reason}, cut to the maximum of {most}.",
    },
}


def rests_on_guess(question: Question, kind: object, earned: Points | None) -> bool:
    """`Line.estimate` of a stored answer, told by its kind and its points (None: not counted) alone.

    What is stored was read before, and points entered directly above the maximum are refused: nothing is cut.
    """
    return earned is not None and kind != "direct" and question.is_estimate


def points_of(question: Question, given: Given | None) -> Line:
    """The ledger line of one row. `given` is None where nobody answered."""
    if given is None:
        return Line(question, None, Rule.UNANSWERED, None, 0)
    if not given.complete:
        return Line(question, given, Rule.INCOMPLETE, None, 0)
    if isinstance(given, Direct):
        return Line(question, given, Rule.DIRECT, None, given.points or 0)
    step = step_of(question, given)
    if step is None:
        return Line(question, given, Rule.NO_STEP, None, 0)
    return Line(question, given, Rule.STEP, step, question.ladder.steps[step].points)
