"""Queries that every page asks: Django builds their SQL once, then only the values change.

Building a query takes Django longer than the database takes to answer it: docs/decisions/0013.
"""

from collections.abc import Callable, Sequence
from itertools import chain, count
from threading import local
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Value = int | str | Sequence[str] | Sequence[int]
Shape = tuple[tuple[type, int], ...]
Item = TypeVar("Item")
FIRST_MARK = 31_001
"""No query holds such numbers by itself, and the smallest columns of PostgreSQL take them."""
SHAPES = 50
"""Shapes kept of one query: lists of every length there is would fill the memory."""
LARGEST = 2**63 - 1
"""The largest number that a column holds."""


class Prepared(Generic[Item]):
    """A query of whole numbers, words and lists of them.

    `make` gets the values and returns the query; what else that holds must always be the same. Asked
    with `Prepared(lambda code: Region.objects.filter(pk=code))("16.10")`.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Item]"]) -> None:
        self._make = make
        self._mine = local()  # a connection belongs to one thread

    def __call__(self, *values: Value) -> list[Item]:
        """What is found for these values. One query; none where that could find nothing (an empty list)."""
        given = [one for value in values for one in _flat(value)]
        if any(isinstance(one, int) and abs(one) > LARGEST for one in given):
            return list(self._make(*values))  # Django knows what that means; a database would stumble
        shape = tuple(map(_shape, values))
        known = self._known()
        if shape not in known:
            if len(known) >= SHAPES:
                known.clear()
            known[shape] = _Ready(self._make, shape)
        found: list[Item] = known[shape].ask(given)
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
        stands = [[next(marks[kind]) for _ in range(abs(size))] for kind, size in shape]
        self._query = make(
            *(many if size >= 0 else many[0] for many, (_, size) in zip(stands, shape, strict=True))
        )
        self._compiler = self._query.query.get_compiler(using="default")
        self._sql, params = self._compiled()
        flat = list(chain.from_iterable(stands))
        self._places = [(flat.index(one), None) if one in flat else (-1, one) for one in params]
        if self._sql and set(range(len(flat))) - {at for at, _ in self._places}:
            raise ValueError("a value does not reach the database as it was given")
        self._query.query.get_compiler = lambda *_, **__: self._compiler

    def _compiled(self) -> tuple[str, Sequence[Any]]:
        try:
            sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            return "", ()
        return sql, params

    def ask(self, values: list[int | str]) -> list[Any]:
        if not self._sql:
            return []
        params = tuple(same if at < 0 else values[at] for at, same in self._places)
        self._compiler.as_sql = lambda *_, **__: (self._sql, params)
        return list(self._query._iterable_class(self._query))


def _shape(value: Value) -> tuple[type, int]:
    """Whether it is a number or a word, and how many of them; -1 for one that is no list."""
    if isinstance(value, (int, str)):
        return (int if isinstance(value, int) else str), -1
    return (_shape(value[0])[0] if value else str), len(value)


def _flat(value: Value) -> Sequence[int | str]:
    return [value] if isinstance(value, (int, str)) else value
