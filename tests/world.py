"""The small world in which the tests happen: two districts, five agencies, nine people, one open cycle.

Ogan Ilir (WIB) is where most tests live; Kutai Timur (WITA) is the neighbour nobody there may look into.
Dewi verifies for Sumatera Selatan, the province of Ogan Ilir, without a mandate.
The places are real, the people are not. Everybody's password is `PASSWORD`.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from layak.assessments.actions import assigning, cycles
from layak.assessments.models import Cycle, Stage
from layak.assessments.queries.assigning import stamp
from layak.people import actions as people
from layak.people.models import Agency, Membership, Region, Role, User
from layak.trail.models import Entry, Head
from tests.unprotected import unprotected

PASSWORD = "sandi-uji-2026"
EDITION = "kla-2024"

SUMATERA_SELATAN, OGAN_ILIR, KUTAI_TIMUR = "16", "16.10", "64.08"
REGIONS = (
    (SUMATERA_SELATAN, "Sumatera Selatan", None, "Asia/Jakarta"),
    (OGAN_ILIR, "Kabupaten Ogan Ilir", SUMATERA_SELATAN, "Asia/Jakarta"),
    ("64", "Kalimantan Timur", None, "Asia/Makassar"),
    (KUTAI_TIMUR, "Kabupaten Kutai Timur", "64", "Asia/Makassar"),
)
AGENCIES = (
    # attribute, district, name, short name, function, rows it answers for
    ("dinkes", OGAN_ILIR, "Dinas Kesehatan", "Dinkes", "dinkes", ("12.1", "14.1", "14.2", "17.1")),
    ("dinas_pppa", OGAN_ILIR, "Dinas PPPA", "Dinas PPPA", "dp3a", ("2.1", "2.2", "2.4")),
    ("bappeda", OGAN_ILIR, "Bappeda", "Bappeda", "bappeda", ("1.3a", "1.3b")),
    ("disdik", OGAN_ILIR, "Dinas Pendidikan", "Disdik", "disdik", ("18.1", "19.1", "19.2a")),
    ("dinkes_lain", KUTAI_TIMUR, "Dinas Kesehatan", "Dinkes", "dinkes", ("12.1", "14.1")),
)
PEOPLE = (
    # attribute and user name, role, region, agency
    ("rina", Role.OPERATOR, OGAN_ILIR, "dinkes"),
    ("ketut", Role.HEAD, OGAN_ILIR, "dinkes"),
    ("bayu", Role.OPERATOR, OGAN_ILIR, "disdik"),
    ("yusuf", Role.SECRETARIAT, OGAN_ILIR, None),
    ("sri", Role.LEADER, OGAN_ILIR, None),
    ("dewi", Role.VERIFIER, SUMATERA_SELATAN, None),
    ("wayan", Role.OPERATOR, KUTAI_TIMUR, "dinkes_lain"),
    ("maya", Role.SECRETARIAT, KUTAI_TIMUR, None),
    ("agus", Role.ADMIN, None, None),
)


class World:
    """The world as a test holds it, read afresh: people, agencies, districts, the cycle, the assessments."""

    rina: User
    ketut: User
    bayu: User
    yusuf: User
    sri: User
    dewi: User
    wayan: User
    maya: User
    agus: User
    dinkes: Agency
    dinas_pppa: Agency
    bappeda: Agency
    disdik: Agency
    dinkes_lain: Agency

    def __init__(self) -> None:
        self.ogan_ilir, self.kutai_timur = (Region.objects.in_bulk()[c] for c in (OGAN_ILIR, KUTAI_TIMUR))
        self.people = list(User.objects.order_by("id"))
        vars(self).update({person.username: person for person in self.people})
        agencies = {(a.district_id, a.name): a for a in Agency.objects.all()}
        vars(self).update({row[0]: agencies[row[1], row[2]] for row in AGENCIES})
        self.cycle = Cycle.objects.get(year=2026)
        by_district = {a.district_id: a for a in self.cycle.assessments.all()}
        self.assessment, self.assessment_lain = by_district[OGAN_ILIR], by_district[KUTAI_TIMUR]


def build() -> None:
    """Make the world in an empty, migrated database, as Layak itself would: through actions."""
    _regions()
    agencies = _agencies()
    _people(agencies)
    cycle = _cycle(timezone.now())
    for district in (OGAN_ILIR, KUTAI_TIMUR):
        opened = cycles.open_assessment(cycle.pk, district, by=None)
        leads = {c: agencies[row[0]].pk for row in AGENCIES if row[1] == district for c in row[5]}
        assigning.assign(opened.pk, leads, seen=stamp([]), by=None)
    _forget()


def _forget() -> None:
    """The trail begins with the test, so that a test can speak of its first line."""
    with unprotected():
        Entry.objects.all().delete()
        Head.objects.all().delete()


def _regions() -> None:
    """Four regions instead of the 552 that `load_regions` brings, or some of those."""
    for code, name, parent, zone in REGIONS:
        level = Region.Level.DISTRICT if parent else Region.Level.PROVINCE
        told = {"name": name, "level": level, "parent_id": parent, "timezone": zone}
        Region.objects.update_or_create(code=code, defaults=told)


def _agencies() -> dict[str, Agency]:
    made = {}
    for attribute, district, name, short, function, _rows in AGENCIES:
        made[attribute] = people.create_agency(district, by=None, name=name, short_name=short)
        people.map_functions(district, {function: made[attribute].pk}, by=None)
    return made


def _people(agencies: dict[str, Agency]) -> None:
    """Made directly, so that no test finds nine used invitations among its own."""
    for username, role, region, agency in PEOPLE:
        name = username.capitalize()
        person = User.objects.create_user(username, f"{username}@contoh.test", PASSWORD, name=name)
        Membership.objects.create(user=person, role=role, region_id=region, agency=agencies.get(agency))


def _cycle(now: datetime) -> Cycle:
    fortnight = timedelta(days=14)
    return cycles.create(
        year=2026,
        title="Evaluasi KLA 2026",
        edition_key=EDITION,
        years=(2024, 2025),
        windows={Stage.SELF: (now - fortnight, now + fortnight)},
        by=None,
    )
