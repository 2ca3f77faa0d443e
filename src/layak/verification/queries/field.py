"""Field verification as it is read: sessions a person may see, what was found, what is in dispute."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from layak.assessments.models import Assessment
from layak.assessments.queries import everywhere
from layak.core.checklists import Checklist, checklists
from layak.core.oplog import Op, heads, unlike
from layak.core.stages import Stage
from layak.people import queries as people
from layak.people.models import Role, User
from layak.verification.models import FieldSession, Mandate, Operation, Unit

FINDING, PHOTO, PLACE = "finding", "photo", "place"
ADDED = (PHOTO, PLACE)
"""Items of which there may be many, so that two of them are never in conflict."""
ANSWERS = ("yes", "partly", "no", "skipped")


@dataclass(frozen=True, slots=True)
class Said:
    """One item of a unit: what counts now, newest last; more than one only in a conflict."""

    item: str
    ends: tuple[Operation, ...]
    conflict: bool

    @property
    def now(self) -> Operation:
        """The newest of what counts."""
        return self.ends[-1]


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one unit: each item's state, its photos and places, how many operations in all."""

    unit: Unit
    said: dict[str, Said]
    photos: tuple[Operation, ...]
    places: tuple[Operation, ...]
    count: int

    @property
    def checklist(self) -> Checklist:
        """The list for the unit's kind."""
        return checklists()[self.unit.kind]

    @property
    def disputed(self) -> list[str]:
        """Items in conflict."""
        return [item for item, said in self.said.items() if said.conflict]

    @property
    def answered(self) -> int:
        """How many items of the checklist have an answer."""
        keys = {item.key for item in self.checklist.items}
        return sum(1 for key, said in self.said.items() if key in keys and said.now.value.get("answer"))

    @property
    def finding(self) -> str:
        """The unit's finding in words; empty while nobody wrote it."""
        said = self.said.get(FINDING)
        return str(said.now.value.get("note", "")) if said else ""

    @property
    def codes(self) -> list[str]:
        """Rows the finding speaks of; before it is written those the unit was linked to."""
        said = self.said.get(FINDING)
        return list(said.now.value.get("codes", [])) if said else codes_of(self.unit)


def charges(user: User) -> QuerySet[Assessment]:
    """The sheets the person has the charge of in the field, with cycle and district."""
    mine = Mandate.objects.filter(verifier=user, stage=Stage.FIELD, ended_at=None)
    return everywhere.sheets().filter(pk__in=mine.values("assessment")).select_related("cycle", "district")


def sessions(user: User) -> QuerySet[FieldSession]:
    """Sessions of one's charges; the district's secretariat and leader see their own; the admin all."""
    known = FieldSession.objects.select_related("assessment__district", "assessment__cycle")
    if not people.is_admin(user):
        own = Q(assessment__district__in=people.districts_of(user, Role.SECRETARIAT, Role.LEADER))
        known = known.filter(own | Q(assessment__in=charges(user)))
    return known.order_by("-starts_at", "-id")


def units(user: User) -> QuerySet[Unit]:
    """Units of the sessions the person may see, each with its session and sheet."""
    related = Unit.objects.select_related("session__assessment__district", "session__assessment__cycle")
    return related.filter(session__in=sessions(user).order_by())


def found(units: Iterable[Unit]) -> list[Found]:
    """What is known of each unit, in the order given. One query however many."""
    chosen = list(units)
    by_unit: dict[int, list[Operation]] = defaultdict(list)
    log = Operation.objects.filter(unit__in=chosen).select_related("author", "photo")
    for operation in log.order_by("received_at", "id"):
        by_unit[operation.unit_id].append(operation)
    return [_found(unit, by_unit[unit.pk]) for unit in chosen]


def found_in(session: FieldSession) -> list[Found]:
    """What is known of a session's units, by kind and name. Two queries."""
    return found(session.units.order_by("kind", "name"))


def said(unit: Unit, item: str) -> Said | None:
    """What counts of one item; None while nobody said anything. One query."""
    log = Operation.objects.filter(unit=unit, item=item).select_related("author")
    return _said(item, list(log.order_by("received_at", "id")))


def photo(user: User, operation: UUID) -> Operation | None:
    """A photo of a unit the person may see; None for any other."""
    shown = Operation.objects.filter(item=PHOTO, photo__isnull=False, unit__in=units(user))
    return shown.select_related("photo", "unit__session").filter(pk=operation).first()


def is_done(assessment: Assessment) -> bool:
    """Whether the field was visited: at least one session, and none of them open."""
    held = list(FieldSession.objects.filter(assessment=assessment).values_list("closed_at", flat=True))
    return bool(held) and all(held)


def codes_of(unit: Unit) -> list[str]:
    """The rows a unit is linked to."""
    return [code for code in unit.codes.split(",") if code]


def _found(unit: Unit, log: list[Operation]) -> Found:
    by_item: dict[str, list[Operation]] = defaultdict(list)
    for operation in log:
        by_item[operation.item].append(operation)
    photos, places = (tuple(by_item.pop(item, ())) for item in ADDED)
    items = {item: _said(item, part) for item, part in by_item.items()}
    return Found(unit, {k: s for k, s in items.items() if s}, photos, places, len(log))


def _said(item: str, log: list[Operation]) -> Said | None:
    ends = heads(_op(operation) for operation in log)
    if not ends:
        return None
    stored = {operation.pk: operation for operation in log}
    return Said(item, tuple(stored[op.id] for op in ends), unlike(ends))


def _op(operation: Operation) -> Op:
    value = dict(operation.value)
    settles = tuple(UUID(each) for each in value.pop("settles", ()))
    return Op(operation.pk, value, operation.base, settles)
