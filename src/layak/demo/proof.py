"""The demo's proof: documents of `proof.yaml`, drawn here and filed, described and cited like anyone's."""

from collections.abc import Collection
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

from layak.assessments.actions import citing
from layak.assessments.models import Assessment
from layak.assessments.queries.rows import rows
from layak.core import catalogue
from layak.demo.calendar import EDITION
from layak.demo.offices import Staff
from layak.demo.paper import drawn
from layak.evidence.actions.documents import Description, describe
from layak.evidence.actions.uploads import add_file
from layak.evidence.models import Document
from layak.people.models import User

COLLECTED = ("matriks", "sk", "dpa", "laporan", "data-terpilah", "inovasi", "sertifikat", "foto", "sop")
COLLECTED += ("profil", "mou", "perda", "rad", "narasi", "perdes", "apbdes")
"""Kinds of document that together prove every row, the most asked for first."""
LIST = Path(__file__).with_name("proof.yaml")


def file_proof(assessment: Assessment, staff: Staff) -> None:
    """File every document and cite it for the rows of its agency that it speaks of."""
    before, latest = assessment.cycle.years
    text = Template(LIST.read_text()).substitute(latest=latest, before=before, old=before - 1)
    for entry in yaml.safe_load(text):
        operator = staff.operators[entry["agency"]]
        document = _file(entry, assessment.district_id, staff.agencies[entry["agency"]], operator)
        citing.attach_all(assessment, rows_of(entry), document.pk, pages="1", by=operator)


def file_collections(assessment: Assessment, staff: Staff, *, without: Collection[str] = ()) -> None:
    """A collection for each kind of document, cited by the answered rows that expect it and have none yet."""
    before, latest = assessment.cycle.years
    left = {
        row.code: row.question
        for row in rows(assessment, catalogue.get(EDITION).questions).values()
        if row.answer
    }
    secretariat, agency = staff.secretariat, staff.agencies["dp3a"]
    for kind in (one for one in COLLECTED if one not in without):
        codes = [code for code, question in left.items() if kind in {one.kind for one in question.evidence}]
        title = f"Himpunan {catalogue.kinds()[kind].title.id} KLA {latest}"
        entry = {"title": title, "kind": kind, "pages": 1, "photo": kind == "foto"}
        entry["period"] = (date(before, 1, 1), date(latest, 12, 31))
        document = _file(entry, assessment.district_id, agency, secretariat)
        citing.attach_all(assessment, codes, document.pk, pages="1", by=secretariat)
        left = {code: question for code, question in left.items() if code not in codes}


def file_better(assessment: Assessment, code: str, title: str, staff: Staff) -> None:
    """A document for one row, filed and cited by the operator of the agency that leads it."""
    question, latest = catalogue.get(EDITION).questions[code], assessment.cycle.year_latest
    entry = {"title": title, "kind": question.evidence[0].kind, "pages": 2, "date": date(latest, 11, 3)}
    operator = staff.operators[question.lead]
    document = _file(entry, assessment.district_id, staff.agencies[question.lead], operator)
    citing.attach(assessment, code, document.pk, pages="1", by=operator)


@cache
def _led() -> dict[str, str]:
    return {code: question.lead for code, question in catalogue.get(EDITION).questions.items()}


def rows_of(entry: dict[str, Any]) -> list[str]:
    """The rows an entry of the list proves: those its patterns name and its agency leads."""
    patterns = [str(pattern) for pattern in entry["rows"]]
    led = [code for code, lead in _led().items() if lead == entry["agency"]]
    return [code for code in led if any(fnmatchcase(code, pattern) for pattern in patterns)]


def _file(entry: dict[str, Any], district: str, agency: int, by: User) -> Document:
    name, content = drawn(entry)
    document = add_file(name, [content], len(content), by=by, district=district, agency=agency)
    first, last = entry.get("period", (None, None))
    said = Description(
        title=entry["title"],
        kind=entry["kind"],
        number=entry.get("number", ""),
        date=entry.get("date"),
        period_from=first,
        period_to=last,
        personal_data=entry.get("personal", False),
        masked=entry.get("masked", False),
    )
    return describe(document, said, version=document.version, by=by)
