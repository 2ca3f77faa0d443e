"""Where everything stands in the workbook, shared by writing and reading: sheets, columns, drop-downs."""

from dataclasses import dataclass

from layak.core import points
from layak.core.answers import Years
from layak.core.instrument import AnswerType, Column, Question, Text

FILL, HELPED, GUIDE = Text("Isi", "Answers"), Text("Bantuan", "Helping"), Text("Petunjuk", "Guide")
TABLE = Text("Tabel", "Table")
MEMORY, LISTS = "_layak", "_pilihan"
"""The hidden sheets' names, the same in both languages."""

FORM = Text("isian", "form")
"""What a workbook is called in the name of its file."""

FORMAT = "layak-isian-1"
HEADING_ROW = 2
"""The row (from 0) of the headings on every sheet that is filled in."""

ESTIMATE = Text("estimasi", "estimate")
KINDS = {
    AnswerType.CHOICE: Text("Pilihan", "Choice"),
    AnswerType.PERCENT: Text("Persentase", "Percentage"),
    AnswerType.COUNT: Text("Jumlah", "Count"),
    AnswerType.MATRIX: TABLE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet to fill in: key, heading, width in characters; `typed` ones are filled in."""

    key: str
    title: Text
    width: int
    typed: bool = False


def places(years: Years) -> tuple[Place, ...]:
    """The columns of the sheet to fill in, from left to right."""
    before, latest = years
    return (
        Place("code", Text("Kode", "Code"), 8),
        Place("block", Text("Blok", "Block"), 16),
        Place("question", Text("Pertanyaan", "Question"), 44),
        Place("kind", Text("Jenis jawaban", "Kind of answer"), 14),
        Place("step", Text("Pilihan jawaban", "Choice of answer"), 34, typed=True),
        Place("part-0", Text(f"Jumlah {before}", f"Number {before}"), 13, typed=True),
        Place("part-1", Text(f"Jumlah {latest}", f"Number {latest}"), 13, typed=True),
        Place("whole-0", Text(f"Dari seluruhnya {before}", f"Out of {before}"), 13, typed=True),
        Place("whole-1", Text(f"Dari seluruhnya {latest}", f"Out of {latest}"), 13, typed=True),
        Place("points", Text("Poin langsung", "Direct points"), 10, typed=True),
        Place("note", Text("Catatan", "Note"), 36, typed=True),
        Place("claimed", Text("Poin saat diunduh", "Points at download"), 14),
        Place("max", Text("Poin paling banyak", "Most points"), 10),
        Place("status", Text("Status", "Status"), 14),
        Place("guide", Text("Panduan", "Guidance"), 60),
        Place("proof", Text("Bukti di Layak", "Proof in Layak"), 34),
    )


def fields(question: Question, years: Years) -> dict[str, str]:
    """Which column of the sheet to fill in holds each field of the question's answer: field to column key."""
    before, latest = years
    match question.answer:
        case AnswerType.CHOICE:
            return {"step": "step"}
        case AnswerType.COUNT:
            return {f"value_{before}": "part-0", f"value_{latest}": "part-1"}
        case AnswerType.PERCENT:
            parts = {f"numerator_{before}": "part-0", f"numerator_{latest}": "part-1"}
            return parts | {f"denominator_{before}": "whole-0", f"denominator_{latest}": "whole-1"}
    return {}


def options(question: Question, language: str) -> list[str]:
    """The rungs of a choice as its drop-down shows them: "2. Peraturan bupati (0,75 poin, estimasi)"."""
    unit = Text("poin", "points").in_language(language)
    mark = f", {ESTIMATE.in_language(language)}" if question.is_estimate else ""
    return [
        f"{at}. {step.label.in_language(language)} ({points.shown(step.points, language)} {unit}{mark})"
        for at, step in enumerate(question.ladder.steps, 1)
    ]


def table_sheet(code: str) -> Text:
    """The name of the sheet on which a matrix question's table is filled in."""
    return Text(f"{TABLE.id} {code}", f"{TABLE.en} {code}")


def heading(column: Column, language: str) -> str:
    """A table column's heading; a star marks what a row needs."""
    return column.title.in_language(language) + (" *" if column.required else "")
