"""A field session: planned, changed, its units chosen or drawn, closed and opened again."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment
from layak.assessments.queries.editions import edition_of
from layak.core.checklists import checklists
from layak.core.refusal import Refusal, Refused, insist
from layak.people.models import User
from layak.trail.actions import record
from layak.verification.models import FieldSession, Unit
from layak.verification.queries import field as queries
from layak.verification.rules import field as rules

MOST_UNITS = 200


class Place(NamedTuple):
    """A unit by name and, where known, address."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of a session; `starts_at` is an aware moment."""

    mode: FieldSession.Mode
    starts_at: datetime
    place: str = ""
    link: str = ""
    team: str = ""
    participants: str = ""
    forum_talk: str = ""


@transaction.atomic
def plan(assessment: Assessment, said: Plan, *, by: User | None) -> FieldSession:
    """Plan a session. Raises Refused: "not-field-team", "not-this-stage"."""
    insist(rules.arrange(by, assessment))
    session = FieldSession.objects.create(assessment=assessment, **asdict(said))
    _tell("plan", session, by, {"new": _plain(said)})
    return session


@transaction.atomic
def change(session: FieldSession, said: Plan, *, version: int, by: User | None) -> FieldSession:
    """Change what is said of an open session; "stale" when someone saved since `version`."""
    current = _locked(session, version)
    insist(rules.inspect(by, current))
    before, after = _plain(plan_of(current)), _plain(said)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, getattr(said, name))
    _save(current)
    told = {"old": {n: before[n] for n in changed}, "new": {n: after[n] for n in changed}}
    _tell("replan", current, by, told)
    return current


@transaction.atomic
def choose_unit(
    session: FieldSession, kind: str, place: Place, *, codes: Sequence[str] | None = None, by: User | None
) -> Unit:
    """Add a unit by hand; without `codes` it speaks for its kind's usual rows.

    Raises Refused: "unknown-kind", "unknown-row", "unit-twice", "too-many-units", what `inspect` refuses.
    """
    current = _locked(session)
    insist(rules.inspect(by, current))
    made = _add(current, kind, [place], codes)[0]
    _tell("choose-unit", current, by, {"unit": made.name, "kind": kind, "codes": queries.codes_of(made)})
    return made


@transaction.atomic
def draw_units(
    session: FieldSession,
    kind: str,
    places: Iterable[Place],
    count: int,
    *,
    seed: str | None = None,
    by: User | None,
) -> list[Unit]:
    """Draw `count` units by chance from a list, and record the seed and the list's SHA-256.

    Raises Refused as `choose_unit` does, and "list-too-short".
    """
    current = _locked(session)
    insist(rules.inspect(by, current))
    offered = {place.name: place for place in places}
    seed = seed or secrets.token_hex(8)
    drawn = drawn_from(offered, count, seed)
    made = _add(current, kind, [offered[name] for name in drawn], None)
    listed = hashlib.sha256("\n".join(sorted(offered)).encode()).hexdigest()
    told = {"kind": kind, "drawn": drawn, "of": len(offered), "list": listed, "seed": seed}
    _tell("draw-units", current, by, told)
    return made


@transaction.atomic
def drop_unit(unit: Unit, *, by: User | None) -> None:
    """Take a unit off again, as long as nothing was noted there ("unit-in-use" otherwise)."""
    current = _locked(unit.session)
    insist(rules.inspect(by, current))
    if unit.operations.exists():
        sentence = _("Unit ini sudah punya catatan, jadi tidak dapat dihapus. Tulis temuannya saja.")
        raise Refused(Refusal("unit-in-use", sentence))
    unit.delete()
    _tell("drop-unit", current, by, {"unit": unit.name})


@transaction.atomic
def close(session: FieldSession, *, version: int, by: User | None) -> FieldSession:
    """End a session; "stale", "conflicts-open", "findings-missing", and what `inspect` refuses."""
    current = _locked(session, version)
    insist(rules.inspect(by, current))
    found = queries.found_in(current)
    disputed = [each.unit.name for each in found if each.disputed]
    insist(rules.close(disputed, [each.unit.name for each in found if each.count and not each.finding]))
    current.closed_at = timezone.now()
    _save(current)
    _tell("close", current, by, {"units": len(found), "visited": sum(1 for each in found if each.count)})
    return current


@transaction.atomic
def reopen(session: FieldSession, *, version: int, by: User | None) -> FieldSession:
    """Open a closed session again, so that what a phone still holds can arrive."""
    current = _locked(session, version)
    insist(rules.arrange(by, current.assessment))
    if current.closed_at is None:
        return current
    current.closed_at = None
    _save(current)
    _tell("reopen", current, by, {})
    return current


def drawn_from(names: Iterable[str], count: int, seed: str) -> list[str]:
    """The names drawn: those with the smallest SHA-256 of "seed, newline, name", which anyone can repeat.

    Raises Refused ("list-too-short") when there are fewer names than `count`.
    """
    offered = set(names)
    if not 0 < count <= len(offered):
        sentence = _("Daftar ini berisi %(n)s unit, jadi %(count)s unit tidak dapat diundi. Ubah jumlahnya.")
        raise Refused(Refusal("list-too-short", sentence % {"n": len(offered), "count": count}))
    return sorted(offered, key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest())[:count]


def plan_of(session: FieldSession) -> Plan:
    """What is said of a session now."""
    return Plan(**{name: getattr(session, name) for name in Plan.__slots__})


def _add(
    session: FieldSession, kind: str, places: Sequence[Place], codes: Sequence[str] | None
) -> list[Unit]:
    known = edition_of(session.assessment).questions
    if kind not in checklists():
        raise Refused(Refusal("unknown-kind", _("Jenis unit itu tidak ada. Pilih dari daftar.")))
    if codes is not None and (unknown := [code for code in codes if code not in known]):
        sentence = _("Pertanyaan %(code)s tidak ada di edisi ini. Periksa kodenya.") % {"code": unknown[0]}
        raise Refused(Refusal("unknown-row", sentence))
    taken = set(session.units.values_list("name", flat=True))
    if twice := [place.name for place in places if place.name in taken]:
        sentence = _("%(name)s sudah ada di sesi ini. Beri nama lain atau lewati.") % {"name": twice[0]}
        raise Refused(Refusal("unit-twice", sentence))
    if len(taken) + len(places) > MOST_UNITS:
        sentence = _("Satu sesi memuat paling banyak %(n)s unit. Buat sesi lain.") % {"n": MOST_UNITS}
        raise Refused(Refusal("too-many-units", sentence))
    usual = [code for code in checklists()[kind].codes if code in known]
    linked = ",".join(usual if codes is None else codes)
    return Unit.objects.bulk_create(
        Unit(session=session, kind=kind, codes=linked, **place._asdict()) for place in places
    )


def _locked(session: FieldSession, version: int | None = None) -> FieldSession:
    current = FieldSession.objects.select_for_update(no_key=True, of=("self",))
    found = current.select_related("assessment__district", "assessment__cycle").get(pk=session.pk)
    if version is not None and found.version != version:
        raise Refused(rules.STALE)
    return found


def _save(session: FieldSession) -> None:
    session.version += 1
    session.save()


def _plain(said: Plan) -> dict[str, Any]:
    return asdict(said) | {"starts_at": said.starts_at.isoformat(), "mode": str(said.mode)}


def _tell(verb: str, session: FieldSession, by: User | None, data: dict[str, Any]) -> None:
    district = session.assessment.district_id
    record(f"field.{verb}", by=by, chain=district, about=f"session:{session.pk}", data=data)
