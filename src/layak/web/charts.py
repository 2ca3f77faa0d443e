"""Where the strokes of a chart lie: x in percent of the width, so that text keeps its size everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from layak.core.instrument import Text
from layak.core.points import Points


class BandLike(Protocol):
    """A predikat's lower limit; `layak.core.instrument.Band` is one."""

    title: Text
    lower: Points


@dataclass(frozen=True, slots=True)
class Tick:
    """A threshold on a score bar."""

    x: str
    title: Text
    lower: Points


@dataclass(frozen=True, slots=True)
class Label:
    """Where a word above a bar stands: x, text-anchor and a small shift in pixels."""

    x: str
    anchor: str
    dx: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of ready, at risk and unclaimed points. Lengths are percentages ready for an SVG attribute."""

    ready: str
    risk: str
    claimed: str
    track: str
    ready_label: Label
    claimed_label: Label
    ticks: tuple[Tick, ...] = ()


def share(part: int, whole: int) -> str:
    """`part` of `whole` as "61.804%", always with a full stop: SVG knows no decimal comma."""
    if whole <= 0:
        return "0%"
    kept = min(max(part, 0), whole)
    return f"{(Decimal(kept) * 100 / whole).quantize(Decimal('0.001')).normalize():f}%"


def ready_label(ready: Points, scale: Points) -> Label:
    """Left of its edge where the bar is long enough, at the start of a short one, clear of the right end."""
    if ready * 5 < scale:
        return Label("0", "start")
    return Label(share(ready, scale), "end", -8) if ready * 100 <= scale * 82 else Label("82%", "end")


def claimed_label(claimed: Points, scale: Points) -> Label:
    """Right of its edge, or at the very end when there is no room to its right."""
    edge = max(claimed, scale // 5)
    return Label(share(edge, scale), "start", 4) if edge * 100 <= scale * 82 else Label("100%", "end")


def bar(ready: Points, claimed: Points, top: Points, scale: Points, bands: Iterable[BandLike] = ()) -> Bar:
    """A bar of `top` points drawn on a scale of `scale` points; claimed includes ready."""
    return Bar(
        ready=share(ready, scale),
        risk=share(claimed - ready, scale),
        claimed=share(claimed, scale),
        track=share(top, scale),
        ready_label=ready_label(ready, scale),
        claimed_label=claimed_label(claimed, scale),
        ticks=tuple(Tick(share(band.lower, scale), band.title, band.lower) for band in bands),
    )
