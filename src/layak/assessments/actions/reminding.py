"""Reminding agencies of what they owe: a trail line each, shown on their own pages, and mail where set up."""

from collections.abc import Collection, Iterable
from functools import partial

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.assessments.queries.overview import Desk, picture
from layak.assessments.queries.reminding import ACTION, about, reminded_today
from layak.assessments.rules import steering
from layak.core.refusal import insist
from layak.people import queries as people
from layak.people.models import AGENCY_ROLES, User
from layak.trail.actions import record


@transaction.atomic
def remind(assessment: Assessment, agencies: Collection[int], *, by: User, site: str = "") -> int:
    """Remind agencies (ids) that lead rows of the assessment, each once a day; return how many were.

    `site` is the scheme and host that letters link to where the instance has no public address.
    Agencies reminded today are passed over. Raises Refused: "not-secretariat", "nobody-owes" when none
    of them leads an unfinished row, "reminded-today" when all were reminded already.
    """
    insist(steering.steer(by, assessment.district_id))
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    owing = [desk for desk in picture(assessment).desks if desk.agency_id in agencies and desk.owes]
    done = reminded_today(assessment, agencies)
    chosen = [desk for desk in owing if desk.agency_id not in done]
    insist(steering.remind(owing=len(owing), left=len(chosen)))
    for desk in chosen:
        record(ACTION, by=by, chain=assessment.district_id, about=about(desk.agency_id), data=_told(desk))
    transaction.on_commit(partial(_mail, chosen, by.name, _home(site)), robust=True)
    return len(chosen)


def _told(desk: Desk) -> dict[str, int]:
    return {"late": desk.late, "unanswered": desk.open, "at_risk": desk.at_risk}


def _home(site: str) -> str:
    """Where tasks are opened, with scheme and host: a letter is read far from any page."""
    return (settings.PUBLIC_URL or site or settings.LOCAL_URL) + reverse("home")


def _mail(desks: Iterable[Desk], sender: str, link: str) -> None:
    """One letter per agency to its operators and heads who gave an address; nobody sees another's."""
    names = {desk.agency_id: desk for desk in desks}
    seats = people.memberships().filter(agency__in=names, role__in=AGENCY_ROLES, ended_at=None)
    addressed = seats.filter(user__is_active=True).exclude(user__email=None)
    pairs = set(addressed.values_list("agency_id", "user__email"))
    send_mass_mail([_letter(names[agency], sender, address, link) for agency, address in sorted(pairs)])


def _letter(desk: Desk, sender: str, address: str, link: str) -> tuple[str, str, str, list[str]]:
    told = {"sender": sender, "agency": desk.name, "late": desk.late, "open": desk.open, "link": link}
    subject = _("Pengingat penilaian mandiri KLA untuk %(agency)s") % told
    text = _(
        "%(sender)s mengingatkan %(agency)s: %(open)s pertanyaan belum terjawab, %(late)s lewat tenggat.\n"
        "Buka Tugas saya: %(link)s"
    )
    return subject, text % told, settings.DEFAULT_FROM_EMAIL, [address]
