"""The files of open data: every table as CSV and JSON, the map as GeoJSON, written line by line."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from layak.core import topology
from layak.core.points import text as exact
from layak.people.queries import regions
from layak.portal.queries import geometry, tables
from layak.portal.queries.country import country
from layak.portal.queries.tables import Table

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
}
"""Endings of the files and their media types."""
MAP = "hasil.geojson"
Lines = Iterator[bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A file as the page lists it: size in bytes and SHA-256 of its content."""

    name: str
    kind: str
    size: int
    sha256: str


class _Line:
    """A writer's target that hands each line back."""

    def write(self, text: str) -> str:
        return text


def lines(name: str) -> Lines | None:
    """The content of a file in pieces; None for a file there is not."""
    if name == MAP:
        return _geojson() if geometry.stamp() else None
    stem, _, kind = name.partition(".")
    table = tables.table(stem)
    if table is None or kind not in ("csv", "json"):
        return None
    return _csv(table) if kind == "csv" else _json(_objects(table))


def names() -> list[str]:
    """Every file there is now."""
    found = [f"{table.key}.{kind}" for table in tables.TABLES for kind in ("csv", "json")]
    return [*found, MAP] if geometry.stamp() else found


@lru_cache(maxsize=2)
def listed(_tag: str) -> tuple[File, ...]:
    """Every file with its size and checksum, counted once for each state of the data."""
    return tuple(map(_measured, names()))


def _measured(name: str) -> File:
    size, digest = 0, sha256()
    for piece in lines(name) or ():
        size += len(piece)
        digest.update(piece)
    return File(name, KINDS[name.partition(".")[2]], size, digest.hexdigest())


def _csv(table: Table) -> Lines:
    """Comma separated, UTF-8, first the names of the columns; empty where nothing is known."""
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow([column.key for column in table.columns]).encode()  # type: ignore[attr-defined]
    for row in table.rows():
        yield writer.writerow([_cell(value) for value in row]).encode()  # type: ignore[attr-defined]


def _cell(value: Any) -> str:
    """Text as it is, but for what a spreadsheet would run as a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = "" if value is None else str(value)
    return f"'{plain}" if plain[:1] in "=+-@\t\r" and plain else plain


def _json(objects: Iterable[Any]) -> Lines:
    """A list with an object a line."""
    yield b"["
    for number, one in enumerate(objects):
        yield (",\n" if number else "\n").encode() + json.dumps(one, ensure_ascii=False).encode()
    yield b"\n]\n"


def _objects(table: Table) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return (dict(zip(keys, row, strict=True)) for row in table.rows())


def _geojson() -> Lines:
    """A feature a district that has an outline, with its newest published result."""
    outlines, provinces = geometry.outlines(), regions.provinces()
    yield b'{"type": "FeatureCollection", "features": '
    yield from _json(
        {
            "type": "Feature",
            "id": place.code,
            "geometry": topology.geojson(outlines[place.code]),
            "properties": {
                "district_code": place.code,
                "district": place.name,
                "province": provinces.get(place.province, ""),
                "year": place.last.year if place.last else None,
                "stage": place.last.stage if place.last else None,
                "total": exact(place.last.total) if place.last else None,
                "award": place.last.award or None if place.last else None,
            },
        }
        for place in country().places
        if place.code in outlines
    )
    yield b"}\n"
