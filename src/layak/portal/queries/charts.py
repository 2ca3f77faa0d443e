"""Strokes of the charts: awards a year as columns, points of a block as a bar, scores as a histogram."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layak.core.instrument import Band, Edition, Text
from layak.core.points import Points
from layak.portal.queries.awards import LADDER, Year

HEIGHT, FOOT, HEAD = 260, 28, 24
"""Pixels: the drawing, and in it the room for years below and totals above the columns."""
STEPS = 20
"""Columns of a histogram; of a thousand points each is fifty wide."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column; `look` is a predikat or "total" where the split is not known."""

    look: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """One year's column; x and width in percent of the drawing, so that words keep their size on phones."""

    year: Year
    x: str
    width: str
    middle: str
    top: int
    pieces: tuple[Piece, ...]

    @property
    def short(self) -> str:
        """The year where room is scarce: "25"."""
        return f"{self.year.year % 100:02}"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a result: points of its maximum (1/1000), and the length of its bar in percent."""

    code: str
    title: Text
    points: Points
    top: Points
    share: str
    percent: int


@dataclass(frozen=True, slots=True)
class Bin:
    """How many scores lie from `lower` to below `upper` (1/1000 point); the last one holds its end too."""

    lower: Points
    upper: Points
    count: int
    x: str
    width: str
    middle: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How scores are spread: columns, where each band begins, the most one can have, how many have none."""

    bins: tuple[Bin, ...]
    limits: tuple[tuple[Band, str], ...]
    top: Points
    scored: int
    without: int

    @property
    def held(self) -> tuple[Bin, ...]:
        """The columns that somebody is in, for the table."""
        return tuple(one for one in self.bins if one.count)


def spread(scores: Iterable[Points | None], edition: Edition) -> Spread:
    """The scores of an edition (1/1000 point) in steps of a twentieth of its maximum."""
    given = list(scores)
    known = [score for score in given if score is not None]
    step = max(edition.max // STEPS, 1)
    counts = Counter(min(score // step, STEPS - 1) for score in known)
    most = max(counts.values(), default=1)
    limits = tuple((band, f"{band.lower * 100 / edition.max:.2f}%") for band in edition.bands)
    bins = tuple(_bin(number, counts[number], step, most) for number in range(STEPS))
    return Spread(bins, limits, edition.max, len(known), len(given) - len(known))


def awards(years: Sequence[Year]) -> list[Column]:
    """A column a year, as high as its total; a year without an award has none."""
    most = max(year.total or 0 for year in years)
    step = 100 / len(years)
    return [_column(year, number * step, step, most) for number, year in enumerate(years)]


def block(code: str, title: Mapping[str, str], points: Points, top: Points) -> Block:
    """A block's bar."""
    percent = round(points * 100 / top) if top else 0
    return Block(code, Text(id=title["id"], en=title["en"]), points, top, f"{percent}%", percent)


def _bin(number: int, count: int, step: Points, most: int) -> Bin:
    height = round(count * (HEIGHT - FOOT - 2 * HEAD) / most)
    wide = 100 / STEPS
    x, width, middle = (f"{part:.2f}%" for part in (number * wide, wide, (number + 0.5) * wide))
    return Bin(number * step, (number + 1) * step, count, x, width, middle, HEIGHT - FOOT - height, height)


def _column(year: Year, x: float, step: float, most: int) -> Column:
    room, floor = HEIGHT - FOOT - HEAD, HEIGHT - FOOT
    parts = [(key, year.counts[key] or 0) for key in LADDER] if year.split else [("total", year.total or 0)]
    pieces, done, top = [], 0, floor
    for look, count in parts:
        above = floor - round((done + count) * room / most)
        if count:
            pieces.append(Piece(look, above, top - above))
        done, top = done + count, above
    left, width, middle = (f"{part:.2f}%" for part in (x + step * 0.14, step * 0.72, x + step / 2))
    return Column(year, left, width, middle, top, tuple(pieces))
