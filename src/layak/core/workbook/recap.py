"""A score as a recap: the CSV or workbook that `layak score` reads back to the same total."""

import csv
import io
from collections.abc import Iterator

from layak.core import points
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.scoring import Score
from layak.core.workbook.layout import ESTIMATE

Record = tuple[str, str, Points | None, Points, str]
"""Code, title, points and maximum in 1/1000 (None: not answered), remark."""

HEADINGS = (
    Text("kode", "code"),
    Text("judul", "title"),
    Text("nilai mandiri", "self score"),
    Text("nilai maksimal", "max points"),
    Text("keterangan", "remark"),
)
TOTAL, SHEET, RECAP = Text("Total", "Total"), Text("Rekap", "Recap"), Text("rekap", "recap")
"""What the last line, the sheet and the file are called."""
WIDTHS = (10, 70, 14, 14, 12)


def as_csv(score: Score, language: str = "id") -> str:
    """The recap as CSV with semicolons and decimal commas, as Excel in Indonesian opens it."""
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    table.writerow(heading.in_language(language) for heading in HEADINGS)
    for code, title, earned, most, remark in _records(score, language):
        table.writerow((code, title, _figure(earned), _figure(most), remark))
    return buffer.getvalue()


def as_workbook(score: Score, language: str = "id") -> bytes:
    """The recap as an XLSX file; codes are text, so that 14.10 stays 14.10."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 0.1 s that no start should wait for

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as file:
        sheet = file.add_worksheet(SHEET.in_language(language))
        bold = file.add_format({"bold": True})
        text, number = file.add_format({"num_format": "@"}), file.add_format({"num_format": "General"})
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading.in_language(language), bold)
        for row, (code, title, earned, most, remark) in enumerate(_records(score, language), 1):
            sheet.write_string(row, 0, code, text)
            sheet.write_string(row, 1, title)
            if earned is not None:
                sheet.write_number(row, 2, earned / points.ONE, number)
            sheet.write_number(row, 3, most / points.ONE, number)
            sheet.write_string(row, 4, remark)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _records(score: Score, language: str) -> Iterator[Record]:
    """Blocks, their indicators and their rows, each under its sum, and the total last."""
    for block in score.edition.blocks:
        whole = score.blocks[block.code]
        title = block.title.in_language(language)
        yield block.code, title, whole.claimed, whole.max, _mark(whole.estimate, language)
        for indicator in block.indicators:
            part = score.indicators[indicator.code]
            title = indicator.title.in_language(language)
            yield indicator.code, title, part.claimed, part.max, _mark(part.estimate, language)
            for question in indicator.questions:
                line = score.ledger[question.code]
                earned = line.points if line.given and line.given.complete else None
                title = question.title.in_language(language)
                yield question.code, title, earned, line.max, _mark(line.estimate, language)
    total = score.total
    yield "Total", TOTAL.in_language(language), total.claimed, total.max, _mark(total.estimate, language)


def _mark(estimate: bool, language: str) -> str:
    return ESTIMATE.in_language(language) if estimate else ""


def _figure(value: Points | None) -> str:
    return "" if value is None else points.text(value).replace(".", ",")
