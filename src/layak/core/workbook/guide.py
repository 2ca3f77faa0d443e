"""What the workbook tells the person who fills it in: the sheet of guidance, and that of each row."""

from collections.abc import Iterator

from layak.core import catalogue, points
from layak.core.instrument import AnswerType, Question, Text
from layak.core.workbook.contents import Line
from layak.core.workbook.layout import ESTIMATE, TABLE

YELLOW = Text(
    "Isi sel kuning saja. Sel lain terkunci supaya kode dan pertanyaan tetap cocok.",
    "Fill in the yellow cells only. The others are locked so that codes and questions keep matching.",
)
CELLS = (
    YELLOW,
    Text(
        "Pilihan: klik selnya, lalu pilih dari daftar. Poinnya tertulis di belakang setiap pilihan.",
        "Choice: click the cell and choose from the list. Each option shows its points.",
    ),
    Text(
        "Persentase: isi jumlah dan jumlah seluruhnya untuk kedua tahun. Persennya dihitung Layak.",
        "Percentage: fill in the number and what it is out of for both years. Layak computes the percentage.",
    ),
    Text(
        "Jumlah: isi angka untuk kedua tahun. Tulis 0 bila memang tidak ada.",
        "Count: fill in a number for both years. Write 0 if there is none.",
    ),
)
FILE = (
    Text(
        "Poin langsung: hanya bila poinnya sudah dihitung formulir nasional. Kosongkan jawaban lainnya di "
        "baris itu.",
        "Direct points: only where the national form has computed the points. Leave the row's other answer "
        "cells blank.",
    ),
    Text(
        "Baris yang tidak Anda ubah tidak berubah di Layak. Sel yang Anda kosongkan menjadi kosong di Layak.",
        "Rows that you do not change stay as they are in Layak. Cells that you clear become blank in Layak.",
    ),
    Text(
        "Baris boleh diurutkan ulang, dan kolom tambahan boleh ada. Jangan ubah kode dan judul kolomnya.",
        "Rows may be reordered and columns may be added. Do not change the codes or the headings.",
    ),
    Text(
        "Unggah berkas ini di halaman Excel. Layak menunjukkan setiap perubahan sebelum menyimpannya.",
        "Upload this file on the Excel page. Layak shows every change before saving it.",
    ),
    Text(
        "Bukti diunggah di Layak, bukan di berkas ini.",
        "Proof is uploaded in Layak, not in this file.",
    ),
    Text(
        "Poin bertanda “estimasi” memakai tangga nilai yang belum resmi.",
        "Points marked “estimate” rest on a ladder that is not official yet.",
    ),
)
PART, WHOLE = Text("Jumlah", "Number"), Text("Dari seluruhnya", "Out of")


def sentences(language: str) -> tuple[Text, ...]:
    """What the sheet of guidance says in both languages, naming sheets as a workbook in `language` does."""
    name = f"{TABLE.in_language(language)} …"
    tables = Text(
        f"Tabel: isi di lembar “{name}” milik pertanyaannya. Kolom bertanda * harus diisi.",
        f"Table: fill in the sheet “{name}” of that question. Columns with a * are required.",
    )
    return (*CELLS, tables, *FILE)


def of_line(line: Line, language: str) -> str:
    """The guidance of a row, one fact a line: why it was returned, what is counted, ladder, proof, help."""
    question = line.question
    facts = [
        f"{Text('Dikembalikan', 'Returned').in_language(language)}: {line.remark}" if line.remark else "",
        *_labels(question, language),
        _ladder(question, language),
        _proof(question, language),
        *(text.in_language(language) for text in (question.help, question.note) if text),
    ]
    return "\n".join(filter(None, facts))


def label(question: Question, column: str, language: str) -> str:
    """What a number column means for this question, as the cell's own hint; "" for other columns."""
    at = {"part": 0, "whole": 1}.get(column.partition("-")[0])
    if at is None or at >= len(question.labels):
        return ""
    return question.labels[at].in_language(language)


def _labels(question: Question, language: str) -> Iterator[str]:
    for name, text in zip((PART, WHOLE), question.labels, strict=False):
        yield f"{name.in_language(language)}: {text.in_language(language)}"


def _ladder(question: Question, language: str) -> str:
    """The rungs that numbers and tables climb; those of a choice are in its drop-down."""
    if question.answer is AnswerType.CHOICE:
        return ""
    mark = f" ({ESTIMATE.in_language(language)})" if question.is_estimate else ""
    rungs = "; ".join(
        f"{step.label.in_language(language)} = {points.shown(step.points, language)}"
        for step in question.ladder.steps
    )
    return f"{Text('Tangga nilai', 'Ladder').in_language(language)}{mark}: {rungs}"


def _proof(question: Question, language: str) -> str:
    if not question.evidence:
        return ""
    kinds = catalogue.kinds()
    names = dict.fromkeys(kinds[wanted.kind].title.in_language(language) for wanted in question.evidence)
    return f"{Text('Bukti yang diharapkan', 'Proof expected').in_language(language)}: {', '.join(names)}"
