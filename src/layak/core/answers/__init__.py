"""What a person gave to a question: typed, exact, refused with a sentence when it cannot be."""

from layak.core.answers.given import (
    Choice,
    Count,
    Direct,
    Given,
    Matrix,
    Percent,
    Problem,
    Unfit,
    Years,
    empty,
    percentages,
    to_data,
)
from layak.core.answers.lacking import missing
from layak.core.answers.reading import read

__all__ = [
    "Choice",
    "Count",
    "Direct",
    "Given",
    "Matrix",
    "Percent",
    "Problem",
    "Unfit",
    "Years",
    "empty",
    "missing",
    "percentages",
    "read",
    "to_data",
]
