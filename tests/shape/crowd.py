"""One more of everything that a page lists, as often as asked: for pages whose queries grow with rows."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from layak.assessments.models import Assessment, Remark, Window
from layak.core.answers import Direct, to_data
from layak.core.stages import Stage
from layak.evidence.actions.uploads import add_file
from layak.evidence.models import Document
from layak.people import actions as people
from layak.people.models import Membership, Region, Role, User
from layak.results.actions.publishing import publish
from layak.results.models import Result, Root
from layak.trail.actions import record
from layak.verification.models import FieldSession, Mandate, Unit, Verdict
from tests.evidence import files
from tests.people.authenticator import add_passkey
from tests.results.stage import close
from tests.shape.things import Things, entered, in_the_field, noted, papered, photographed, sheet
from tests.world import World

ROWS = {1: ("14.2", "17.1"), 2: ("14.4", "14.5"), 3: ("12.1", "14.6")}
"""What is answered, noted and judged beside 14.1, each time."""


def grow(world: World, things: Things, nth: int) -> None:
    """One more of each, for the `nth` time (1 to 3)."""
    proof = _proof(world, nth)
    _people(world, nth)
    _answers(world, things, ROWS[nth], proof)
    _verifying(world, things, ROWS[nth], nth)
    _field(things, proof, nth)
    _results(world, nth)
    _country(world, nth)
    _calendar(world, nth)
    add_passkey(entered(world.rina))


def _people(world: World, nth: int) -> None:
    agency = people.create_agency("16.10", by=None, name=f"Badan {nth}", short_name=f"B{nth}")
    function = ("dinsos", "disdukcapil", "kemenag")[nth - 1]
    people.map_functions("16.10", {function: agency.pk}, by=None)
    for role, place in ((Role.OPERATOR, world.dinkes), (Role.OPERATOR, agency), (Role.HEAD, agency)):
        name = f"{role}{place.pk}-{nth}"
        person = User.objects.create_user(name, name=name)
        Membership.objects.create(user=person, role=role, region=world.ogan_ilir, agency=place)
        people.invite(by=world.yusuf, name=name, role=role, agency=place)


def _proof(world: World, nth: int) -> Document:
    """A document, and one more version of every document with a file."""
    made = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    content = files.blank_pdf(nth + 1)
    document = add_file(f"bukti {nth}.pdf", [content], len(content), **made)
    blob = document.newest.blob
    for one in Document.objects.filter(link=""):
        told = {"number": one.newest.number + 1, "filename": "lagi.pdf"}
        one.versions.create(blob=blob, uploaded_by=world.rina, **told)
    return document


def _answers(world: World, things: Things, rows: tuple[str, str], proof: Document) -> None:
    """Two rows of every sheet answered, proven, talked about and helped with; 14.1 too."""
    now = timezone.now()
    for one in things.sheets:
        for code, status in zip((*rows, "14.1"), ("draft", "needs-fix", "submitted"), strict=True):
            told = {"data": to_data(Direct(500)), "points": 500, "status": status}
            by = {"changed_by": world.rina, "changed_at": now}
            answer, _new = one.answers.get_or_create(code=code, defaults=told | by)
            answer.citations.create(document=proof, added_by=world.rina, added_at=now)
            for kind in Remark.Kind:
                one.remarks.create(code=code, kind=kind, text="Mana?", author=world.yusuf, written_at=now)
            one.assignments.get_or_create(code=code, part="lead", defaults={"agency": world.dinkes})
            one.assignments.get_or_create(code=code, part="helper", agency=world.disdik)
            _tell("answers.save", world.rina, f"answer:{answer.pk}")


def _verifying(world: World, things: Things, rows: tuple[str, str], nth: int) -> None:
    """A verifier with a share of the sheet, verdicts of both readers, notes, also on the open row."""
    _own, checked, visited = things.sheets
    hadi, imam = things.people["hadi"], things.people["imam"]
    more = User.objects.create_user(f"verifikator{nth}", name=f"Verifikator {nth}")
    for place in ("16", "0"):
        Membership.objects.create(user=more, role=Role.VERIFIER, region_id=place)
    for one in (checked, visited):
        Mandate.objects.create(verifier=more, assessment=one, stage=one.stage)
        for code in rows:
            for blind, by in ((False, hadi), (True, imam)):
                told = {"points": 400, "reason": "tidak-relevan", "of": "0" * 64}
                Verdict.objects.create(
                    assessment=one,
                    stage=one.stage,
                    code=code,
                    blind=blind,
                    verifier=by,
                    decided_at=timezone.now(),
                    **told,
                )
        noted(one, hadi)


def _field(things: Things, proof: Document, nth: int) -> None:
    """A visit, a unit of the open visit, and one more photo and answer of the open unit."""
    visited, ratna = things.sheets[2], things.people["ratna"]
    in_the_field(visited, proof, ratna, nth + 1)
    session = FieldSession.objects.get(pk=things.arguments["session_id"])
    place = Unit.objects.create(session=session, kind="puskesmas", name=f"Puskesmas {nth}")
    for unit in (place, Unit.objects.get(pk=things.arguments["unit_id"])):
        photographed(unit, proof, ratna)
        said = {"item": "sdm", "value": {"answer": "yes", "note": str(nth)}, "conflict": nth > 1}
        unit.operations.create(author=ratna, done_at=timezone.now(), **said)


def _results(world: World, nth: int) -> None:
    """A published result of the self-assessment, a paper of every result, a day's root."""
    publish(close(world, Stage.SELF), by=world.agus)
    for one in Result.objects.all():
        papered(one)
    newest = Root.objects.order_by("day").last()
    told = {"root": newest.root, "tips": newest.tips, "key": newest.key, "signature": newest.signature}
    Root.objects.create(day=newest.day - timedelta(days=10 * nth), **told)


def _country(world: World, nth: int) -> None:
    """Another district of the province with sheets at two stages, published; it is Hadi's to verify too."""
    code = f"16.{20 + nth}"
    Region.objects.create(code=code, name=f"Kabupaten {nth}", level=2, parent_id="16")
    for year, stage in ((2026, Stage.SELF), (2025, Stage.PROVINCE), (2024, Stage.FIELD)):
        made = sheet(world, year, stage, code)
        if stage is Stage.SELF:
            continue
        for name, step in (("hadi", Stage.PROVINCE), ("ratna", Stage.FIELD)):
            person = User.objects.get(username=name)
            Mandate.objects.create(verifier=person, assessment=made, stage=step)
        noted(made, world.agus)
    told = Result.objects.filter(assessment=world.assessment).latest("id")
    copy = {
        "total": told.total,
        "blocks": told.blocks,
        "document": told.document,
        "closed_at": told.closed_at,
    }
    for year in (2025, 2024):
        made = Assessment.objects.get(district=code, cycle__year=year)
        name = f"{nth}{year}".zfill(64)
        publish(Result.objects.create(name=name, assessment=made, stage="self", **copy), by=world.agus)


def _calendar(world: World, nth: int) -> None:
    """A stage with a window of its own for one province, and a later end for the district."""
    first = world.cycle.windows.get(stage="self", province=None)
    province = Region.objects.create(code=str(70 + nth), name=f"Provinsi {nth}", level=1)
    ends = {"opens_at": first.opens_at, "closes_at": first.closes_at}
    Window.objects.create(cycle=world.cycle, stage="self", province=province, **ends)
    later = {"closes_at": first.closes_at + timedelta(days=nth), "reason": "Banjir"}
    first.extensions.create(district=world.ogan_ilir, granted_by=world.agus, **later)


def _tell(action: str, by: User, about: str) -> None:
    with transaction.atomic():
        record(action, by=by, chain="16.10", about=about)
