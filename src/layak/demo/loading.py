"""Loading the demo in the order a district lives it: places, people, cycles, answers, proof, checks."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused
from layak.demo import answers, calendar, offices, proof, roads, verifiers
from layak.demo.offices import PASSWORD
from layak.people import actions as people
from layak.people.models import Membership, User
from layak.people.queries import agencies, pages

DISTRICT = "16.10"

__all__ = ["DISTRICT", "PASSWORD", "load", "logins"]


def load() -> str:
    """Fill an empty demo instance, all or nothing; the sentence that says what happened.

    Raises Refused on an instance that is not a demo: its people share one published password.
    """
    if not settings.DEMO:
        sentence = _("Data contoh hanya untuk situs contoh. Setel LAYAK_DEMO=1 pada Layak yang masih kosong.")
        raise Refused(Refusal("not-demo", sentence))
    if agencies(DISTRICT).exists():
        return _("Data contoh sudah dimuat.")
    with transaction.atomic():
        _load()
    return _("Data contoh dimuat: nilai Ogan Ilir dari rekap publik 2024, selebihnya rekaan.")


def _load() -> None:
    people.load_regions()
    people.load_district_areas(DISTRICT)
    staff = offices.open_offices(DISTRICT)
    team = verifiers.appoint()
    past = calendar.open_past(DISTRICT, by=staff.admin)
    answers.record_past(past, staff)
    now = calendar.open_present(DISTRICT, by=staff.admin)
    answers.claim(now, staff)
    proof.file_proof(now, staff)
    answers.decide(now, staff)
    roads.finish(past, staff, team)
    calendar.close_past(past, by=staff.admin)
    roads.at_the_province(now.cycle, team, staff)
    roads.under_repair(now.cycle, team, staff)


def logins() -> str:
    """The demo people with their user names, roles, purposes and the one password, for a terminal."""
    lines = [_line(person, seat) for person in pages.demo_people() for seat in person.shown]
    return "\n".join([_("Kata sandi semua orang contoh: %(password)s") % {"password": PASSWORD}, *lines])


def _line(person: User, seat: Membership) -> str:
    does = _(person.demo_purpose) if person.demo_purpose else ""
    place = seat.agency or seat.region or "Layak"
    return f"  {person.username:<6} {seat.get_role_display()}, {place}. {does}".rstrip()
