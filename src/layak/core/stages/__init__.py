"""The road of a sheet from a district's own answers to its predikat: who holds it, who may do what, when.

`core.workflow` is the road of one answer inside the district; `reach` says when that road is open.
"""

from layak.core.stages.diagram import diagram, page
from layak.core.stages.procedure import BadProcedure, Procedure, acts, reach, unmet, why_not
from layak.core.stages.table import (
    PLACES,
    STEPS,
    Act,
    Clock,
    Condition,
    FieldMode,
    Go,
    Party,
    Place,
    Reach,
    Stage,
    Step,
)

__all__ = [
    "PLACES",
    "STEPS",
    "Act",
    "BadProcedure",
    "Clock",
    "Condition",
    "FieldMode",
    "Go",
    "Party",
    "Place",
    "Procedure",
    "Reach",
    "Stage",
    "Step",
    "acts",
    "diagram",
    "page",
    "reach",
    "unmet",
    "why_not",
]
