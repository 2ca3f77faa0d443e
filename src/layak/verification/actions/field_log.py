"""What is noted in a unit, each thing once, however late and however often a phone sends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from layak.assessments.queries.editions import edition_of
from layak.core.refusal import Refusal, Refused, insist
from layak.evidence import queries as evidence
from layak.evidence.models import Document
from layak.people.models import User
from layak.trail.actions import record
from layak.verification.models import FieldSession, Operation, Unit
from layak.verification.queries import field as queries
from layak.verification.rules import field as rules


@dataclass(frozen=True, slots=True)
class Sent:
    """One operation as the phone made it; `photo` is the id of a finished upload of the same person."""

    id: UUID
    item: str
    value: dict[str, Any]
    done_at: datetime
    base: UUID | None = None
    photo: UUID | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the operations sent: the ids that are kept, and why others are not."""

    kept: list[UUID]
    refused: dict[UUID, Refusal]


def receive(unit: Unit, sent: Iterable[Sent], *, by: User) -> Receipt:
    """Keep each operation by itself, so that one that is refused stops no other."""
    kept: list[UUID] = []
    refused: dict[UUID, Refusal] = {}
    for each in sent:
        try:
            kept.append(keep(unit, each, by=by).pk)
        except Refused as error:
            refused[each.id] = error.refusal
    return Receipt(kept, refused)


@transaction.atomic
def keep(unit: Unit, sent: Sent, *, by: User) -> Operation:
    """Keep one operation. Sent again it changes nothing, not even when the session was closed since.

    Raises Refused: "id-taken" when its id stands for something else, "unknown-row", "photo-missing", and
    what `rules.inspect` refuses. One that meets another made on the same base is kept as a conflict.
    """
    session = FieldSession.objects.select_for_update(no_key=True, of=("self",))
    held = session.select_related("assessment__district").get(pk=unit.session_id)
    if known := Operation.objects.filter(pk=sent.id).first():
        insist(None if _same(known, unit, sent, by) else rules.TAKEN)
        return known
    insist(rules.inspect(by, held))
    _check_rows(held, sent)
    made = Operation.objects.create(
        id=sent.id,
        unit=unit,
        item=sent.item,
        value=sent.value,
        photo=_photo(held, sent, by),
        base=sent.base,
        author=by,
        done_at=min(sent.done_at, timezone.now()),
    )
    _mark_conflict(made)
    _tell(made, held, by)
    return made


def _same(known: Operation, unit: Unit, sent: Sent, by: User) -> bool:
    mine = (known.unit_id, known.author_id, known.item, known.value, known.base)
    return mine == (unit.pk, by.pk, sent.item, sent.value, sent.base)


def _check_rows(session: FieldSession, sent: Sent) -> None:
    codes = sent.value.get("codes", ())
    known = edition_of(session.assessment).questions
    if unknown := [code for code in codes if code not in known]:
        sentence = _("Pertanyaan %(code)s tidak ada di edisi ini. Periksa kodenya.")
        raise Refused(Refusal("unknown-row", sentence % {"code": unknown[0][:40]}))


def _photo(session: FieldSession, sent: Sent, by: User) -> Document | None:
    if sent.item != queries.PHOTO:
        return None
    upload = evidence.upload(by, sent.photo) if sent.photo else None
    if upload is None or upload.document is None or upload.district_id != session.assessment.district_id:
        sentence = _("Foto ini belum sampai. Kirim fotonya dulu; catatannya menyusul.")
        raise Refused(Refusal("photo-missing", sentence))
    return upload.document


def _mark_conflict(made: Operation) -> None:
    if made.item in queries.ADDED:
        return
    said = queries.said(made.unit, made.item)
    if said and said.conflict:
        Operation.objects.filter(pk=made.pk).update(conflict=True)
        made.conflict = True


def _tell(made: Operation, session: FieldSession, by: User) -> None:
    data = {"id": str(made.pk), "unit": made.unit.name, "item": made.item, "value": made.value}
    data |= {"base": str(made.base) if made.base else None, "conflict": made.conflict}
    data |= {"photo": made.photo_id, "done_at": made.done_at.isoformat()}
    district = session.assessment.district_id
    record("field.note", by=by, chain=district, about=f"unit:{made.unit_id}", data=data)
