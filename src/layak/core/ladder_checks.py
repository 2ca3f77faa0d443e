"""Whether ladders can be climbed: rising to the maximum, ordered for their direction, fit for their rows."""

from collections.abc import Iterator
from itertools import pairwise

from layak.core.findings import Place
from layak.core.instrument import AnswerType, Basis, Direction, Text
from layak.core.ladder_plans import LadderPlan, PlannedStep
from layak.core.loading import Draft

FITS = {
    AnswerType.CHOICE: (Basis.OPTION,),
    AnswerType.PERCENT: (Basis.VALUE, Basis.CHANGE),
    AnswerType.COUNT: (Basis.VALUE, Basis.CHANGE),
    AnswerType.MATRIX: (Basis.ROWS,),
}
Fault = tuple[Place, Text, Text, str]


def check(written: Draft) -> None:
    """Add to the report every ladder that cannot be climbed, and every row whose ladder does not fit."""
    for plan in written.plans.values():
        for place, what, expected, example in (*_shares(plan), *_thresholds(plan)):
            written.report.error(place, plan.name, what, expected, example)
    uses = dict(written.uses)
    for question in written.edition.questions.values():
        if question.code in uses:
            plan = written.plans[uses[question.code]]
            for what, expected, example in _fit(plan, question.answer, question.direction):
                written.report.error(written.place(question), question.code, what, expected, example)


def _shares(plan: LadderPlan) -> Iterator[Fault]:
    if len(plan.steps) < 2:
        yield plan.place, _TOO_SHORT, _WANT_TWO, "steps: [{share: 0, …}, {share: 1, …}]"
        return
    for step in plan.steps:
        if step.share > 1:
            yield step.place, _ABOVE, _WANT_SHARE, "share: 1"
    for before, after in pairwise(plan.steps):
        if after.share <= before.share:
            yield after.place, _NOT_RISING, _WANT_RISING, f"share: {before.share} → {after.share}"
    if plan.steps[-1].share < 1:
        yield plan.steps[-1].place, _NOT_REACHING, _WANT_FULL, "share: 1"


def _thresholds(plan: LadderPlan) -> Iterator[Fault]:
    first, *rest = plan.steps or (None,)
    if plan.basis is Basis.OPTION:
        yield from (
            (s.place, _AT_ON_OPTION, _WANT_NO_AT, "basis: value") for s in plan.steps if s.at is not None
        )
        return
    if first is not None and first.at is not None:
        yield first.place, _AT_ON_FIRST, _WANT_FIRST_OPEN, "{share: 0, id: …, en: …}"
    yield from ((s.place, _NO_AT, _WANT_AT, "at: 20") for s in rest if s.at is None)
    yield from _order(plan, rest)


def _order(plan: LadderPlan, steps: list[PlannedStep]) -> Iterator[Fault]:
    """Thresholds rise for direction higher and fall for direction lower, never standing still."""
    values = [(step, step.at) for step in steps if step.at is not None]
    signs = [(after, (a > b) - (a < b)) for (_, b), (after, a) in pairwise(values)]
    good = 1 if plan.direction is Direction.HIGHER else -1
    example = "at: 20, at: 40" if good == 1 else "at: 40, at: 20"
    if signs and all(sign == -good for _, sign in signs):
        yield plan.place, _INVERTED, _want_order(plan.direction), example
        return
    yield from (
        (s.place, _OUT_OF_ORDER, _want_order(plan.direction), example) for s, sign in signs if sign != good
    )


def _fit(plan: LadderPlan, answer: AnswerType, direction: Direction) -> Iterator[tuple[Text, Text, str]]:
    if plan.basis not in FITS[answer]:
        bases = ", ".join(FITS[answer])
        what = Text(
            f'Tangga "{plan.name}" ({plan.basis}) tidak cocok untuk jawaban {answer}.',
            f'The ladder "{plan.name}" ({plan.basis}) does not fit an answer of type {answer}.',
        )
        yield (
            what,
            Text(f"Pakai tangga dengan basis {bases}.", f"Use a ladder of basis {bases}."),
            f"answer: {answer}",
        )
    if plan.direction is not direction:
        what = Text(
            f'Tangga "{plan.name}" berarah {plan.direction}, baris ini {direction}.',
            f'The ladder "{plan.name}" has direction {plan.direction}, this row {direction}.',
        )
        want = Text("Samakan arahnya, atau pilih tangga lain.", "Make them agree, or choose another ladder.")
        yield what, want, f"direction: {plan.direction}"


def _want_order(direction: Direction) -> Text:
    if direction is Direction.HIGHER:
        return Text(
            "Ambang harus makin besar, langkah demi langkah.", "Thresholds must rise from step to step."
        )
    return Text("Ambang harus makin kecil, langkah demi langkah.", "Thresholds must fall from step to step.")


_TOO_SHORT = Text("Tangga ini kurang dari dua langkah.", "This ladder has fewer than two steps.")
_WANT_TWO = Text("Tulis langkah terendah dan tertinggi.", "Write the lowest and the highest step.")
_ABOVE = Text("Langkah ini melebihi nilai maksimal.", "This step is above the maximum.")
_WANT_SHARE = Text("Bagian paling besar adalah 1.", "A share is at most 1.")
_NOT_RISING = Text("Poin langkah ini tidak naik.", "The points of this step do not rise.")
_WANT_RISING = Text(
    "Urutkan langkah dari poin terendah ke tertinggi.", "Order the steps from fewest to most points."
)
_NOT_REACHING = Text("Tangga ini tidak mencapai nilai maksimal.", "This ladder does not reach the maximum.")
_WANT_FULL = Text("Langkah terakhir harus bernilai penuh.", "The last step must earn all points.")
_AT_ON_OPTION = Text("Langkah pilihan punya ambang.", "A step that people choose has a threshold.")
_WANT_NO_AT = Text('Hapus "at", atau ganti basis.', 'Remove "at", or change the basis.')
_AT_ON_FIRST = Text(
    "Langkah pertama punya ambang, sehingga nilai di luarnya tidak dapat poin apa pun.",
    "The first step has a threshold, so values beyond it belong to no step.",
)
_WANT_FIRST_OPEN = Text('Hapus "at" dari langkah pertama.', 'Remove "at" from the first step.')
_NO_AT = Text("Langkah ini belum punya ambang.", "This step has no threshold.")
_WANT_AT = Text('Tulis ambangnya pada "at".', 'Write its threshold at "at".')
_INVERTED = Text("Tangga ini terbalik untuk arahnya.", "This ladder is inverted for its direction.")
_OUT_OF_ORDER = Text("Ambang langkah ini tidak urut.", "The threshold of this step is out of order.")
