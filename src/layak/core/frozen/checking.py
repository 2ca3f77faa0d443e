"""Verifying a frozen result from the document alone: every sum counted again, every binding looked at.

It says whether the document holds together and is the one that goes by its name; who vouches for it is
for the signature and the published root to say.
"""

import json
from collections.abc import Container, Iterator, Mapping
from typing import Any

from layak.core.answers import Unfit, read
from layak.core.canonical import NotCanonical, normal, seal, written
from layak.core.frozen import alike, extracts, opened
from layak.core.frozen import findings as say
from layak.core.frozen.findings import Finding
from layak.core.frozen.shape import FORMAT, VERSIONS, misshapen, misshapen_extract
from layak.core.frozen.tally import frame, scores
from layak.core.instrument import Edition, Question
from layak.core.ledger import points_of
from layak.core.stages import Stage

Document = Mapping[str, Any]


def verify(raw: bytes | str, name: str | None = None, edition: Edition | None = None) -> tuple[Finding, ...]:
    """What does not hold in a result, or in the open extract of one; nothing when it holds.

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
    form = document.get("format") if isinstance(document, dict) else None
    if form == extracts.FORMAT:
        return tuple(_extract(document, edition))
    if form != FORMAT:
        return (say.unreadable(),)
    if not _is(document.get("version"), VERSIONS):
        return (say.unknown_version(document.get("version")),)
    if wrong := misshapen(document):
        return tuple(say.misshapen(where) for where in wrong)
    return tuple(_faults(document, edition))


def _is(version: Any, known: Container[int]) -> bool:
    return type(version) is int and version in known  # True is 1 to Python


def _extract(document: Any, edition: Edition | None) -> Iterator[Finding]:
    if not _is(document.get("version"), (extracts.VERSION,)):
        yield say.unknown_version(document.get("version"))
    elif wrong := misshapen_extract(document):
        yield from map(say.misshapen, wrong)
    else:
        yield from _alike(document)
        yield from opened.scores(document)
        if edition is not None:
            yield from _frames(document, edition)


def _faults(document: Document, edition: Edition | None) -> Iterator[Finding]:
    yield from _alike(document)
    for code, row in document["rows"].items():
        yield from _bound(document, code, row)
        if document["stage"] == Stage.SELF:
            yield from _claim(code, row)
    yield from _scores(document)
    if edition is not None:
        yield from _edition(document, edition)


def _alike(document: Document) -> Iterator[Finding]:
    yield from alike.tiers(document)
    yield from alike.frame(document["edition"])
    yield from alike.rows(document)
    yield from alike.award(document)


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
        yield from alike.differences(tier, "", told.get(tier), counted.get(tier))


def _frames(document: Document, edition: Edition) -> Iterator[Finding]:
    mine, theirs = frame(edition), document["edition"]
    yield from (say.other_edition(key) for key in mine if mine[key] != theirs[key])


def _edition(document: Document, edition: Edition) -> Iterator[Finding]:
    different = tuple(_frames(document, edition))
    yield from different
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
