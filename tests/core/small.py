"""Editions small enough to read at a glance, for tests of the core."""

from dataclasses import replace
from decimal import Decimal

from layak.core.instrument import (
    AnswerType,
    Band,
    Basis,
    Block,
    Column,
    Confidence,
    Direction,
    Edition,
    Evidence,
    Gate,
    Indicator,
    Ladder,
    Level,
    Question,
    Step,
    Text,
)

YEARS = (2024, 2025)
BASES = {
    AnswerType.CHOICE: Basis.OPTION,
    AnswerType.PERCENT: Basis.VALUE,
    AnswerType.COUNT: Basis.VALUE,
    AnswerType.MATRIX: Basis.ROWS,
}
COLUMNS = (
    Column("mitra", Text("Mitra", "Partner"), "text", required=True),
    Column("tahun", Text("Tahun", "Year"), "year", required=True),
    Column("jumlah", Text("Jumlah", "Number"), "number", required=False),
    Column(
        "jenis",
        Text("Jenis", "Kind"),
        "option",
        required=False,
        options=(Text("Media", "Media"), Text("Usaha", "Business")),
    ),
)


def text(word: str) -> Text:
    return Text(word, f"{word} (en)")


def question(
    code: str = "1.1",
    most: int = 4000,
    answer: AnswerType = AnswerType.CHOICE,
    *,
    steps: tuple[tuple[int, int | str | None], ...] | None = None,
    basis: Basis | None = None,
    direction: Direction = Direction.HIGHER,
    ladder: Confidence = Confidence.PLACEHOLDER,
    confidence: Confidence = Confidence.OFFICIAL,
    evidence: tuple[Evidence, ...] = (),
) -> Question:
    """A question whose ladder has these (points, threshold) steps; 0, half and all by default."""
    chosen = steps or ((0, None), (most // 2, None), (most, None))
    rungs = tuple(
        Step(earned, text(f"langkah {at}"), None if limit is None else Decimal(limit))
        for at, (earned, limit) in enumerate(chosen)
    )
    return Question(
        code=code,
        key=f"k/{code}",
        title=text(code),
        max=most,
        answer=answer,
        ladder=Ladder(basis or BASES[answer], rungs, ladder, "uji"),
        evidence=evidence,
        lead="dinkes",
        helpers=(),
        level=Level.DISTRICT,
        direction=direction,
        source=Text("uji", "test"),
        confidence=confidence,
        labels=(
            Text("Puskesmas ramah anak", "Child-friendly puskesmas"),
            Text("Jumlah fasilitas", "Facilities"),
        ),
        columns=COLUMNS if answer is AnswerType.MATRIX else (),
    )


def edition(
    indicators: dict[str, tuple[Question, ...]] | None = None,
    *,
    caps: dict[str, int] | None = None,
    status: str = "official",
    gates: tuple[Gate, ...] = (),
) -> Edition:
    """An official edition of two blocks: indicators 1 and 2 in A, 3 in B; bands at 5, 9 and 13 points."""
    parts = indicators or {
        "1": (question("1.1"), question("1.2a")),
        "2": (question("2.1"),),
        "3": (question("3.1", 6000),),
    }
    made = {
        code: Indicator(
            code=code,
            key=f"k{code}",
            title=text(f"indikator {code}"),
            max=(caps or {}).get(code, sum(q.max for q in questions)),
            questions=questions,
            source=Text("uji", "test"),
            confidence=Confidence.OFFICIAL,
        )
        for code, questions in parts.items()
    }
    blocks = (
        _block("A", [made[c] for c in made if c != "3"]),
        _block("B", [made[c] for c in made if c == "3"]),
    )
    return Edition(
        key="uji",
        title=text("uji"),
        year=2024,
        status=status,
        max=sum(block.max for block in blocks),
        blocks=blocks,
        bands=(
            Band("satu", text("Satu"), 5000, 8000),
            Band("dua", text("Dua"), 9000, 12000),
            Band("tiga", text("Tiga"), 13000, 18000),
        ),
        gates=gates,
        notes=(),
        source=Text("uji", "test"),
        confidence=Confidence.OFFICIAL,
        fingerprint="uji",
    )


def _block(code: str, indicators: list[Indicator]) -> Block:
    return Block(
        code=code,
        title=text(f"blok {code}"),
        short=text(code),
        max=sum(i.max for i in indicators),
        indicators=tuple(indicators),
        source=Text("uji", "test"),
        confidence=Confidence.OFFICIAL,
    )


def certain(asked: Question) -> Question:
    """The same question with an official ladder."""
    return replace(asked, ladder=replace(asked.ladder, confidence=Confidence.OFFICIAL))
