"""All that the pages of provinces and nation rest on, in one query: facts of ten kinds, alike in shape."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from layak.assessments.queries import everywhere
from layak.people.queries import places
from layak.results.queries.visible import frozen
from layak.verification.queries.told import standings as tier_standings


class Fact(NamedTuple):
    """One row of the answer; what its columns mean hangs on `kind`, as the functions below say."""

    kind: str
    place: str
    label: str
    extra: str
    number: int
    one: int
    two: int
    at: datetime | None
    until: datetime | None


NEVER = Value(None, DateTimeField())
BLANK: Mapping[str, Any] = {
    **dict.fromkeys(("place", "label", "extra"), Value("", CharField())),
    **dict.fromkeys(("number", "one", "two"), Value(0, IntegerField())),
    **dict.fromkeys(("at", "until"), NEVER),
}
COLUMNS = tuple(f"fact_{name}" for name in Fact._fields)


def facts(year: int | None, province: str) -> dict[str, list[Fact]]:
    """Everything known of one cycle by kind; the cycle of that year, else the newest. One query."""
    found: dict[str, list[Fact]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(*_written(year, province))
        for *told, at, until in cursor.fetchall():
            found[told[0]].append(Fact(*told, at and _moment(at), until and _moment(until)))
    return found


def _moment(kept: Any) -> datetime:
    """A moment as the database gave it: SQLite keeps it as text, in UTC."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC) if isinstance(kept, str) else kept


@lru_cache(maxsize=64)
def _written(year: int | None, province: str) -> tuple[str, tuple[Any, ...]]:
    """The query with its values; written once, as writing ten parts takes as long as asking them."""
    asked = [Case(When(year=year, then=1), default=0).desc()] if year else []
    chosen = everywhere.cycles().order_by(*asked, "-year")
    before = everywhere.cycles().filter(year__lt=Subquery(chosen.values("year")[:1]))
    cycle, last = (Subquery(found.values("pk")[:1]) for found in (chosen, before))
    every = _cycles().union(
        _regions(province),
        _sheets(cycle, province),
        _windows(cycle),
        _extensions(cycle),
        _repairs(cycle),
        _claims(cycle),
        _tiers(cycle),
        _results(cycle, "frozen"),
        _results(last, "last"),
        all=True,
    )
    sql, values = every.query.sql_with_params()
    return sql, tuple(values)


def _cycles() -> QuerySet:
    """number: id, label: title, extra: edition, one: year."""
    columns = {"label": F("title"), "extra": F("edition_key"), "one": F("year")}
    # the first part of a union says what its columns hold, so here even what is never set has a type
    ends = dict.fromkeys(("at", "until"), Cast(NEVER, DateTimeField()))
    return _told("cycle", everywhere.cycles(), number=F("pk"), **columns, **ends)


def _regions(province: str) -> QuerySet:
    """place: code, label: name, one: level."""
    return _told("region", places.regions(province), place=F("code"), label=F("name"), one=F("level"))


def _sheets(cycle: Subquery, province: str) -> QuerySet:
    """number: id, place: district, label: stage, at: since when."""
    found = everywhere.sheets().filter(cycle=cycle)
    found = found.filter(district__parent_id=province) if province else found
    columns = {"place": F("district_id"), "label": F("stage"), "at": F("stage_began_at")}
    return _told("sheet", found, number=F("pk"), **columns)


def _windows(cycle: Subquery) -> QuerySet:
    """number: id, place: the province whose own it is, label: stage, at and until: its ends."""
    place = Coalesce(F("province_id"), Value(""))
    columns = {"label": F("stage"), "at": F("opens_at"), "until": F("closes_at")}
    return _told("window", everywhere.windows().filter(cycle=cycle), number=F("pk"), place=place, **columns)


def _extensions(cycle: Subquery) -> QuerySet:
    """number: the window's id, place: district, one: id, until: the later end."""
    found = everywhere.extensions().filter(window__cycle=cycle)
    columns = {"place": F("district_id"), "one": F("pk"), "until": F("closes_at")}
    return _told("later", found, number=F("window_id"), **columns)


def _repairs(cycle: Subquery) -> QuerySet:
    """number: the sheet's id, one: id, until: the later end of the repair that it is in."""
    found = everywhere.repairs().filter(assessment__cycle=cycle)
    columns = {"number": F("assessment_id"), "one": F("pk"), "until": F("closes_at")}
    return _told("repair", found, **columns)


def _claims(cycle: Subquery) -> QuerySet:
    """number: the sheet's id, one: points claimed, two: rows answered."""
    found = everywhere.standings().filter(assessment__in=everywhere.sheets().filter(cycle=cycle).values("pk"))
    return _told("claim", found, number=F("assessment_id"), one=Sum("claimed"), two=Sum("answered"))


def _tiers(cycle: Subquery) -> QuerySet:
    """Of the tier now at work. number: the sheet's id, label: stage, one: points, two: rows judged."""
    found = tier_standings().filter(assessment__cycle=cycle, stage=F("assessment__stage"))
    columns = {"number": F("assessment_id"), "label": F("stage")}
    return _told("tier", found, one=Sum("points"), two=Sum("judged"), **columns)


def _results(cycle: Subquery, kind: str) -> QuerySet:
    """Of closed stages. number: id, place: district, label: stage, extra: predikat decided, one: total."""
    found = frozen().filter(assessment__cycle=cycle)
    columns = {"place": F("assessment__district_id"), "label": F("stage"), "extra": F("award")}
    return _told(kind, found, number=F("pk"), one=F("total"), **columns)


def _told(kind: str, rows: QuerySet, **columns: Any) -> QuerySet:
    """The rows under the columns of a fact; sums are grouped by all that is no sum."""
    filled = {f"fact_{name}": said for name, said in ({"kind": Value(kind)} | {**BLANK, **columns}).items()}
    sums = {name: said for name, said in filled.items() if isinstance(said, Sum)}
    plain = {name: said for name, said in filled.items() if name not in sums}
    return rows.order_by().values(**plain).annotate(**sums).values_list(*COLUMNS)
