"""Results to freeze: a small district on a small edition, and scores spread over the whole instrument."""

import copy
from datetime import UTC, datetime

from layak.core import points
from layak.core.canonical import content_of_answer, digest
from layak.core.frozen import Head, Row, Verdict
from layak.core.frozen.checking import check
from layak.core.merkle import Tip
from layak.core.stages import Stage

AT = datetime(2025, 5, 16, 9, 30, tzinfo=UTC)
TIP = Tip("62.02", 1234, "c" * 64)


def head(stage=Stage.PROVINCE, tiers=(Stage.SELF, Stage.PROVINCE), **more):
    given = {
        "district": "62.02",
        "district_name": "Kabupaten Uji",
        "year": 2025,
        "data_years": (2024, 2025),
        "stage": stage,
        "tiers": tiers,
        "trail": TIP,
        "closed_by": "Rina",
        "closed_at": AT,
        "estimate": True,
        "salt": "5" * 64,
        "synthetic": True,
    }
    return Head(**given | more)


def answer(earned=4_000, step=2, note=""):
    return content_of_answer({"kind": "choice", "step": step}, note, earned, [("a" * 64, "3-5")])


def verdict(given, of=None, **more):
    return Verdict(given, digest(of), "Budi", AT, **more)


def rows():
    """EM claims 4 + 2 + 6 of 18 points; the province takes 1.34 from the first and leaves the last open."""
    first, second = answer(4_000), answer(2_000, step=1)
    last = answer(6_000)
    return {
        "1.1": Row(first, 4_000, {Stage.PROVINCE: verdict(2_660, first, reason="tidak-ditandatangani")}),
        "1.2a": Row(second, 2_000, {Stage.PROVINCE: verdict(2_000, second)}),
        "2.1": Row(None, None, {Stage.PROVINCE: verdict(0)}),
        "3.1": Row(last, 6_000),
    }


def spread(edition, *totals):
    """Rows whose EM and VA points add up to these totals (1/1000): filled from the first row on."""
    em, va = (dict(_filled(edition, total)) for total in totals)
    return {code: _row(em[code], va[code]) for code in edition.questions}


def _row(em, va):
    given = content_of_answer({"kind": "direct", "points": points.text(em)}, "", em, [("b" * 64, "1")])
    return Row(given, em, {Stage.PROVINCE: verdict(va, given)})


def _filled(edition, total):
    for code, question in edition.questions.items():
        earned = min(total, question.max)
        total -= earned
        yield code, earned


def changed(document, *path_and_value):
    """A copy of the document in which one place holds another value."""
    *path, last, value = path_and_value
    place = document = copy.deepcopy(document)
    for step in path:
        place = place[step]
    place[last] = value
    return document


def codes(document, edition=None):
    """What does not hold in a document, as codes and places."""
    return [(finding.code, finding.where) for finding in check(document, edition)]
