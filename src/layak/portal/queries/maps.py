"""Maps as lists of areas ready for SVG: the country by province, a province by district, or tiles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layak.portal.queries import geometry
from layak.portal.queries.country import LOOKS, Country, Place
from layak.portal.queries.geometry import WIDTH

TILE, GAP = 96, 8
LETTERS = {"pratama": "P", "madya": "M", "nindya": "N", "utama": "U", "kla": "K"}
"""What stands on a district beside its colour."""
TILES = {
    # column, row: the provinces from west to east, roughly where they lie
    "11": (0, 0),
    "12": (1, 0),
    "13": (0, 1),
    "14": (1, 1),
    "21": (2, 1),
    "17": (0, 2),
    "15": (1, 2),
    "16": (2, 2),
    "19": (3, 2),
    "18": (1, 3),
    "36": (2, 3),
    "31": (3, 3),
    "32": (2, 4),
    "33": (3, 4),
    "34": (3, 5),
    "35": (4, 4),
    "51": (5, 5),
    "52": (6, 5),
    "53": (7, 5),
    "61": (4, 1),
    "62": (5, 2),
    "63": (5, 3),
    "64": (6, 1),
    "65": (6, 0),
    "71": (8, 0),
    "75": (7, 1),
    "72": (7, 2),
    "76": (7, 3),
    "73": (8, 3),
    "74": (8, 2),
    "82": (9, 1),
    "81": (9, 3),
    "92": (10, 2),
    "96": (10, 1),
    "91": (11, 1),
    "94": (11, 2),
    "95": (12, 2),
    "93": (12, 3),
}
SHORT = {
    "11": "Aceh",
    "12": "Sumut",
    "13": "Sumbar",
    "14": "Riau",
    "15": "Jambi",
    "16": "Sumsel",
    "17": "Bengk",
    "18": "Lamp",
    "19": "Babel",
    "21": "Kepri",
    "31": "DKI",
    "32": "Jabar",
    "33": "Jateng",
    "34": "DIY",
    "35": "Jatim",
    "36": "Banten",
    "51": "Bali",
    "52": "NTB",
    "53": "NTT",
    "61": "Kalbar",
    "62": "Kalteng",
    "63": "Kalsel",
    "64": "Kaltim",
    "65": "Kaltara",
    "71": "Sulut",
    "72": "Sulteng",
    "73": "Sulsel",
    "74": "Sultra",
    "75": "Goron",
    "76": "Sulbar",
    "81": "Maluku",
    "82": "Malut",
    "91": "Papua",
    "92": "Pabar",
    "93": "Pasel",
    "94": "Pateng",
    "95": "Papeg",
    "96": "PBD",
}
"""Provinces as newspapers shorten them, for tiles."""


@dataclass(frozen=True, slots=True)
class Area:
    """Something to press on a map: region, its shapes as (look, path), and where its letter stands.

    `short` is what a square of its own says below itself.
    """

    code: str
    name: str
    shapes: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    letter: str = ""
    at: tuple[int, int] | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """Areas on a board of `width` by `height` units; `tiles` says that they are not outlines.

    With `squares` every area has a board of its own, and the page lays them in rows as it has room.
    """

    width: int
    height: int
    areas: tuple[Area, ...]
    tiles: bool = False
    squares: bool = False


def nation(country: Country) -> Map:
    """The country: one area a province, each district in its own look; tiles without outlines."""
    board = geometry.board()
    grouped = _by_province(country.places)
    if board is None:
        return _tiles(country, grouped)
    areas = [
        Area(code, name, _merged(grouped.get(code, ()), board.paths), tuple(grouped.get(code, ())))
        for code, name in country.provinces.items()
    ]
    return Map(WIDTH, board.height, tuple(area for area in areas if area.shapes))


def province(code: str, places: Sequence[Place]) -> Map | None:
    """A province: one area a district; squares without outlines, None without districts."""
    board = geometry.board(f"{code}.")
    if board is None:
        return _squares(places)
    areas = [
        Area(
            place.code,
            place.name,
            ((place.look, board.paths[place.code]),),
            (place,),
            LETTERS.get(place.look, ""),
            board.centres[place.code],
        )
        for place in places
        if place.code in board.paths
    ]
    return Map(WIDTH, board.height, tuple(areas))


def _by_province(places: Iterable[Place]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        found[place.province].append(place)
    return found


def _merged(places: Iterable[Place], paths: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """One path a look, so that 514 districts stay a small page."""
    parts: dict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.code in paths:
            parts[place.look].append(paths[place.code])
    return tuple((look, "".join(parts[look])) for look in LOOKS if look in parts)


def _squares(places: Sequence[Place]) -> Map | None:
    """A square a district, in the order of the codes: regencies first, then cities."""
    whole, middle = f"M0 0h{TILE}v{TILE}H0z", (TILE // 2, TILE // 2)
    areas = [
        Area(p.code, p.name, ((p.look, whole),), (p,), LETTERS.get(p.look, ""), middle, _plainly(p.name))
        for p in sorted(places, key=lambda place: place.code)
    ]
    return Map(TILE, TILE, tuple(areas), tiles=True, squares=True) if areas else None


def _plainly(name: str) -> str:
    """A district as people call it: a regency by its bare name, a city as one, so that no two are alike."""
    return name.removeprefix("Kabupaten ")


def _tiles(country: Country, grouped: Mapping[str, list[Place]]) -> Map:
    step = TILE + GAP
    areas = [
        _tile(code, name, tuple(grouped.get(code, ())))
        for code, name in country.provinces.items()
        if code in TILES
    ]
    columns, rows = (max(spot[axis] for spot in TILES.values()) + 1 for axis in (0, 1))
    return Map(columns * step, rows * step, tuple(areas), tiles=True)


def _tile(code: str, name: str, places: tuple[Place, ...]) -> Area:
    """A square with one strip a look, as high as its share of the province's districts."""
    left, top = (spot * (TILE + GAP) for spot in TILES[code])
    shapes, done, whole = [], 0, max(len(places), 1)
    looks = Counter(place.look for place in places) if places else Counter(["none"])
    for look in LOOKS:
        if count := looks[look]:
            start, end = top + TILE * done // whole, top + TILE * (done + count) // whole
            shapes.append((look, f"M{left} {start}h{TILE}V{end}H{left}z"))
            done += count
    middle = (left + TILE // 2, top + TILE // 2)
    return Area(code, name, tuple(shapes), places, SHORT.get(code, code), middle)
