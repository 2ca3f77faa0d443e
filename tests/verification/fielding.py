"""A field session for tests: Ogan Ilir at that stage, Ratna and Imam its team, one puskesmas to visit."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from layak.assessments.models import Assessment
from layak.core.stages import Stage
from layak.people.models import User
from layak.verification.actions import field, field_log
from layak.verification.models import FieldSession, Operation, Unit
from tests.verification.people import Verifiers, charge, fresh
from tests.world import World


def at_the_field(world: World, team: Verifiers) -> Assessment:
    """Ogan Ilir's sheet at field verification, charged to Ratna and Imam of the ministry."""
    Assessment.objects.filter(pk=world.assessment.pk).update(stage=Stage.FIELD)
    sheet = fresh(world.assessment)
    for who in (team.ratna, team.imam):
        charge(sheet, who, Stage.FIELD)
    return sheet


def planned(sheet: Assessment, by: User) -> FieldSession:
    """A visit tomorrow."""
    said = field.Plan(FieldSession.Mode.VISIT, timezone.now() + timedelta(days=1), place="Indralaya")
    return field.plan(sheet, said, by=by)


def puskesmas(session: FieldSession, by: User, name: str = "Puskesmas Timbangan") -> Unit:
    """A puskesmas to visit."""
    return field.choose_unit(session, "puskesmas", field.Place(name), by=by)


def said(unit: Unit, by: User, answer: str = "yes", item: str = "sdm", **more: object) -> Operation:
    """One answer, as a phone that had last seen `base` sends it."""
    value = {"note": more.pop("note", ""), "answer": answer}
    settles = more.pop("settles", None)
    return field_log.keep(unit, sent(item, value | ({"settles": settles} if settles else {}), **more), by=by)


def sent(
    item: str, value: dict[str, object], base: UUID | None = None, number: UUID | None = None, **more: object
) -> field_log.Sent:
    """An operation of a phone."""
    return field_log.Sent(number or uuid4(), item, value, timezone.now(), base, **more)


def finding(unit: Unit, by: User, note: str = "Ruang konseling belum ada.") -> Operation:
    """The unit's finding."""
    return field_log.keep(unit, sent("finding", {"note": note, "codes": ["15.1"]}), by=by)
