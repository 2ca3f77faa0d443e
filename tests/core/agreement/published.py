"""Worked examples that others published, with the figures they report."""

KRIPPENDORFF_2011 = (  # four observers, twelve units, "Computing Krippendorff's Alpha-Reliability", part D
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
KRIPPENDORFF_BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")  # the same, part A
KRIPPENDORFF_NOMINAL = (
    "1 1 2 2 4 3 3 3 5 4 4 1",
    "2 1 2 2 2 3 3 3 5 4 4 4",
)  # the same, part B, a to e as 1 to 5
THREE_CODERS = (  # the computational example of the encyclopedia's article on alpha
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
COHEN_1968 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))  # two judges, 200 cases, three diagnoses
COHEN_WEIGHTS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
COHEN_UNEQUAL_WEIGHTS = ((0, 1, 4), (1, 0, 6), (2, 2, 0))
HOUT_1987 = ((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))  # 91 couples, as in Agresti 1990
ESSAYS = ("9 7 8 7 6 8 3 5 10", "8 8 6 6 7 6 1 4 8")  # Maple, EssayTools[QuadraticWeightedKappa]
MORE_ESSAYS = ("9 7 8 7 6 8 3 5 10", "3 5 6 6 7 6 1 4 8")


def rated(lines):
    """One line a rater (a, b, ...), one column a unit, a full stop where nothing was given."""
    columns = zip(*(line.split() for line in lines), strict=True)
    return {
        f"u{at}": {
            rater: float(value) for rater, value in zip("abcdef", column, strict=False) if value != "."
        }
        for at, column in enumerate(columns)
    }


def crossed(table):
    """A table of two raters' counts: rows are a's categories, columns b's."""
    cells = ((row, column, times) for row, line in enumerate(table) for column, times in enumerate(line))
    pairs = [(row, column) for row, column, times in cells for _ in range(times)]
    return {f"u{at}": {"a": row, "b": column} for at, (row, column) in enumerate(pairs)}
