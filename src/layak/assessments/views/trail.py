"""Jejak: what was done in a district, by whom, when; to read, to download, and to prove untouched."""

import csv
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.forms.steering import TrailForm
from layak.assessments.queries import chains
from layak.assessments.rules import steering
from layak.assessments.views.trail_words import WORDS, sentence
from layak.core.instrument import Text
from layak.core.refusal import insist
from layak.people import queries as people
from layak.trail import queries as trail_queries
from layak.trail.actions import INSTANCE

FILE = Text("jejak", "trail")
HEADINGS = (
    Text("nomor", "number"),
    Text("waktu", "time"),
    Text("orang", "person"),
    Text("tindakan", "action"),
    Text("tentang", "about"),
    Text("kalimat", "sentence"),
    Text("rincian", "details"),
    Text("hash", "hash"),
)


class _Echo:
    """A file that hands every written line straight back."""

    def write(self, value: str) -> str:
        return value


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """One page of lines, newest first, narrowed by person, action and days."""
    return _page(request, None)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Recompute the whole chain and say whether it holds."""
    chain = _chain(request, request.POST)[0]
    return _page(request, {"chain": chain, "fault": trail_queries.first_break(chain)})


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The lines found as CSV, streamed as they are read."""
    chain, _name, form = _chain(request, request.GET)
    zone = _zone(chain)
    lines = chains.found(chain, form.cleaned_data if form.is_valid() else {}, zone)
    response = StreamingHttpResponse(_rows(lines, zone), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE.in_language(get_language())}-{chain}.csv"'
    return response


def _page(request: HttpRequest, checked: dict[str, Any] | None) -> HttpResponse:
    source = request.GET if request.method == "GET" else request.POST
    chain, name, form = _chain(request, source)
    zone = _zone(chain)
    wanted = form.cleaned_data if form.is_valid() else {}
    before = source.get("sebelum", "")
    rows, older = chains.page(chains.found(chain, wanted, zone), int(before) if before.isdecimal() else None)
    query = source.copy()
    query.pop("sebelum", None)
    query.pop("csrfmiddlewaretoken", None)
    context = {
        "chain": chain,
        "name": name,
        "chains": chains.chains(request.user),
        "form": form,
        "rows": [(entry, sentence(entry)) for entry in rows],
        "older": older,
        "query": query.urlencode(),
        "checked": checked,
    }
    with timezone.override(zone):
        return render(request, "assessments/trail.html", context)


def _chain(request: HttpRequest, source: Any) -> tuple[str, str, TrailForm]:
    """The chain asked for, if the person may read it, with its name and the filter."""
    insist(steering.read_trail(request.user))
    readable = dict(chains.chains(request.user))
    asked = source.get("rantai") or next(iter(readable))
    if asked not in readable:
        raise Http404(asked)
    return asked, readable[asked] or _("Situs ini"), TrailForm(source, actions=list(WORDS.items()))


def _zone(chain: str) -> ZoneInfo:
    region = people.regions([chain]).get(chain) if chain != INSTANCE else None
    return ZoneInfo(region.timezone) if region else timezone.get_default_timezone()


def _rows(lines: Any, zone: ZoneInfo) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(one.in_language(get_language()) for one in HEADINGS)
    for entry in lines.iterator(chunk_size=1000):
        at = timezone.localtime(entry.at, zone).isoformat(timespec="seconds")
        told = [
            entry.seq,
            at,
            entry.actor,
            entry.action,
            entry.about,
            sentence(entry),
            entry.data,
            entry.hash,
        ]
        yield writer.writerow([_plain(value) for value in told])


def _plain(value: Any) -> str:
    """Text that a spreadsheet will not take for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
