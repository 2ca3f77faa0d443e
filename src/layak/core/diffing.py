"""What changed between two editions, and which answers may be carried from one to the other.

Rows are recognised by key, never by number: a row keeps its answers when its indicator is renumbered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from layak.core import points
from layak.core.instrument import Block, Edition, Indicator, Question, Text


@dataclass(frozen=True, slots=True)
class Pair:
    """The same row in both editions."""

    old: Question
    new: Question


@dataclass(frozen=True, slots=True)
class Weight:
    """The maximum of a block, an indicator or the whole that changed, in 1/1000 point."""

    code: str
    title: Text
    old: points.Points
    new: points.Points


@dataclass(frozen=True, slots=True)
class Renamed:
    """A block or an indicator that is called otherwise."""

    code: str
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that changed, each list in the order of the newer edition (removed: of the older)."""

    old_key: str
    new_key: str
    weights: tuple[Weight, ...]
    renamed: tuple[Renamed, ...]
    added: tuple[Question, ...]
    removed: tuple[Question, ...]
    moved: tuple[Pair, ...]
    reworded: tuple[Pair, ...]
    points: tuple[Pair, ...]
    ladders: tuple[Pair, ...]
    answers: tuple[Pair, ...]
    carried: dict[str, str]
    recheck: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether the two editions ask the same for the same points."""
        return not any((self.weights, self.renamed, self.added, self.removed, self.moved, *self._changed))

    @property
    def _changed(self) -> tuple[tuple[Pair, ...], ...]:
        return self.reworded, self.points, self.ladders, self.answers


def diff(a: Edition, b: Edition) -> Diff:
    """Compare an older edition with a newer one."""
    old, new = _by_key(a), _by_key(b)
    pairs = [Pair(old[key], question) for key, question in new.items() if key in old]

    def where(changed: Callable[[Pair], bool]) -> tuple[Pair, ...]:
        return tuple(pair for pair in pairs if changed(pair))

    return Diff(
        old_key=a.key,
        new_key=b.key,
        weights=tuple(_weights(a, b)),
        renamed=tuple(_renamed(a, b)),
        added=tuple(q for key, q in new.items() if key not in old),
        removed=tuple(q for key, q in old.items() if key not in new),
        moved=where(lambda p: p.old.code != p.new.code),
        reworded=where(_reworded),
        points=where(lambda p: p.old.max != p.new.max),
        ladders=where(_ladder_changed),
        answers=where(_asks_otherwise),
        carried=carry_over(a, b),
        recheck=recheck(a, b),
    )


def carry_over(a: Edition, b: Edition) -> dict[str, str]:
    """Codes in the older edition whose answers hold in the newer one, with their codes there.

    A row carries when its key is the same and its answer has the same shape.
    """
    return {p.old.code: p.new.code for p in _pairs(a, b) if not _asks_otherwise(p)}


def recheck(a: Edition, b: Edition) -> frozenset[str]:
    """Older codes that carry over but ask for a second look: reworded, other points or another ladder."""
    return frozenset(p.old.code for p in _pairs(a, b) if not _asks_otherwise(p) and _needs_a_look(p))


def render_diff(difference: Diff, language: str = "id") -> str:
    """Write a difference as the lines that a terminal shows."""

    def say(text: Text) -> str:
        return text.in_language(language)

    lines = [f"{difference.old_key} → {difference.new_key}"]
    if difference.is_empty:
        lines.append(say(Text("Tidak ada yang berubah.", "Nothing changed.")))
    for heading, entries in _chapters(difference, say):
        if entries:
            lines += ["", f"{say(heading)} ({len(entries)})", *(f"  {entry}" for entry in entries)]
    return "\n".join([*lines, "", say(_carried(difference))])


def _chapters(d: Diff, say: Callable[[Text], str]) -> list[tuple[Text, list[str]]]:
    def points_of(old: points.Points, new: points.Points) -> str:
        return f"{points.text(old)} → {points.text(new)}"

    def codes(pair: Pair) -> str:
        same = pair.old.code == pair.new.code
        return pair.new.code if same else f"{pair.old.code} → {pair.new.code}"

    return [
        (
            Text("Bobot", "Weights"),
            [f"{w.code} {say(w.title)}: {points_of(w.old, w.new)}" for w in d.weights],
        ),
        (
            Text("Nama blok atau indikator berubah", "Renamed blocks and indicators"),
            [f"{r.code} {say(r.old)} → {say(r.new)}" for r in d.renamed],
        ),
        (Text("Baru", "Added"), [f"{q.code} {say(q.title)} [{points.text(q.max)}]" for q in d.added]),
        (Text("Dihapus", "Removed"), [f"{q.code} {say(q.title)} [{points.text(q.max)}]" for q in d.removed]),
        (Text("Pindah nomor", "Renumbered"), [f"{codes(p)} {say(p.new.title)}" for p in d.moved]),
        (
            Text("Rumusan berubah", "Reworded"),
            [f"{codes(p)} {say(p.old.title)} → {say(p.new.title)}" for p in d.reworded],
        ),
        (
            Text("Nilai maksimal berubah", "Points changed"),
            [f"{codes(p)} {points_of(p.old.max, p.new.max)}" for p in d.points],
        ),
        (Text("Tangga berubah", "Ladder changed"), [f"{codes(p)} {say(p.new.title)}" for p in d.ladders]),
        (
            Text("Bentuk jawaban berubah", "Answer changed"),
            [f"{codes(p)} {p.old.answer} → {p.new.answer}" for p in d.answers],
        ),
    ]


def _carried(d: Diff) -> Text:
    every, look = len(d.carried), len(d.recheck)
    return Text(
        f"{every} jawaban terbawa, {look} di antaranya perlu dilihat lagi.",
        f"{every} answers carry over, {look} of them need a second look.",
    )


def _by_key(edition: Edition) -> dict[str, Question]:
    return {question.key: question for question in edition.questions.values()}


def _pairs(a: Edition, b: Edition) -> list[Pair]:
    new = _by_key(b)
    return [Pair(old, new[key]) for key, old in _by_key(a).items() if key in new]


def _parts(a: Edition, b: Edition) -> list[tuple[Block | Indicator, Block | Indicator]]:
    """The blocks, by code, and the indicators, by key, that are in both."""
    blocks = {block.code: block for block in a.blocks}
    indicators = {indicator.key: indicator for indicator in a.indicators.values()}
    found: list[tuple[Block | Indicator, Block | Indicator]] = []
    found += [(blocks[new.code], new) for new in b.blocks if new.code in blocks]
    found += [(indicators[new.key], new) for new in b.indicators.values() if new.key in indicators]
    return found


def _renamed(a: Edition, b: Edition) -> list[Renamed]:
    return [Renamed(new.code, old.title, new.title) for old, new in _parts(a, b) if old.title != new.title]


def _weights(a: Edition, b: Edition) -> list[Weight]:
    found = [Weight(new.code, new.title, old.max, new.max) for old, new in _parts(a, b)]
    if a.max != b.max:
        found.insert(0, Weight(b.key, b.title, a.max, b.max))
    return [weight for weight in found if weight.old != weight.new]


def _reworded(pair: Pair) -> bool:
    old, new = pair.old, pair.new
    return (old.title, old.labels) != (new.title, new.labels)


def _ladder_changed(pair: Pair) -> bool:
    return _climb(pair.old) != _climb(pair.new)


def _asks_otherwise(pair: Pair) -> bool:
    """Whether the answer has another shape: another type, or a matrix with other columns."""
    old, new = pair.old, pair.new
    return old.answer is not new.answer or [(c.key, c.kind) for c in old.columns] != [
        (c.key, c.kind) for c in new.columns
    ]


def _needs_a_look(pair: Pair) -> bool:
    return _reworded(pair) or _ladder_changed(pair) or pair.old.max != pair.new.max


def _climb(question: Question) -> object:
    """A ladder without the maximum it is scaled to, so that other points alone do not change it."""
    ladder, whole = question.ladder, question.max or 1
    steps = [(Fraction(step.points, whole), step.label, step.at) for step in ladder.steps]
    return ladder.basis, question.direction, steps
