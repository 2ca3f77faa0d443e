"""Writing down who signs a result's papers by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from layak.core.refusal import Refused, insist
from layak.results import rules
from layak.results.actions import signatories as actions
from layak.results.forms import SignatoriesForm
from layak.results.papers.signatories import Side, read
from layak.results.queries import signatories
from layak.results.views.places import listed, of_result


@require_http_methods(["GET", "POST"])
@of_result
def write_down(request: HttpRequest, found: Any) -> HttpResponse:
    """Who signs for each side; a stale save keeps what was typed and shows what stands."""
    insist(rules.print_paper(request.user, found.assessment.district_id))
    now = signatories.of(found)
    older = None if now.version else signatories.before(found)
    people = older.people if older else now.people
    typed = request.POST.copy() if request.method == "POST" else None
    form = SignatoriesForm(typed, people=people, initial={"version": now.version})
    context = {"result": found, "form": form, "older": older}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.write_down(found, form.people(), version=version, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
            status = 409 if refused.refusal.code == "stale" else 422
            form.data["version"] = now.version
            context |= {"stands": _sides(found, read(now.people)), "stored": now}
        else:
            messages.success(request, _("Penanda tangan tersimpan. Cetak lagi supaya namanya ada di kertas."))
            return redirect(listed(found))
    context["sides"] = [(role, form.rows(side)) for side, role in _roles(found)]
    return render(request, "results/signatories.html", context, status=status)


def _roles(found: Any) -> list[tuple[Side, str]]:
    place = _("Untuk %(place)s") % {"place": found.assessment.district.name}
    return [(Side.DISTRICT, place), (Side.TEAM, _("Untuk tim verifikasi"))]


def _sides(found: Any, people: Any) -> list[tuple[str, Any]]:
    return [(role, people[side]) for side, role in _roles(found)]
