"""Who meets what at each route: one thing of every kind in Ogan Ilir, and the table of answers.

`doors.txt` has a line a route and a column a person, with the status of a GET on Rina's agency's things,
or of an empty POST where GET is refused. Read it as a list of permissions: 200 opens, 302 leads to where it
happens or is explained, + says that something was done, 400 and 422 miss what the form should say, 403 says
why not, 404 does not exist for this person.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from layak.assessments.actions import answering, citing
from layak.core.stages import Stage
from layak.evidence.actions.documents import add_link
from layak.evidence.actions.keeping import keep
from layak.evidence.actions.uploads import add_file, start
from layak.evidence.models import Document
from layak.people import actions as people
from layak.people.models import Role
from layak.results.models import Paper
from layak.trail.models import Entry
from layak.verification.models import FieldSession, Operation, Unit
from tests.evidence import files
from tests.results.stage import close
from tests.world import World

TABLE = Path(__file__).with_name("doors.txt")
LINES = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
HEADING = "# Who meets what: the status at each route that needs a log-in; doors.py says how to read it."
COLUMNS, DOORS = tuple(LINES[0][1:]), {line[0]: line[1:] for line in LINES[1:]}
GLOBAL = {"cycle", "edition", "edition_indicator", "mfa_remove_webauthn", "mfa_edit_webauthn"}
"""Routes whose arguments name nothing of a district."""


@dataclass(frozen=True)
class Things:
    """One of everything that a route can name, all of Ogan Ilir's Dinas Kesehatan where there is a choice."""

    arguments: dict[str, Any]
    by_route: dict[str, dict[str, Any]]
    columns: tuple[str, ...] = COLUMNS

    @staticmethod
    def traces() -> int:
        """How much has ever been done; whoever changes something leaves a line."""
        return Entry.objects.count()


@pytest.fixture
def things(world: World) -> Things:
    """Make them, each by whoever may."""
    made = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    answering.answer(world.assessment, "14.1", {"kind": "direct", "points": "1"}, version=0, by=world.rina)
    content = files.blank_pdf()
    document = add_file("bukti.pdf", [content], len(content), **made)
    removed = add_link("https://contoh.test/video", "Video", **made)
    citing.attach(world.assessment, "14.1", document.pk, by=world.rina)
    invited = people.invite(by=world.yusuf, name="Putu", role=Role.OPERATOR, agency=world.dinkes)
    session, unit, photo = _in_the_field(world, document)
    result, paper = _frozen(world)
    common = {
        "name": result,
        "paper_id": paper,
        "session_id": session,
        "unit_id": unit,
        "operation": photo,
        "assessment_id": world.assessment.pk,
        "cycle_id": world.cycle.pk,
        "agency_id": world.dinkes.pk,
        "number": document.pk,
        "version": 1,
        "page": 1,
        "width": 960,
        "code": "14.1",
        "indicator": "14",
        "key": "kla-2024",
        "district": "16.10",
        "province": "16",
        "day": "2026-11-21",
        "stage": "self",
        "token": invited.token,
        "provider_id": "oidc",
        "uidb36": "1",
        "pk": world.dinkes.pk,
    }
    indicator, district = {"code": "14"}, {"code": "16.10"}
    seat = {"pk": world.rina.seats[0].pk}
    return Things(
        common,
        {
            "assignment_indicator": indicator,
            "ledger_indicator": indicator,
            "edition_indicator": indicator,
            "ledger_block": {"code": "K3"},
            "result_indicator": indicator,
            "result_block": {"code": "K3"},
            "agencies_of": district,
            "agency_add": district,
            "agencies_adopt": district,
            "agencies_functions": district,
            "people_invitation_renew": {"pk": invited.invitation.pk},
            "people_invitation_revoke": {"pk": invited.invitation.pk},
            "people_password": {"pk": world.rina.pk},
            "nation_file": {"kind": "csv"},
            "province_file": {"kind": "csv"},
            "people_end": seat,
            "people_restore": seat,
            "field_photo_piece": {"number": start("lain.pdf", 9, **made).pk},
            "upload": {"number": start("lain.pdf", 9, **made).pk},
            "document_restore": {"number": removed.pk},
            "account_reset_password_from_key": {"key": "x"},
            "mfa_edit_webauthn": {"pk": 1},
            "mfa_remove_webauthn": {"pk": 1},
        },
    )


def _in_the_field(world: World, document: Document) -> tuple[int, int, UUID]:
    """A session with a unit and its photo, made where no verifier has brought the sheet that far."""
    session = FieldSession.objects.create(
        assessment=world.assessment, mode=FieldSession.Mode.VISIT, starts_at=timezone.now(), place="Indralaya"
    )
    unit = Unit.objects.create(session=session, kind="sra", name="SDN 1")
    photo = Operation.objects.create(
        unit=unit, item="photo", photo=document, author=world.dewi, done_at=timezone.now()
    )
    return session.pk, unit.pk, photo.pk


def _frozen(world: World) -> tuple[str, int]:
    """A result of the self-assessment with a paper, whose bytes are not looked at here."""
    result = close(world, Stage.SELF)
    paper = Paper.objects.create(result=result, kind="rapor", sha256=keep(b"%PDF-1.7", "application/pdf"))
    return result.name, paper.pk


def arguments(route: URLPattern, what: Things) -> dict[str, Any]:
    """What a route needs, taken from the things."""
    own = what.by_route.get(route.name, {})
    return {name: own.get(name, what.arguments.get(name)) for name in route.pattern.regex.groupindex}


def meet(client: Client, url: str) -> str:
    """The status of opening a route, or of asking for its act, with a + when it was done; then undone."""
    with transaction.atomic():
        before = Things.traces()
        answer = client.get(url)
        answer = client.post(url) if answer.status_code == 405 else answer
        done = "+" if Things.traces() > before else ""
        transaction.set_rollback(True)
    return f"{answer.status_code}{done}"
