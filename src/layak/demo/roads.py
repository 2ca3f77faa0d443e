"""Three sheets on the road that follows the self-assessment: one at its end, two on the way; all invented.

Everything is done through the actions that people use, in the order in which they would.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_noop as _

from layak.assessments.models import Assessment, Cycle
from layak.core.stages import Go, Stage
from layak.demo import answers, calendar, desk, proof
from layak.demo.offices import Staff, open_neighbour
from layak.demo.verifiers import Verifiers
from layak.demo.visit import visit
from layak.people.actions import load_district_areas
from layak.results.actions.closing import Award
from layak.results.actions.publishing import publish

TOLD: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("checking.yaml").read_text())
SOURCE = "Keputusan contoh 1/{year}, rekaan"
PRABUMULIH, PANGKAL_PINANG = "16.74", "19.71"
ANSWERED = 150
"""So many rows a neighbour answers."""
LACKING = ("inovasi", "sertifikat")
"""Kinds of document that Prabumulih has not filed."""


def finish(sheet: Assessment, staff: Staff, team: Verifiers) -> None:
    """Ogan Ilir's sheet of 2024, from the sending to the published predikat."""
    told = TOLD["finished"]
    proof.file_collections(sheet, staff)
    desk.close(sheet, Go.SEND, by=staff.secretariat)
    _province(sheet, staff, team, told["province"])
    _review(sheet, staff, team, told["review"])
    _field(sheet, staff, team, told)
    desk.reply(sheet, told["field"]["notes"], staff)
    desk.close(sheet, Go.SEND, by=staff.secretariat)
    desk.charge(sheet, team.ratna, by=staff.admin)
    desk.settle(sheet, by=team.ratna)
    desk.rule(sheet, told["final"]["rulings"], by=team.ratna)
    desk.agree(sheet, by=team.ratna)
    last = desk.close(sheet, Go.SEND, by=team.ratna)
    decided = Award(last.predikat, SOURCE.format(year=sheet.cycle.year))
    publish(desk.close(sheet, Go.FINISH, by=team.ratna, award=decided), by=team.ratna)


def at_the_province(cycle: Cycle, team: Verifiers, staff: Staff) -> Assessment:
    """Prabumulih's sheet, sent early: Dewi is in the midst of it, Hadi reads the drawn rows unseen."""
    does = _("Menanggapi catatan verifikator provinsi.")
    load_district_areas(PRABUMULIH)
    own = open_neighbour(PRABUMULIH, "maya", "Maya Puspita", does, admin=staff.admin)
    sheet, told = _sent(cycle, PRABUMULIH, own, without=LACKING), TOLD["at_the_province"]
    desk.charge(sheet, team.dewi, by=staff.admin)
    desk.charge(sheet, team.hadi, by=staff.admin, blind=True)
    desk.charge(sheet, team.ratna, Stage.REVIEW, by=staff.admin)
    desk.note(sheet, told["notes"], by=team.dewi)
    desk.reply(sheet, told["notes"], own)
    desk.rule(sheet, told["rulings"], by=team.dewi)
    desk.accept(sheet, by=team.dewi, blocks=told["blocks"])
    desk.read_unseen(sheet, team.dewi, by=team.hadi)
    return sheet


def under_repair(cycle: Cycle, team: Verifiers, staff: Staff) -> Assessment:
    """Pangkal Pinang's sheet: its province ran out of time, the field was visited, 48 hours are running."""
    province, told = PANGKAL_PINANG.split(".")[0], TOLD["under_repair"]
    does = _("Memperbaiki yang dicatat dalam 2 x 24 jam.")
    load_district_areas(PANGKAL_PINANG)
    own = open_neighbour(PANGKAL_PINANG, "wayan", "Wayan Sudirta", does, admin=staff.admin)
    sheet = _sent(cycle, PANGKAL_PINANG, own)
    calendar.let_ahead(cycle, province, by=staff.admin)
    desk.close(sheet, Go.TAKE, by=team.ratna)
    _review(sheet, staff, team, told["review"])
    _field(sheet, staff, team, told)
    desk.charge(sheet, team.ratna, Stage.FINAL, by=staff.admin)
    desk.reply(sheet, told["field"]["notes"], own)
    calendar.let_pass(cycle, province, by=staff.admin)
    return sheet


def _sent(cycle: Cycle, district: str, own: Staff, *, without: Collection[str] = ()) -> Assessment:
    sheet = calendar.open_sheet(cycle, district, by=own.admin)
    answers.settle(sheet, answers.invented(district, ANSWERED), own)
    proof.file_collections(sheet, own, without=without)
    desk.close(sheet, Go.SEND, by=own.secretariat)
    return sheet


def _province(sheet: Assessment, staff: Staff, team: Verifiers, told: dict[str, Any]) -> None:
    desk.charge(sheet, team.dewi, by=staff.admin)
    desk.note(sheet, told["notes"], by=team.dewi)
    desk.reply(sheet, told["notes"], staff)
    desk.settle(sheet, by=team.dewi)
    desk.rule(sheet, told["rulings"], by=team.dewi)
    desk.agree(sheet, by=team.dewi)
    desk.close(sheet, Go.SEND, by=team.dewi)


def _review(sheet: Assessment, staff: Staff, team: Verifiers, told: dict[str, Any]) -> None:
    desk.charge(sheet, team.ratna, by=staff.admin)
    desk.rule(sheet, told["rulings"], by=team.ratna)
    desk.agree(sheet, by=team.ratna)
    desk.close(sheet, Go.SEND, by=team.ratna)


def _field(sheet: Assessment, staff: Staff, team: Verifiers, told: dict[str, Any]) -> None:
    """Imam visits, lowers what he found otherwise, notes what is to be mended, and starts the 48 hours."""
    desk.charge(sheet, team.imam, by=staff.admin)
    visit(sheet, told["visit"], by=team.imam)
    desk.rule(sheet, told["field"]["rulings"], by=team.imam)
    desk.note(sheet, told["field"]["notes"], by=team.imam)
    desk.close(sheet, Go.SEND, by=team.imam)
