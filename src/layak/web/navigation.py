"""Where each role can go: one table of the main navigation, in the order of a working day."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from layak.people.models import Role

ADMIN, SECRETARIAT, LEADER = Role.ADMIN, Role.SECRETARIAT, Role.LEADER
OPERATOR, HEAD, VERIFIER = Role.OPERATOR, Role.HEAD, Role.VERIFIER
STEERS = frozenset({SECRETARIAT, ADMIN})
READS = frozenset({SECRETARIAT, LEADER, OPERATOR, HEAD})
FIELD = frozenset({VERIFIER, SECRETARIAT, LEADER})
ALL = frozenset(Role)
OVERSEES = "oversees"
"""Not a role of its own: a verifier whose place is a province or the nation."""


class Place(NamedTuple):
    """One item: its word, a shorter one for phones, its icon, its route, who sees it, in which group."""

    label: Any
    short: Any
    icon: str
    route: str
    roles: frozenset[str]
    group: Any = ""


STEERING = _("Pengelolaan")

PLACES = (
    Place(_("Tugas saya"), _("Tugas"), "list-checks", "tasks", frozenset({OPERATOR})),
    Place(_("Persetujuan"), _("Setujui"), "user-check", "approvals", frozenset({HEAD})),
    Place(_("Meja verifikasi"), _("Meja"), "scale", "desk", frozenset({VERIFIER})),
    Place(_("Lembar pimpinan"), _("Ringkas"), "file-text", "leader_page", frozenset({LEADER})),
    Place(_("Ruang kendali"), _("Kendali"), "layout-dashboard", "control_room", STEERS | {LEADER}),
    Place(_("Lembar"), _("Lembar"), "table", "sheets", READS),
    Place(_("Bukti"), _("Bukti"), "folder-open", "library", READS),
    Place(_("Catatan verifikator"), _("Catatan"), "message-square", "notes", READS),
    Place(_("Hasil"), _("Hasil"), "badge-check", "results", READS | {VERIFIER, ADMIN}),
    Place(_("Verifikasi lapangan"), _("Lapangan"), "map-pin", "field_sessions", FIELD),
    Place(_("Pembagian"), _("Bagi"), "users", "assignments_home", STEERS | {LEADER}),
    Place(_("Isi dengan Excel"), _("Excel"), "file-spreadsheet", "exchange_home", READS - {LEADER}),
    Place(
        _("Penugasan verifikator"),
        _("Tugaskan"),
        "user-check",
        "mandates",
        frozenset({VERIFIER, ADMIN}),
        STEERING,
    ),
    Place(pgettext_lazy("banyak", "Instansi"), "", "building-2", "agencies", STEERS, STEERING),
    Place(_("Orang"), "", "user-plus", "people", STEERS | {HEAD}, STEERING),
    Place(_("Siklus"), "", "calendar", "cycles", STEERS | {LEADER}, STEERING),
    Place(_("Peta dan kemajuan"), _("Peta"), "map", "nation", frozenset({ADMIN, OVERSEES})),
    Place(_("Edisi instrumen"), "", "book-open", "editions", ALL, STEERING),
    Place(_("Jejak perubahan"), "", "history", "trail", STEERS, STEERING),
)


def oversight(seats: list[Any]) -> set[str]:
    """What is added to the roles of a verifier who looks after many districts."""
    wide = any(seat.role == VERIFIER and "." not in seat.region_id for seat in seats)
    return {OVERSEES} if wide else set()


def groups(roles: set[str], path: str, badges: dict[str, int]) -> list[dict[str, Any]]:
    """The navigation of someone with these roles on the page at `path`; `badges` are counts by route."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for place in PLACES:
        if place.roles & roles:
            url = reverse(place.route)
            item = {"label": place.label, "short": place.short or place.label, "url": url, "icon": place.icon}
            item |= {"active": _first(path) == _first(url), "badge": badges.get(place.route, 0), "hot": True}
            found.setdefault(place.group, []).append(item)
    return [{"label": label, "items": items} for label, items in found.items()]


def _first(path: str) -> str:
    return path.split("/")[1]
