"""Verifying a frozen result from the document alone: every sum counted again, every binding looked at.

It says whether the document holds together and is the one that goes by its name; who vouches for it is
for the signature and the published root to say.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from layak.core.answers import Unfit, read
from layak.core.canonical import NotCanonical, normal, seal, written
from layak.core.frozen import findings as say
from layak.core.frozen.findings import Finding
from layak.core.frozen.shape import FORMAT, VERSION, misshapen
from layak.core.frozen.tally import frame, maxima, own_points, scores
from layak.core.instrument import Edition, Question
from layak.core.ledger import points_of
from layak.core.points import Points
from layak.core.stages import Stage

Document = Mapping[str, Any]


def verify(raw: bytes | str, name: str | None = None, edition: Edition | None = None) -> tuple[Finding, ...]:
    """What does not hold in a result file; nothing when it holds.

    `name` is the hash it goes by (file name, QR, page), None when it is not known. With `edition`, the
    one of this Layak by the document's key, the maxima are compared and the answers counted again too.
    """
    try:
        text = raw.decode() if isinstance(raw, bytes) else raw
        document = normal(json.loads(text))
    except (ValueError, NotCanonical, RecursionError):
        return (say.unreadable(),)
    own = [] if written(document) == text else [say.rewritten()]
    found = seal(document)
    if name is not None and name != found:
        own.append(say.other_name(name, found))
    return (*own, *check(document, edition))


def check(document: Any, edition: Edition | None = None) -> tuple[Finding, ...]:
    """`verify` for a document already read, in canonical form: all but its text and name."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return (say.unreadable(),)
    if type(document.get("version")) is not int or document["version"] != VERSION:
        return (say.unknown_version(document.get("version")),)
    if wrong := misshapen(document):
        return tuple(say.misshapen(where) for where in wrong)
    return tuple(_faults(document, edition))


def _faults(document: Document, edition: Edition | None) -> Iterator[Finding]:
    yield from _tiers(document)
    yield from _frame(document["edition"])
    yield from _rows(document)
    yield from _scores(document)
    yield from _award(document)
    if edition is not None:
        yield from _edition(document, edition)


def _tiers(document: Document) -> Iterator[Finding]:
    order = [stage.value for stage in Stage]
    closed, tiers = document["stage"], document["tiers"]
    so_far = order[: order.index(closed) + 1] if closed in order else []
    may = [stage for stage in so_far if Stage(stage).scores]
    in_order = [tier for tier in may if tier in tiers] == tiers
    if not in_order or tiers[:1] != may[:1] or (closed in may and tiers[-1] != closed) or not may:
        yield say.bad_tiers()


def _frame(framed: Mapping[str, Any]) -> Iterator[Finding]:
    """The instrument inside is one that Layak would load: sums exact, no code twice, bands rising."""
    indicators = [one for block in framed["blocks"] for one in block["indicators"]]
    rows = [code for one in indicators for code, _ in one["rows"]]
    for codes in ([b["code"] for b in framed["blocks"]], [i["code"] for i in indicators], rows):
        yield from (say.twice(code) for code, times in Counter(codes).items() if times > 1)
    for one in indicators:
        yield from _sum_of(one["code"], [most for _, most in one["rows"]], one["max"])
    for block in framed["blocks"]:
        yield from _sum_of(block["code"], [one["max"] for one in block["indicators"]], block["max"])
    yield from _sum_of("", [block["max"] for block in framed["blocks"]], framed["max"])
    limits = [limit for band in framed["bands"] for limit in (band["lower"], band["upper"])]
    if limits != sorted(limits):
        yield say.bad_bands()


def _sum_of(where: str, parts: list[Points], whole: Points) -> Iterator[Finding]:
    if sum(parts) != whole:
        yield say.maxima_differ(where, sum(parts), whole)


def _rows(document: Document) -> Iterator[Finding]:
    most, rows = maxima(document["edition"]), document["rows"]
    yield from (say.other_rows(code, missing=True) for code in sorted(most.keys() - rows.keys()))
    yield from (say.other_rows(code, missing=False) for code in sorted(rows.keys() - most.keys()))
    for code, limit in most.items():
        if code in rows:
            yield from _row(document, code, rows[code], limit)


def _row(document: Document, code: str, row: Mapping[str, Any], most: Points) -> Iterator[Finding]:
    tiers = document["tiers"]
    yield from (say.strange_tier(code, tier) for tier in row["verdicts"] if tier not in tiers[1:])
    for tier in tiers:
        given = own_points(row, tier)
        if given is not None and given > most:
            yield say.above_maximum(code, tier, given, most)
    yield from _bound(document, code, row)
    if document["stage"] == Stage.SELF:
        yield from _claim(code, row)


def _bound(document: Document, code: str, row: Mapping[str, Any]) -> Iterator[Finding]:
    """The last tier's verdict must be about the answer as it is; in a repair that is what changes."""
    last = document["tiers"][-1:]
    verdict = row["verdicts"].get(last[0]) if last else None
    if not verdict or document["stage"] == Stage.REPAIR:
        return
    if verdict["of"] != seal(row["answer"]):
        yield say.other_content(code, last[0])
    cited = {sha for sha, _pages in (row["answer"] or {"documents": []})["documents"]}
    if "document" in verdict and verdict["document"] not in cited:
        yield say.other_proof(code, last[0])


def _claim(code: str, row: Mapping[str, Any]) -> Iterator[Finding]:
    earned = row["answer"]["points"] if row["answer"] else None
    if row["claimed"] is not None and row["claimed"] != earned:
        yield say.other_claim(code, row["claimed"], earned)


def _scores(document: Document) -> Iterator[Finding]:
    counted = scores(document["edition"], document["rows"], document["tiers"])
    told = document["scores"]
    for tier in counted.keys() | told.keys():
        yield from _differences(tier, "", told.get(tier), counted.get(tier))


def _differences(tier: str, where: str, told: Any, counted: Any) -> Iterator[Finding]:
    if not isinstance(told, dict) or not isinstance(counted, dict):
        if told != counted:
            yield say.other_score(tier, where, _leaf(where, told), _leaf(where, counted))
        return
    for key in sorted(told.keys() | counted.keys()):
        yield from _differences(tier, f"{where} {key}".strip(), told.get(key), counted.get(key))


def _leaf(where: str, value: Any) -> Any:
    """A value as it is shown: a missing tier by its total, a count of rows as no points."""
    plain = value["total"] if isinstance(value, dict) else value
    return str(plain) if where == "judged" else plain


def _award(document: Document) -> Iterator[Finding]:
    key = document["award"]
    known = {band["key"] for band in document["edition"]["bands"]}
    if key is not None and (key not in known or document["stage"] != Stage.AWARD):
        yield say.unknown_award(key)


def _edition(document: Document, edition: Edition) -> Iterator[Finding]:
    mine, theirs = frame(edition), document["edition"]
    different = [key for key in mine if mine[key] != theirs[key]]
    yield from (say.other_edition(key) for key in different)
    if different:
        return
    years = tuple(document["cycle"]["data_years"])
    for code, row in document["rows"].items():
        if row["answer"] and code in edition.questions:
            yield from _answer(edition.questions[code], row["answer"], years)


def _answer(question: Question, answer: Mapping[str, Any], years: Any) -> Iterator[Finding]:
    try:
        line = points_of(question, read(question, answer["data"], years))
        earned = line.points if line.given and line.given.complete else None
    except Unfit:
        earned = None
    if answer["points"] != earned:
        yield say.other_answer(question.code, answer["points"], earned)
