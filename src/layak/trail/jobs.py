"""Verifying long trails on every processor: a chain is cut into pieces that are recomputed side by side."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import django
from django.utils import translation

from layak.trail import queries
from layak.trail.queries import Break

PIECE = 100_000
"""Lines of a piece; shorter trails are not worth another process."""

Piece = tuple[str, int, int | None]


def first_breaks(chains: Iterable[str], piece: int = PIECE) -> dict[str, Break | None]:
    """The first broken link of each chain, None where all hold.

    A million lines take some 30 s of processor time, shared among all processors when there are more
    than `piece` lines. Must not run in a transaction: the other processes see what is committed.
    """
    lines = {chain: queries.count(chain) for chain in chains}
    cut = [part for chain, many in lines.items() for part in pieces(chain, many, piece)]
    found = _side_by_side(cut) if sum(lines.values()) > piece else map(_look, cut)
    told: dict[str, Break | None] = {}
    for (chain, _first, _last), fault in zip(cut, found, strict=True):
        told[chain] = told.get(chain) or fault
    return told


def pieces(chain: str, lines: int, size: int) -> Iterator[Piece]:
    """A chain of so many lines as pieces (chain, first, last); the last one is open, to end at the tip."""
    starts = range(1, max(lines, 1) + 1, size)
    for first in starts:
        yield chain, first, None if first == starts[-1] else first + size - 1


def _side_by_side(cut: list[Piece]) -> list[Break | None]:
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), apart, initializer=django.setup) as pool:
        return list(pool.map(_look, cut, repeat(translation.get_language() or "id")))


def _look(part: Piece, language: str = "id") -> Break | None:
    with translation.override(language):
        fault = queries.first_break(*part)
        return fault and Break(fault.chain, fault.seq, str(fault.what))
