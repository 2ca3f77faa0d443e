"""The demo's answers: the published points of every row, and how far each has come this year.

Points are entered directly, as the national form printed them: no ladder bends them. Rows for which the
recap gives no points are this year's unanswered ones, so the claim stays 768.81.
"""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random

from layak.assessments.actions import moves, remarks
from layak.assessments.actions.answering import Entry, enter
from layak.assessments.models import Assessment
from layak.core import catalogue, recap
from layak.core.points import Points, text
from layak.demo.calendar import EDITION
from layak.demo.offices import Staff

RECAP = Path(__file__).with_name("ogan-ilir-2024.csv")

DRAFT = ("16.*", "21C.*", "5.4", "5.8", "12.7", "13.6", "14.9", "25.7*", "26.8*", "20.2", "20.8")
SUBMITTED = ("12.[1-6]", "13.[1-5]", "18.*", "24A.*", "3.1d", "7.*")
RETURNED = {
    "14.7": "Sertifikat konselor menyusui baru 18 dari 41 puskesmas. Lengkapi, atau sesuaikan jumlahnya.",
    "17.3b": "Foto tidak menunjukkan tanggal dan tempat. Ganti dengan foto yang ada keterangannya.",
    "19.2a": "Daftar TK dan RA tidak sama dengan data Kemenag. Samakan dulu, lalu kirim lagi.",
}
SHARES = (100, 100, 90, 75, 60)
"""How many hundredths of a row's maximum a neighbour claims."""
REMARKS = {
    "14.7": "Data tiga puskesmas menyusul hari Kamis.",
    "13.1": "Angka balita dari ePPGBM per Desember.",
    "18.2": "SLB negeri ikut dihitung, seperti tahun lalu.",
}


def published() -> dict[str, Points]:
    """Points of each row in the public recap, each up to the row's maximum (19.4 is printed above it)."""
    edition = catalogue.get(EDITION)
    rows = {entry.code: entry.points or 0 for entry in recap.read(RECAP, edition).entries}
    return {code: min(rows[code], question.max) for code, question in edition.questions.items()}


def record_past(assessment: Assessment, staff: Staff) -> None:
    """Enter every row of 2024 and settle it."""
    settle(assessment, published(), staff)


def settle(assessment: Assessment, rows: Mapping[str, Points], staff: Staff) -> None:
    """Enter these points, send them and have them approved, agency by agency."""
    _enter(assessment, rows, staff)
    for function, codes in _by_lead(rows).items():
        moves.submit(assessment, dict.fromkeys(codes, 1), by=staff.operators[function])
        moves.approve(assessment, dict.fromkeys(codes, 2), by=staff.heads[function])


def invented(district: str, rows: int) -> dict[str, Points]:
    """Points that a neighbour claims for the weightiest rows: made up, but the same at every loading."""
    weighty = sorted(catalogue.get(EDITION).questions.values(), key=lambda question: -question.max)[:rows]
    chance = Random(district)  # noqa: S311 - a lot, no secret
    return {question.code: question.max * chance.choice(SHARES) // 100 for question in weighty}


def claim(assessment: Assessment, staff: Staff) -> None:
    """Enter this year's claim; a row of no points stays unanswered."""
    _enter(assessment, _claimed(), staff)


def decide(assessment: Assessment, staff: Staff) -> None:
    """Send, approve and return what this year has come to, and talk about some of it."""
    sent = [code for code in _claimed() if not _among(code, DRAFT)]
    for function, codes in _by_lead(sent).items():
        settled = [code for code in codes if not _among(code, (*SUBMITTED, *RETURNED))]
        moves.submit(assessment, dict.fromkeys(codes, 1), by=staff.operators[function])
        moves.approve(assessment, dict.fromkeys(settled, 2), by=staff.heads[function])
    leads = catalogue.get(EDITION).questions
    for code, note in RETURNED.items():
        moves.send_back(assessment, {code: 2}, note=note, by=staff.heads[leads[code].lead])
    for code, words in REMARKS.items():
        remarks.add(assessment, code, words, by=staff.operators[leads[code].lead])


def _claimed() -> dict[str, Points]:
    return {code: points for code, points in published().items() if points}


def _enter(assessment: Assessment, rows: Mapping[str, Points], staff: Staff) -> None:
    for function, codes in _by_lead(rows).items():
        given = [Entry(code, {"kind": "direct", "points": text(rows[code])}, "", 0) for code in codes]
        enter(assessment, given, by=staff.operators[function])


def _by_lead(codes: Iterable[str]) -> dict[str, list[str]]:
    """Row codes under the function that leads them."""
    questions = catalogue.get(EDITION).questions
    grouped: dict[str, list[str]] = {}
    for code in codes:
        grouped.setdefault(questions[code].lead, []).append(code)
    return grouped


def _among(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)
