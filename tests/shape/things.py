"""One of everything that a route can name, all of Ogan Ilir's Dinas Kesehatan where there is a choice.

Three sheets stand side by side: this year's, which the district answers; last year's, which Hadi verifies
for the province; and the one before, for which Ratna of the ministry is in the field.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import answering, citing, cycles, editions
from layak.assessments.models import Assessment, Stage
from layak.core import stages
from layak.evidence.actions.documents import add_link
from layak.evidence.actions.keeping import keep
from layak.evidence.actions.uploads import add_file, start
from layak.evidence.models import Document
from layak.people import actions as people
from layak.people.models import Role, User
from layak.portal.views import serving
from layak.results.actions.publishing import publish
from layak.results.actions.roots import publish_root
from layak.results.models import Paper, Result
from layak.verification.models import FieldSession, Note, Operation, Unit
from tests.core.broken import FILES
from tests.evidence import files
from tests.people.authenticator import add_passkey
from tests.results.stage import close
from tests.verification.people import DAY, charge, verifiers
from tests.world import EDITION, PASSWORD, World

INDICATOR, BLOCK, DISTRICT = {"code": "14"}, {"code": "K3"}, {"code": "16.10"}
OF_INDICATOR = ("assignment_indicator", "ledger_indicator", "edition_indicator", "result_indicator")
OF_BLOCK = ("ledger_block", "result_block", "sheet_ledger_block")
OF_DISTRICT = ("agencies_of", "agency_add", "agencies_adopt", "agencies_functions")
CHECKED = ("desk_", "note_reply", "notes_of")
"""How the routes begin that are about the sheet which the province verifies."""


@dataclass(frozen=True)
class Things:
    """What routes can name, and the people who try them."""

    arguments: dict[str, Any]
    by_route: dict[str, dict[str, Any]]
    people: dict[str, User]
    sheets: tuple[Assessment, Assessment, Assessment]

    def of(self, route: str, names: Any) -> dict[str, Any]:
        """The arguments of a route."""
        own = self.by_route.get(route, {})
        if route.startswith(CHECKED):
            own = {"assessment_id": self.sheets[1].pk, "number": self.arguments["note"]} | own
        return {name: own.get(name, self.arguments.get(name)) for name in names}


@pytest.fixture
def things(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Things:
    """Make them, each by whoever may."""
    monkeypatch.setattr(settings, "EDITIONS_ROOT", tmp_path / "editions")
    cache.clear()
    serving.forget()
    made = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    answering.answer(world.assessment, "14.1", {"kind": "direct", "points": "1"}, version=0, by=world.rina)
    content = files.blank_pdf()
    document = add_file("bukti.pdf", [content], len(content), **made)
    removed = add_link("https://contoh.test/video", "Video", **made)
    citing.attach(world.assessment, "14.1", document.pk, by=world.rina)
    invited = people.invite(by=world.yusuf, name="Putu", role=Role.OPERATOR, agency=world.dinkes)
    team = verifiers()
    checked, visited = sheet(world, 2025, stages.Stage.PROVINCE), sheet(world, 2024, stages.Stage.FIELD)
    given = charge(checked, team.hadi)
    charge(visited, team.ratna, stages.Stage.FIELD)
    session, unit, photo = in_the_field(visited, document, team.ratna)
    result, paper = _frozen(world)
    root = publish_root()
    key = _locks(world.rina)
    common = {
        "name": result,
        "paper_id": paper,
        "session_id": session,
        "unit_id": unit,
        "operation": photo,
        "note": noted(checked, team.hadi).pk,
        "assessment_id": world.assessment.pk,
        "cycle_id": world.cycle.pk,
        "agency_id": world.dinkes.pk,
        "number": document.pk,
        "version": 1,
        "page": 1,
        "width": 960,
        "code": "14.1",
        "indicator": "14",
        "key": EDITION,
        "district": "16.10",
        "province": "16",
        "day": root.day.isoformat(),
        "stage": "self",
        "token": invited.token,
        "provider_id": "oidc",
        "uidb36": "1",
        "pk": world.dinkes.pk,
    }
    seat, invitation = {"pk": world.rina.seats[0].pk}, {"pk": invited.invitation.pk}
    upload = {"number": start("lain.pdf", 9, **made).pk}
    own = {
        "people_invitation_renew": invitation,
        "people_invitation_revoke": invitation,
        "people_password": {"pk": world.rina.pk},
        "people_end": seat,
        "people_restore": seat,
        "edition_install": {"token": edition(world.agus)},
        "edition_staged": {"token": edition(world.agus, note="# dilihat saja\n")},
        "nation_file": {"kind": "csv"},
        "province_file": {"kind": "csv"},
        "field_photo_piece": upload,
        "field_plan": {"assessment_id": visited.pk},
        "upload": upload,
        "document_restore": {"number": removed.pk},
        "desk_file": {"number": document.pk},
        "desk_picture": {"number": document.pk},
        "mandate_end": {"number": given.pk},
        "result_publish": {"name": close(world, stages.Stage.SELF).name},
        "portal_download": {"name": "penghargaan.csv"},
        "portal_language": {"code": "en"},
        "account_reset_password_from_key": {"key": "x"},
        "mfa_edit_webauthn": {"pk": key},
        "mfa_remove_webauthn": {"pk": key},
    }
    own |= dict.fromkeys(OF_INDICATOR, INDICATOR) | dict.fromkeys(OF_DISTRICT, DISTRICT)
    own |= dict.fromkeys(OF_BLOCK, BLOCK)
    everyone = {person.username: person for person in world.people} | vars(team)
    return Things(common, own, everyone, (world.assessment, checked, visited))


def edition(admin: User, note: str = "") -> str:
    """An uploaded edition that is not installed yet."""
    parts = {name: content.encode() for name, content in FILES.items()}
    return editions.stage({**parts, "edition.yaml": parts["edition.yaml"] + note.encode()}, "kecil", by=admin)


def sheet(world: World, year: int, stage: stages.Stage, district: str = "16.10") -> Assessment:
    """A district's sheet of an earlier year at a later stage, with an answer that cites what 14.1 cites."""
    cycle = world.cycle.__class__.objects.filter(year=year).first() or _cycle(year)
    made = cycles.open_assessment(cycle.pk, district, by=None)
    Assessment.objects.filter(pk=made.pk).update(stage=stage)
    for part in world.assessment.assignments.all():
        made.assignments.create(code=part.code, agency=part.agency, part=part.part)
    for answer in world.assessment.answers.all():
        copied = {"code": answer.code, "data": answer.data, "points": answer.points, "status": "approved"}
        new = made.answers.create(**copied, changed_by=world.rina, changed_at=timezone.now())
        for cited in answer.citations.all():
            new.citations.create(document=cited.document, added_by=world.rina, added_at=timezone.now())
    return Assessment.objects.select_related("cycle", "district").get(pk=made.pk)


def _cycle(year: int) -> Any:
    now = timezone.now()
    return cycles.create(
        year=year,
        title=f"Evaluasi KLA {year}",
        edition_key=EDITION,
        years=(year - 2, year - 1),
        windows={stage: (now - 7 * DAY, now + 7 * DAY) for stage in Stage if stage != Stage.REPAIR},
        by=None,
    )


def noted(sheet: Assessment, by: User) -> Note:
    """A note about 14.1 that waits for the district."""
    said = {"stage": sheet.stage, "code": "14.1", "text": "Tanda tangan bupati?"}
    return Note.objects.create(assessment=sheet, author=by, **said)


def in_the_field(sheet: Assessment, document: Document, by: User, nth: int = 1) -> tuple[int, int, UUID]:
    """A visit with a unit and its photo."""
    session = FieldSession.objects.create(
        assessment=sheet, mode=FieldSession.Mode.VISIT, starts_at=timezone.now(), place="Indralaya"
    )
    unit = Unit.objects.create(session=session, kind="sra", name=f"SDN {nth}")
    return session.pk, unit.pk, photographed(unit, document, by)


def photographed(unit: Unit, document: Document, by: User) -> UUID:
    """A photo of a unit."""
    return Operation.objects.create(
        unit=unit, item="photo", photo=document, author=by, done_at=timezone.now()
    ).pk


def _frozen(world: World) -> tuple[str, int]:
    """A published result of the self-assessment with a paper, whose bytes are not looked at here."""
    result = publish(close(world, stages.Stage.SELF), by=world.agus)
    return result.name, papered(result).pk


def papered(result: Result) -> Paper:
    """A report of a result."""
    content = f"%PDF-1.7 {result.name} {result.papers.count()}".encode()
    return Paper.objects.create(result=result, kind="rapor", sha256=keep(content, "application/pdf"))


def _locks(person: User) -> int:
    """An app with codes for bad days, and a passkey, whose number it is."""
    add_passkey(entered(person))
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return Authenticator.objects.get(user=person, type="webauthn").pk


def entered(person: User | None) -> Client:
    """The browser of a person who has just given their password; of a stranger for None."""
    client = Client()
    if person is not None:
        client.force_login(person, backend="layak.people.adapters.Backend")
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def again(client: Client) -> Client:
    """The same browser as it was, whatever is done with the first."""
    second = Client()
    if known := client.cookies.get(settings.SESSION_COOKIE_NAME):
        second.cookies[settings.SESSION_COOKIE_NAME] = known.value
    return second
