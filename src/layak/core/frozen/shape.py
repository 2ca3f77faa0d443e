"""The form of a frozen result and of its open extract: which fields there are and what each holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

FORMAT = "layak-result"
VERSION = 2
"""Since 2 a result has a salt; results of version 1 still hold, but have no open extract."""
HASH = re.compile("[0-9a-f]{64}")

Check = Callable[[Any, str], Iterator[str]]
"""Given a value and where it stands, the places that are not as they should be."""


def misshapen(document: Any) -> tuple[str, ...]:
    """Where a document of a known version does not have its form, as paths ("rows.1.1.claimed")."""
    return tuple(VERSIONS[document["version"]](document, ""))


def misshapen_extract(document: Any) -> tuple[str, ...]:
    """The same of an open extract."""
    return tuple(EXTRACT(document, ""))


def _is(*kinds: type) -> Check:
    def look(value: Any, at: str) -> Iterator[str]:
        if type(value) not in kinds:  # a bool is an int to isinstance
            yield at

    return look


def _number(value: Any, at: str) -> Iterator[str]:
    if type(value) is not int or value < 0:
        yield at


def _hash(value: Any, at: str) -> Iterator[str]:
    if type(value) is not str or not HASH.fullmatch(value):
        yield at


def _maybe(check: Check) -> Check:
    return lambda value, at: iter(()) if value is None else check(value, at)


def _list(check: Check) -> Check:
    def look(value: Any, at: str) -> Iterator[str]:
        if type(value) is not list:
            yield at
            return
        for number, item in enumerate(value):
            yield from check(item, f"{at}.{number}")

    return look


def _tuple(*checks: Check) -> Check:
    def look(value: Any, at: str) -> Iterator[str]:
        if type(value) is not list or len(value) != len(checks):
            yield at
            return
        for number, (check, item) in enumerate(zip(checks, value, strict=True)):
            yield from check(item, f"{at}.{number}")

    return look


def _map(check: Check) -> Check:
    def look(value: Any, at: str) -> Iterator[str]:
        if type(value) is not dict:
            yield at
            return
        for key, item in value.items():
            yield from check(item, f"{at}.{key}")

    return look


def _object(fields: Mapping[str, Check], also: Mapping[str, Check] | None = None) -> Check:
    """An object with all of `fields`; those of `also` stand only where there is something to say."""
    known = {**fields, **(also or {})}

    def look(value: Any, at: str) -> Iterator[str]:
        if type(value) is not dict:
            yield at
            return
        strange = (fields.keys() - value.keys()) | (value.keys() - known.keys())
        yield from (f"{at}.{key}".lstrip(".") for key in sorted(strange))
        for key in known.keys() & value.keys():
            yield from known[key](value[key], f"{at}.{key}".lstrip("."))

    return look


TEXT, YES = _is(str), _is(bool)
TITLE = _object({"id": TEXT, "en": TEXT})
INDICATOR = _object({"code": TEXT, "max": _number, "rows": _list(_tuple(TEXT, _number))})
BLOCK = _object({"code": TEXT, "title": TITLE, "max": _number, "indicators": _list(INDICATOR)})
BAND = _object({"key": TEXT, "title": TITLE, "lower": _number, "upper": _number})
EDITION = _object(
    {
        **dict.fromkeys(("key", "fingerprint", "status"), TEXT),
        "title": TITLE,
        **dict.fromkeys(("year", "max"), _number),
        "blocks": _list(BLOCK),
        "bands": _list(BAND),
    }
)
ANSWER = _object(
    {
        "data": _is(dict),
        "documents": _list(_tuple(_hash, TEXT)),
        "note": TEXT,
        "points": _maybe(_number),
    }
)
VERDICT = _object(
    {"points": _number, "of": _hash, **dict.fromkeys(("by", "at", "reason", "note", "pages"), TEXT)},
    also={"document": _hash},
)
ROW = _object({"answer": _maybe(ANSWER), "claimed": _maybe(_number), "verdicts": _map(VERDICT)})
SCORE = _object(
    {
        "indicators": _map(_number),
        "blocks": _map(_number),
        "total": _number,
        "judged": _number,
        "predikat": _maybe(TEXT),
        "ambiguous": YES,
    }
)
HEAD = {
    "format": TEXT,
    "version": _number,
    "district": _object({"code": TEXT, "name": TEXT}),
    "cycle": _object({"year": _number, "data_years": _tuple(_number, _number)}),
    "stage": TEXT,
    "tiers": _list(TEXT),
    "trail": _object({"chain": TEXT, "seq": _number, "hash": TEXT}),
    "estimate": YES,
    "synthetic": YES,
    "award": _maybe(TEXT),
    "edition": EDITION,
    "scores": _map(SCORE),
}
FIRST = {**HEAD, "closed": _object({"by": TEXT, "at": TEXT}), "rows": _map(ROW)}
VERSIONS = {1: _object(FIRST), VERSION: _object({**FIRST, "salt": _hash})}

POINTS = _object({"points": _number, "reason": TEXT})
CLOSED = _object({"sealed": _hash})
OPEN = _object({"sealed": _hash, "claimed": _maybe(_number), "verdicts": _map(POINTS)})


def _sealed(value: Any, at: str) -> Iterator[str]:
    """A row of an extract: its hash alone where its points are kept back, else the points with it."""
    closed = type(value) is dict and value.keys() == {"sealed"}
    yield from (CLOSED if closed else OPEN)(value, at)


EXTRACT = _object({**HEAD, "of": _hash, "closed": _object({"at": TEXT}), "rows": _map(_sealed)})
