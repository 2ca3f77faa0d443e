"""What an edition of the instrument is: blocks, indicators, questions, ladders and bands, read-only."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from layak.core.points import Points


class Confidence(StrEnum):
    """How sure we are of a fact of the instrument; anything below `OFFICIAL` is said on the screen."""

    OFFICIAL = "official"
    TWO_SOURCES = "two-sources"
    ONE_DISTRICT = "one-district"
    INFERRED = "inferred"
    PLACEHOLDER = "placeholder"


class AnswerType(StrEnum):
    """The shape of an answer; any of them may instead be points entered directly."""

    CHOICE = "choice"
    PERCENT = "percent"
    COUNT = "count"
    MATRIX = "matrix"


class Level(StrEnum):
    """Whose situation a question asks about."""

    DISTRICT = "district"
    KECAMATAN = "kecamatan"
    DESA = "desa"


class Direction(StrEnum):
    """Whether a higher or a lower value is the better one."""

    HIGHER = "higher"
    LOWER = "lower"


class Basis(StrEnum):
    """What a ladder's thresholds are compared with.

    `OPTION`: the person chooses the step. `VALUE`: the latest year's percentage or count.
    `CHANGE`: latest year minus the year before. `ROWS`: complete rows of a matrix.
    """

    OPTION = "option"
    VALUE = "value"
    CHANGE = "change"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages."""

    id: str
    en: str

    def in_language(self, language: str | None) -> str:
        """The sentence in English for any "en…" code, in Indonesian otherwise."""
        return self.en if (language or "id").startswith("en") else self.id


@dataclass(frozen=True, slots=True)
class AgencyFunction:
    """What an agency does for children, e.g. dinkes: a district maps its own agencies to functions."""

    key: str
    title: Text
    kind: str  # opd, vertical, police, court, prosecutor, business, forum, village ...


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of proof, e.g. sk (decree) or foto."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: its points in 1/1000, its wording, and the threshold that earns it.

    `at` is None for steps a person chooses; otherwise the step is earned from `at` upward
    (direction higher) or down to `at` (direction lower); percentages as 0 to 100. The first step
    of such a ladder holds whatever is left: its `at` is minus (lower: plus) infinity.
    """

    points: Points
    label: Text
    at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a question from least to most points, and how sure we are of them."""

    basis: Basis
    steps: tuple[Step, ...]
    confidence: Confidence
    source: Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of proof a question expects, and the years it must cover.

    `kind` is a key of `instruments/kinds.yaml` (sk, perda, foto, matriks ...). `years` is
    "data" (the years the cycle measures), "in-force" (valid during them, whenever issued) or "any".
    """

    kind: str
    years: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a matrix answer: a stable key, its heading, and whether a row needs it."""

    key: str
    title: Text
    kind: str  # "text", "year", "number" or "option"
    required: bool
    options: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One scoring row, e.g. 21A.4a: what is asked, for how many points, of whom, with what proof."""

    code: str
    key: str  # stable across editions: "<indicator key>/<row>"
    title: Text
    max: Points
    answer: AnswerType
    ladder: Ladder
    evidence: tuple[Evidence, ...]
    lead: str  # an agency function, a key of instruments/functions.yaml
    helpers: tuple[str, ...]
    level: Level
    direction: Direction
    source: Text
    confidence: Confidence
    labels: tuple[Text, ...] = ()  # percent: numerator, denominator; count: what is counted
    columns: tuple[Column, ...] = ()
    help: Text | None = None
    note: Text | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether points from this question's ladder are only an estimate ("estimasi")."""
        return self.ladder.confidence not in (Confidence.OFFICIAL, Confidence.TWO_SOURCES)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One scoring line, e.g. 21A. Mapped between editions by `key`, never by its number."""

    code: str
    key: str
    title: Text
    max: Points
    questions: tuple[Question, ...]
    source: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Block:
    """One of the instrument's blocks (kelembagaan, five clusters, kecamatan and desa)."""

    code: str
    title: Text
    short: Text
    max: Points
    indicators: tuple[Indicator, ...]
    source: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Band:
    """A predikat and its printed band: reached from `lower`, printed up to `upper` (1/1000 point)."""

    key: str
    title: Text
    lower: Points
    upper: Points


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition officials reported for a predikat: shown as a warning, never changes the band."""

    key: str
    predikat: str
    text: Text
    status: str  # "dilaporkan" or "resmi"
    source: Text
    question: str | None = None  # a row whose zero points make the warning concrete


@dataclass(frozen=True)
class Edition:
    """A whole instrument. Never changes once an assessment opens on it; `fingerprint` proves that."""

    key: str
    title: Text
    year: int
    status: str  # "reconstructed", "unofficial" or "official"
    max: Points
    blocks: tuple[Block, ...]
    bands: tuple[Band, ...]
    gates: tuple[Gate, ...]
    notes: tuple[Text, ...]
    source: Text
    confidence: Confidence
    fingerprint: str

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by code, in the instrument's order."""
        return {i.code: i for block in self.blocks for i in block.indicators}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by code, in the instrument's order."""
        return {q.code: q for i in self.indicators.values() for q in i.questions}

    @cached_property
    def indicator_of(self) -> dict[str, Indicator]:
        """The indicator each question code belongs to."""
        return {q.code: i for i in self.indicators.values() for q in i.questions}

    @cached_property
    def block_of(self) -> dict[str, Block]:
        """The block each indicator code belongs to."""
        return {i.code: block for block in self.blocks for i in block.indicators}
