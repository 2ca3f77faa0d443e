"""The counts of an answer as anyone may read them: small ones, which could point at children, kept back."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from layak.core.answers import figures
from layak.core.suppression import is_small, shown_of


class Counts(NamedTuple):
    """A count, or a part and its whole, of one year; None where there is none or it is kept back."""

    part: Decimal | None
    whole: Decimal | None
    kept_back: bool


def counts(data: Mapping[str, Any], year: int) -> Counts | None:
    """What may be told of the stored answer's counts in a year; None for answers that count nothing."""
    if data.get("kind") == "count":
        part, whole = _figure(data.get(f"value_{year}")), None
    elif data.get("kind") == "percent":
        part, whole = _figure(data.get(f"numerator_{year}")), _figure(data.get(f"denominator_{year}"))
    else:
        return None
    told = _told(part, whole)
    return Counts(*told, kept_back=told != (part, whole))


def keeps_back(data: Mapping[str, Any], years: Iterable[int]) -> bool:
    """Whether any of the answer's counts is kept back."""
    return any(found.kept_back for year in years if (found := counts(data, year)))


def _told(part: Decimal | None, whole: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if part is None or whole is None:
        return _alone(part), _alone(whole)
    return shown_of(part, whole)  # type: ignore[arg-type, return-value] # counts typed with decimals stay so


def _alone(count: Decimal | None) -> Decimal | None:
    return None if count is None or is_small(count) else count  # type: ignore[arg-type]


def _figure(text: Any) -> Decimal | None:
    try:
        return figures.parse(text)
    except figures.NotFigure:
        return None
