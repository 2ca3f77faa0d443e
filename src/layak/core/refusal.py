"""A rule explains itself: the sentence a person reads when something may not be done."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. `sentence` is shown as it is, beside the disabled button and in the error alike."""

    code: str
    sentence: Any  # str, or a lazily translated str


class Refused(Exception):  # noqa: N818 - reads as what happened
    """Raised by an action whose rule refused; carries the same `Refusal` the page shows."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.sentence))
        self.refusal = refusal


def insist(refusal: Refusal | None) -> None:
    """Raise `Refused` when a rule returned a refusal; do nothing when it returned None."""
    if refusal is not None:
        raise Refused(refusal)
