"""Outlines of districts from TopoJSON: decoded once, then written as SVG paths or GeoJSON."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layak.core.instrument import Text

Spot = tuple[float, float]
Ring = list[Spot]
CODE = re.compile(r"\d\d(\.\d\d)?")


class BadTopology(ValueError):  # noqa: N818 - reads as what is wrong
    """The file holds no usable outlines; `text` says what is wrong and what to do."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(id=id, en=en)


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the map: degrees west, south, east and north of its edges."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Outline:
    """One region: its Kemendagri code ("16.10") and polygons, each rings of (longitude, latitude)."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def spots(self) -> Iterable[Spot]:
        """Every corner of its outer rings."""
        return (spot for polygon in self.polygons for spot in polygon[0])


def read(text: str) -> dict[str, Outline]:
    """Outlines by code from a TopoJSON file whose geometries carry Kemendagri codes. Raises BadTopology."""
    try:
        told = json.loads(text)
        if told["type"] != "Topology":
            raise KeyError("Topology")
        arcs = _arcs(told)
        found = [_outline(one, arcs) for layer in told["objects"].values() for one in layer["geometries"]]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise BadTopology(
            "Berkas ini bukan TopoJSON yang utuh. Unduh lagi dari sumbernya.",
            "This file is not whole TopoJSON. Download it again from its source.",
        ) from error
    if not found or not all(CODE.fullmatch(one.code) for one in found):
        raise BadTopology(
            "Setiap bentuk memerlukan kode Kemendagri sebagai id, misalnya 16.10.",
            "Every shape needs its Kemendagri code as id, such as 16.10.",
        )
    return {one.code: one for one in found}


def frame(outlines: Iterable[Outline]) -> Frame:
    """The smallest window that shows them all."""
    spots = [spot for outline in outlines for spot in outline.spots]
    east, north = zip(*spots, strict=True)
    return Frame(min(east), min(north), max(east), max(north))


def height(window: Frame, width: int) -> int:
    """How high a map of `width` is; near the equator a degree is as long either way."""
    return max(1, round(width * (window.north - window.south) / max(window.east - window.west, 1e-9)))


def path(outlines: Iterable[Outline], window: Frame, width: int) -> str:
    """Outlines as one SVG path in whole units of a map `width` wide; what is smaller than a unit goes."""
    scale = width / max(window.east - window.west, 1e-9)
    parts = []
    for outline in outlines:
        rings = [_drawn(r, window, scale) for polygon in outline.polygons for r in polygon]
        kept = [ring for ring in rings if len(ring) > 2]
        parts += kept or [_dot(outline, window, scale)]
    return "".join(map(_written, parts))


def centre(outline: Outline, window: Frame, width: int) -> tuple[int, int]:
    """Where a letter stands: the middle of the largest island."""
    scale = width / max(window.east - window.west, 1e-9)
    largest = max((polygon[0] for polygon in outline.polygons), key=_spread)
    xs, ys = zip(*(_placed(spot, window, scale) for spot in largest), strict=True)
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def geojson(outline: Outline) -> dict[str, Any]:
    """The geometry of a region in GeoJSON, five decimals of a degree (about a metre)."""
    rounded = [[[[round(x, 5), round(y, 5)] for x, y in ring] for ring in p] for p in outline.polygons]
    return {"type": "MultiPolygon", "coordinates": rounded}


def _arcs(told: Mapping[str, Any]) -> list[Ring]:
    form = told.get("transform") or {"scale": (1, 1), "translate": (0, 0)}
    (kx, ky), (dx, dy) = form["scale"], form["translate"]
    whole = "transform" in told
    return [_arc(arc, kx, ky, dx, dy, whole) for arc in told["arcs"]]


def _arc(arc: Sequence[Sequence[float]], kx: float, ky: float, dx: float, dy: float, whole: bool) -> Ring:
    x = y = 0.0
    spots = []
    for step in arc:
        x, y = (x + step[0], y + step[1]) if whole else (step[0], step[1])
        spots.append((x * kx + dx, y * ky + dy))
    return spots


def _outline(one: Mapping[str, Any], arcs: Sequence[Ring]) -> Outline:
    polygons = {"Polygon": [one["arcs"]], "MultiPolygon": one["arcs"]}[one["type"]]
    rings = tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in polygons)
    if not rings or not all(polygon and all(len(r) > 3 for r in polygon) for polygon in rings):
        raise ValueError("a polygon without corners")
    return Outline(str(one["id"]), rings)


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    spots: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        spots += arc[1:] if spots else arc
    return spots


def _placed(spot: Spot, window: Frame, scale: float) -> tuple[int, int]:
    return round((spot[0] - window.west) * scale), round((window.north - spot[1]) * scale)


def _drawn(ring: Ring, window: Frame, scale: float) -> list[tuple[int, int]]:
    spots: list[tuple[int, int]] = []
    for spot in ring:
        at = _placed(spot, window, scale)
        if not spots or spots[-1] != at:
            spots.append(at)
    return spots[:-1] if len(spots) > 1 and spots[0] == spots[-1] else spots


def _dot(outline: Outline, window: Frame, scale: float) -> list[tuple[int, int]]:
    x, y = _placed(next(iter(outline.spots)), window, scale)
    return [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1)]


def _written(spots: Sequence[tuple[int, int]]) -> str:
    (x, y), steps = spots[0], []
    for to in spots[1:]:
        steps.append(f"{to[0] - x} {to[1] - y}")
        x, y = to
    return f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _spread(ring: Ring) -> float:
    xs, ys = zip(*ring, strict=True)
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))
