"""What every page's frame shows: who is in, where they are, where they can go, which clock runs."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.assessments.queries import clock as clocks
from layak.assessments.queries import visible, waiting
from layak.assessments.queries.clock import Clock
from layak.core.stages import Stage
from layak.people import queries as people
from layak.people.models import Role
from layak.verification.queries import notes
from layak.web import deeds, figures, navigation, news


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the layouts; each part is read only when a layout shows it, strangers cost nothing."""
    context: dict[str, Any] = {"demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    frame = Frame(request)
    lazy = {name: _lazily(frame, name) for name in ("nav", "me", "place", "clock", "notices_count")}
    return context | lazy | {"notices_url": reverse("inbox"), "search_url": reverse("search")}


def _lazily(frame: "Frame", name: str) -> SimpleLazyObject:
    return SimpleLazyObject(lambda: getattr(frame, name))


class Frame:
    """The frame of one request: at most five queries, however much of it a page shows, and one a minute."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.user = request, request.user

    @cached_property
    def seats(self) -> list[Any]:
        """The roles in which the person works now."""
        return people.here(self.user)

    @cached_property
    def assessment(self) -> Assessment | None:
        """The assessment the frame speaks of: the page's own, else the newest the person may see."""
        return getattr(self.request, "sheet", None) or visible.current(self.user)

    @cached_property
    def nav(self) -> list[dict[str, Any]]:
        """The navigation of the person's roles."""
        roles = {seat.role for seat in self.seats} | navigation.oversight(self.seats)
        return navigation.groups(roles, self.request.path, self._badges)

    @cached_property
    def me(self) -> dict[str, Any]:
        """Name, initials, role and the links to one's own account."""
        seat = self.seats[0] if self.seats else None
        links = [
            {"label": _("Akun saya"), "url": reverse("profile"), "icon": "user"},
            {"label": _("Keamanan akun"), "url": reverse("mfa_index"), "icon": "shield-check"},
        ]
        if len(people.places_of(self.user)) > 1:
            links.append({"label": _("Ganti tempat kerja"), "url": reverse("places"), "icon": "map-pin"})
        return {
            "name": self.user.name,
            "initials": figures.initials(self.user.name),
            "role": seat.get_role_display() if seat else _("belum punya peran"),
            "links": links,
        }

    @cached_property
    def place(self) -> dict[str, str] | None:
        """The agency or district, and the cycle."""
        seat = self._seat
        if seat is None:
            return {"name": _("Semua daerah"), "subtitle": ""} if self.seats else None
        name = seat.agency.short_name if seat.agency_id else seat.region.name
        told = [seat.region.name] if seat.agency_id else []
        if self.assessment:
            told.append(self.assessment.cycle.title)
        return {"name": name, "subtitle": ", ".join(told)}

    @property
    def _seat(self) -> Any:
        """The role in which the person reads this page: one in the sheet's district, else the first."""
        placed = [seat for seat in people.seats(self.user) if seat.region_id]
        home = self.assessment.district_id if self.assessment else None
        return next((seat for seat in placed if seat.region_id == home), next(iter(placed), None))

    @cached_property
    def clock(self) -> dict[str, str]:
        """Time left for the district, in words; empty where no window is open or past.

        That is the self-assessment's window, then that of the notes that wait, and of the repair.
        """
        window = self._window
        if window is None or not (window.is_open() or window.is_over()):
            return {}
        words, level = figures.left(window.closes_at)
        if window.extended and not window.is_over():
            words = _("%(when)s, diperpanjang") % {"when": words}
        steers = people.seats(self.user, Role.SECRETARIAT, Role.LEADER)
        url = reverse("control_room_of", args=[self.assessment.pk]) + "#jadwal" if steers else ""
        return {"text": words, "level": level, "url": url}

    @cached_property
    def notices_count(self) -> int:
        """How many news the person has not seen."""
        closing = news.closing(self.user, self._window)
        deed = deeds.last(self.request)
        return news.unseen(self.user, *self._badges.values(), deed=deed) + bool(closing and closing.unseen)

    @cached_property
    def _window(self) -> Clock | None:
        """The window of the stage the sheet is in, where the person's district works in it."""
        roles = {seat.role for seat in self.seats}
        if self.assessment is None or roles == {Role.ADMIN} or not self._its_turn:
            return None
        return clocks.current(self.assessment)

    @property
    def _its_turn(self) -> bool:
        """Whether the district can change anything in the sheet at its stage."""
        return self.assessment.stage in (Stage.SELF, Stage.REPAIR) or bool(self._badges["notes"])

    @cached_property
    def _badges(self) -> dict[str, int]:
        """What waits for the person, by route; verifiers' notes only once the district has sent its sheet."""
        if self.assessment is None:
            return {}
        answering = self.assessment.stage == Stage.SELF
        return {
            "notes": 0 if answering else notes.waiting(self.user),
            "tasks": waiting.returned(self.user),
            "approvals": waiting.sent(self.user),
        }
