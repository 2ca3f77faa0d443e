"""Timing: run a thing a number of times, keep every duration, say median and 95th percentile."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in milliseconds, sorted; `served` are those that the server itself told, if it did."""

    durations: tuple[float, ...]
    served: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The middle duration."""
        return _at(self.durations, 50)

    @property
    def p95(self) -> float:
        """The duration that 95 of 100 stay below."""
        return _at(self.durations, 95)

    def told(self) -> dict[str, Any]:
        """As the report wants it: medians and 95th percentiles, seen and served, and how often."""
        served = [_at(self.served, 50), _at(self.served, 95)] if self.served else None
        return {"seen": [self.median, self.p95], "served": served, "runs": len(self.durations)}


def _at(durations: Sequence[float], percent: int) -> float:
    return durations[min(len(durations) - 1, len(durations) * percent // 100)]


def repeat(
    times: int, work: Callable[[int], object], warm: int = 3, served: Callable[[], float] | None = None
) -> Timing:
    """Time `work(n)` after a few runs that do not count; `served` tells what the server spent since asked."""
    for n in range(warm):
        work(-1 - n)
    seen, told = [], []
    ask = served or float
    ask()
    for n in range(times):
        started = time.perf_counter()
        work(n)
        seen.append((time.perf_counter() - started) * 1000)
        told.append(ask())
    return Timing(tuple(sorted(seen)), tuple(sorted(told)) if served else ())
