"""The demo's offices: the usual agencies of a district, each with an operator and a head, all invented."""

from dataclasses import dataclass
from itertools import count

from django.utils.translation import gettext_noop as _

from layak.core import catalogue
from layak.people import actions
from layak.people.models import Agency, Region, Role, User
from layak.people.queries import agencies, agency_of_function, regions

PASSWORD = "layak-contoh"  # noqa: S105 - published on purpose, for demo instances only

GIVEN = ["Adi", "Bunga", "Candra", "Dian", "Eko", "Fitri", "Gilang", "Hesti", "Indra", "Juwita", "Kurnia"]
FAMILY = ["Santoso", "Wijaya", "Kusuma", "Rahayu", "Siregar", "Lestari", "Nugroho"]
LISTED = {
    # whom the log-in page offers: user name, full name, what to do as this person
    ("dinkes", Role.OPERATOR): ("rina", "Rina Marlina", _("Mengisi jawaban dan bukti.")),
    ("dinkes", Role.HEAD): ("ketut", "Ketut Suardana", _("Memeriksa dan menyetujui jawaban.")),
    ("disdik", Role.OPERATOR): ("bayu", "Bayu Saputra", _("Memperbaiki jawaban yang dikembalikan.")),
    ("forum-anak", Role.OPERATOR): ("putri", "Putri Lestari", _("Membaca baris yang dibantu Forum Anak.")),
}
DISTRICT_PEOPLE = (
    ("yusuf", "Yusuf Hidayat", Role.SECRETARIAT, _("Memandu penilaian dari ruang kendali.")),
    ("sri", "Sri Handayani", Role.LEADER, _("Membaca kemajuan dan hasil daerahnya.")),
)
SMALL = (
    # a neighbour's agencies, the last one carrying what the others do not: name, short name, function
    ("Dinas Kesehatan", "Dinkes", "dinkes"),
    ("Dinas Pendidikan dan Kebudayaan", "Disdik", "disdik"),
    ("Badan Perencanaan Pembangunan Daerah", "Bappeda", "bappeda"),
    ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "Dinas PPPA", "dp3a"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts in the demo: by function for agencies (`operators["dinkes"]`), by role for the rest."""

    admin: User
    secretariat: User
    operators: dict[str, User]
    heads: dict[str, User]
    agencies: dict[str, int]


def open_offices(district: str) -> Staff:
    """Adopt the usual agencies and invite everybody, each through their own link."""
    actions.adopt_proposed_agencies(district, by=None)
    carried = agency_of_function(district)
    operators, heads = _agency_people(district, carried)
    place = regions([district])[district]
    leading = {role: come(name, full, role, does, region=place) for name, full, role, does in DISTRICT_PEOPLE}
    admin = come("agus", "Agus Pratama", Role.ADMIN, _("Mengatur siklus, instansi, dan orang."))
    return Staff(admin, leading[Role.SECRETARIAT], operators, heads, carried)


def open_neighbour(district: str, username: str, name: str, purpose: str, *, admin: User) -> Staff:
    """A neighbour's few agencies with their people, and its secretariat, whom the log-in page offers."""
    own = [actions.create_agency(district, by=None, name=n, short_name=s) for n, s, _f in SMALL]
    carried = dict.fromkeys(catalogue.functions(), own[-1].pk)
    carried |= {key: agency.pk for agency, (_n, _s, key) in zip(own, SMALL, strict=True)}
    actions.map_functions(district, carried, by=None)
    operators, heads = _agency_people(district, carried, prefix=f"{district}-")
    place = regions([district])[district]
    secretariat = come(username, name, Role.SECRETARIAT, purpose, region=place)
    return Staff(admin, secretariat, operators, heads, carried)


def _agency_people(
    district: str, carried: dict[str, int], *, prefix: str = ""
) -> tuple[dict[str, User], dict[str, User]]:
    """An operator and a head for every agency, by function; a prefix tells neighbours' user names apart."""
    number = count(len(prefix))
    operators: dict[int, User] = {}
    heads: dict[int, User] = {}
    for agency in agencies(district).order_by("id"):
        functions = [key for key, owner in carried.items() if owner == agency.pk]
        operators[agency.pk] = _member(agency, functions, Role.OPERATOR, next(number), prefix)
        heads[agency.pk] = head = _member(agency, functions, Role.HEAD, next(number), prefix)
        title = "Kepala" if agency.kind == Agency.Kind.OPD else "Pimpinan"
        said = {"head_name": head.name, "head_title": title}
        actions.change_agency(agency.pk, by=None, version=agency.version, **said)
    return ({f: operators[a] for f, a in carried.items()}, {f: heads[a] for f, a in carried.items()})


def _member(agency: Agency, functions: list[str], role: Role, number: int, prefix: str) -> User:
    invented = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]}"
    username, name, purpose = next(
        (LISTED[key, role] for key in functions if (key, role) in LISTED and not prefix),
        (f"{prefix}{functions[0]}-{role}", invented, ""),
    )
    return come(username, name, role, purpose, agency=agency)


def come(
    username: str,
    name: str,
    role: Role,
    purpose: str,
    *,
    region: Region | None = None,
    agency: Agency | None = None,
) -> User:
    """Invite a person and take the link; with a purpose the log-in page offers them, with a password."""
    invited = actions.invite(by=None, name=name, role=role, region=region, agency=agency)
    person = actions.accept(invited.token, username=username, password=PASSWORD if purpose else None)
    if purpose:
        actions.mark_demo(person, purpose)
    return person
