"""What several people did apart, brought together: nothing overwrites, the order of arrival does not matter.

An operation says which earlier one it was made on (`base`). Those that nobody built on are the item's
heads; two heads with unlike values are a conflict, which one more operation settles by naming the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Op:
    """One change of one item: made on `base` (None: on nothing), putting the `settles` aside."""

    id: UUID
    value: Mapping[str, Any]
    base: UUID | None = None
    settles: tuple[UUID, ...] = ()


def heads(ops: Iterable[Op]) -> list[Op]:
    """The operations that none other was made on or put aside, in the order given."""
    known = list(ops)
    past = {passed for op in known for passed in (op.base, *op.settles) if passed != op.id}
    return [op for op in known if op.id not in past]


def unlike(ends: Sequence[Op]) -> bool:
    """Whether these heads say different things; the same said twice is no conflict."""
    return any(op.value != ends[0].value for op in ends[1:])
