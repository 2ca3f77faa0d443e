"""The pages behind the bar: what its field finds, and what the bell rings for."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.queries import clock, everywhere, visible
from layak.people import actions as people
from layak.web import news, news_words
from layak.web.search import Finder


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Cari: what was found, by kind; the code of a row, typed exactly, leads straight to it."""
    found = Finder(request.user, request.GET.get("q", ""))
    if address := found.jump():
        return redirect(address)
    context = {"words": found.words, "enough": found.enough, "groups": found.groups()}
    return render(request, "shell/search.html", context)


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """The same for a machine; `exact` is the address of the row whose code was typed."""
    found = Finder(request.user, request.GET.get("q", ""))
    groups = [
        {"kind": one.key, "label": str(one.label), "hits": [hit._asdict() for hit in one.hits]}
        | {"more": one.more or None}
        for one in found.groups()
    ]
    return JsonResponse({"q": found.words, "exact": found.jump() or None, "groups": groups})


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Kabar: the last 30 days by day, what has not been seen marked. Three queries beside the frame's."""
    user, now = request.user, timezone.now()
    sheet = request.sheet = visible.current(user)
    closing = news.closing(user, clock.current(sheet) if sheet else None)
    found = [*news.latest(user), *([closing] if closing else [])]
    places = _places({line.sheet for line in found})
    days = [
        (day, [news_words.shown(group, places) for group in groups]) for day, groups in news.by_day(found)
    ]
    unseen = sum(line.unseen for line in found)
    return render(request, "shell/inbox.html", {"days": days, "unseen": unseen, "until": now.isoformat()})


@require_POST
def inbox_seen(request: HttpRequest) -> HttpResponse:
    """Mark what the page showed as seen; what came after it was drawn stays new."""
    people.seen_news(min(_moment(request.POST.get("until", "")), timezone.now()), by=request.user)
    return redirect("inbox")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, said as exactly as Django knows it."""
    why = ""
    if isinstance(exception, TooManyFilesSent):
        why = _("Terlalu banyak berkas sekaligus. Kirim paling banyak %(most)s, lalu kirim sisanya.") % {
            "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES
        }
    return render(request, "400.html", {"why": why}, status=400)


def _moment(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError as error:
        raise BadRequest("until") from error
    if found is None or timezone.is_naive(found):
        raise BadRequest("until")
    return found


def _places(sheets: set[int]) -> dict[int, str]:
    """District and cycle of each sheet, to be named where a person has several. One query."""
    known = everywhere.sheets().filter(pk__in=sheets - {0}).select_related("district", "cycle")
    return {sheet.pk: f"{sheet.district.name}, {sheet.cycle.title}" for sheet in known}
