"""Where I am logged in, and out of where I log myself."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from layak.people import actions
from layak.people.queries import sessions

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""What a browser writes about itself, and how people call it; the first that fits."""

HAND = re.compile("Android|iPhone|iPad|Mobile")
UNKNOWN = gettext_lazy("Perangkat tidak dikenal")


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    """The person's log-ins as the account page lists them."""
    found = sessions.devices(request.user, request.session.session_key)
    return [{"device": one, "name": named(one.agent), "icon": _icon(one.agent)} for one in found]


def named(agent: str) -> str:
    """A browser's description of itself in two words: "Chrome di Android"."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or str(UNKNOWN)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out one other device."""
    found = sessions.device(request.user, request.session.session_key, pk)
    if found is None or found.current:
        raise Http404(pk)
    actions.end_devices([pk], by=request.user)
    messages.success(request, _("%(device)s dikeluarkan.") % {"device": named(found.agent)})
    return redirect("profile")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Log out every other device."""
    found = sessions.devices(request.user, request.session.session_key)
    ended = actions.end_devices([one.pk for one in found if not one.current], by=request.user)
    words = ngettext("%(n)s perangkat lain dikeluarkan.", "%(n)s perangkat lain dikeluarkan.", ended)
    messages.success(request, words % {"n": ended})
    return redirect("profile")


def _icon(agent: str) -> str:
    return "smartphone" if HAND.search(agent) else "globe"
