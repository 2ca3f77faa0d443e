"""Queries that every page asks: Django builds their SQL once, then only the values change.

Building a query takes Django longer than the database takes to answer it: docs/decisions/0013.
"""

from collections.abc import Callable, Sequence
from itertools import chain, count
from json import dumps
from threading import local
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Field, ForeignObject, Lookup, QuerySet

Value = int | str | Sequence[str] | Sequence[int]
Bound = int | str | list[str] | list[int]
Shape = tuple[tuple[type, int], ...]
Item = TypeVar("Item")
FIRST_MARK = 31_001
"""No query holds such numbers by itself, and the smallest columns of PostgreSQL take them."""
LARGEST = 2**63 - 1
"""The largest number that a column holds."""


@ForeignObject.register_lookup  # it has lookups of its own
@Field.register_lookup
class Among(Lookup):  # type: ignore[type-arg] # the stubs would have its column's type
    """`code__among=codes`: what `in` finds, but the list travels as one value, so that lists of every
    length are one query, which Django builds and PostgreSQL plans once."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """As SQLite reads it; PostgreSQL has its own way."""
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        many = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{column} {many}", [*params, _bound(self.rhs, connection.vendor)]


def _bound(value: Value, vendor: str) -> Bound:
    """A value as the database takes it: a list as an array, or as JSON where there are none."""
    if isinstance(value, (int, str)):
        return value
    return list(value) if vendor == "postgresql" else dumps(list(value))  # type: ignore[arg-type,return-value]


class Prepared(Generic[Item]):
    """A query of whole numbers, words and lists of them.

    `make` gets the values and returns the query, where lists are asked with `among`; what else that holds
    must always be the same. Asked with `Prepared(lambda code: Region.objects.filter(pk=code))("16.10")`.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Item]"]) -> None:
        self._make = make
        self._mine = local()  # a connection belongs to one thread

    def __call__(self, *values: Value) -> list[Item]:
        """What is found for these values. One query; none where that could find nothing (an empty list)."""
        flat = chain.from_iterable(map(_flat, values))
        if any(isinstance(one, int) and abs(one) > LARGEST for one in flat):
            return list(self._make(*values))  # Django knows what that means; a database would stumble
        shape = tuple(map(_shape, values))
        known = self._known()
        if shape not in known:
            known[shape] = _Ready(self._make, shape)
        found: list[Item] = known[shape].ask(values)
        return found

    def one(self, *values: Value) -> Item | None:
        """The first that is found."""
        return next(iter(self(*values)), None)

    def _known(self) -> "dict[Shape, _Ready]":
        connection = connections["default"]
        if getattr(self._mine, "connection", None) is not connection:
            self._mine.connection, self._mine.ready = connection, {}
        ready: dict[Shape, _Ready] = self._mine.ready
        return ready


class _Ready:
    """A query as Django built it for values of one shape."""

    def __init__(self, make: Callable[..., "QuerySet[Any, Any]"], shape: Shape) -> None:
        marks = {int: count(FIRST_MARK), str: (f"\N{SECTION SIGN}{n}" for n in count())}
        stands = [next(marks[kind]) if size < 0 else [next(marks[kind])] * size for kind, size in shape]
        self._query = make(*stands)
        self._compiler = self._query.query.get_compiler(using="default")
        self._vendor = self._compiler.connection.vendor
        self._sql, params = self._compiled()
        bound = [_bound(one, self._vendor) for one in stands]
        self._places = [(bound.index(one), None) if one in bound else (-1, one) for one in params]
        asked = {at for at, (_, size) in enumerate(shape) if size}
        if self._sql and asked - {at for at, _ in self._places}:
            raise ValueError("a value does not reach the database as it was given")
        self._query.query.get_compiler = lambda *_, **__: self._compiler
        if self._sql:  # a query of this shape always has the same columns
            columns = [column for column, *_ in self._compiler.select[: self._compiler.col_count]]
            converters = self._compiler.get_converters(columns)
            self._compiler.get_converters = lambda _columns: converters

    def _compiled(self) -> tuple[str, Sequence[Any]]:
        try:
            sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            return "", ()
        return sql, params

    def ask(self, values: Sequence[Value]) -> list[Any]:
        if not self._sql:
            return []
        given = [_bound(one, self._vendor) for one in values]
        params = tuple(same if at < 0 else given[at] for at, same in self._places)
        self._compiler.as_sql = lambda *_, **__: (self._sql, params)
        return list(self._query._iterable_class(self._query))


def _shape(value: Value) -> tuple[type, int]:
    """Whether it is a number or a word; -1 for one alone, else whether a list of them holds any."""
    if isinstance(value, (int, str)):
        return (int if isinstance(value, int) else str), -1
    return (_shape(value[0])[0] if value else str), int(bool(value))


def _flat(value: Value) -> Sequence[int | str]:
    return [value] if isinstance(value, (int, str)) else value
