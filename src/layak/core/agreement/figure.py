"""One statistic with its bootstrap interval, or the sentence that says why there is none."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from layak.core.agreement.ratings import Floats
from layak.core.instrument import Text

Statistic = Callable[[Floats], Floats]
"""Weights of the different units, one row a sample, to one value a sample; NaN where it is undefined."""

SAMPLES = 1000
BATCH = 100
SEED = 1
CONFIDENCE = 0.95
ENOUGH = 0.9
"""The share of samples in which a statistic must be defined for its interval to be given."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and its percentile interval of 95 %; `units` were used. What is None, `why` explains."""

    value: float | None
    low: float | None
    high: float | None
    units: int
    why: Text | None = None


def measured(counts: Floats, statistic: Statistic, nothing: Text, seed: int = SEED) -> Figure:
    """The statistic over units seen `counts` times, its interval from resampling whole units.

    `nothing` is said where the statistic is undefined. The same seed gives the same interval.
    """
    units = int(counts.sum())
    if units < 2:
        return Figure(None, None, None, units, TOO_FEW if units else NO_PAIRS)
    value = float(statistic(counts[np.newaxis])[0])
    if np.isnan(value):
        return Figure(None, None, None, units, nothing)
    known = _resampled(counts, statistic, np.random.default_rng(seed))
    if len(known) < ENOUGH * SAMPLES:
        return Figure(value, None, None, units, UNSTEADY)
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Figure(value, float(low), float(high), units)


def _resampled(counts: Floats, statistic: Statistic, chance: np.random.Generator) -> Floats:
    """The statistic in every sample where it is defined, batch by batch to spare memory."""
    units = int(counts.sum())
    batches = (chance.multinomial(units, counts / units, BATCH) for _ in range(SAMPLES // BATCH))
    values: Floats = np.concatenate([statistic(drawn.astype(np.float64)) for drawn in batches])
    known: Floats = values[~np.isnan(values)]
    return known


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part / whole`, NaN where the whole is nought."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


NO_PAIRS = Text(
    "Belum ada pertanyaan yang dinilai oleh dua verifikator. Tunggu sampai penilaian ganda selesai.",
    "No row has been judged by two verifiers yet. Wait until the double verification is done.",
)
TOO_FEW = Text(
    "Baru satu pertanyaan dinilai oleh dua verifikator. Diperlukan sedikitnya dua.",
    "Only one row has been judged by two verifiers. At least two are needed.",
)
UNSTEADY = Text(
    "Nilainya terlalu seragam untuk rentang yang dapat dipercaya. Tambah pertanyaan yang dinilai ganda.",
    "The ratings vary too little for an interval one can trust. Have more rows judged twice.",
)
NO_VARIATION = Text(
    "Semua nilai yang diberikan sama, sehingga kesepakatan tidak dapat diukur. "
    "Tambah pertanyaan yang dinilai ganda.",
    "All ratings given are the same, so that agreement cannot be measured. Have more rows judged twice.",
)
