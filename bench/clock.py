"""Timing: run a thing a number of times, keep every duration, say median and 95th percentile."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in milliseconds, sorted."""

    durations: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle duration."""
        return self.durations[len(self.durations) // 2]

    @property
    def p95(self) -> float:
        """The duration that 95 of 100 stay below."""
        return self.durations[min(len(self.durations) - 1, len(self.durations) * 95 // 100)]


def repeat(times: int, work: Callable[[int], object], warm: int = 3) -> Timing:
    """Time `work(n)` after a few runs that do not count."""
    for n in range(warm):
        work(-1 - n)
    durations = []
    for n in range(times):
        started = time.perf_counter()
        work(n)
        durations.append((time.perf_counter() - started) * 1000)
    return Timing(tuple(sorted(durations)))
