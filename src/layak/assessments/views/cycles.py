"""Cycles: made and changed by the admin, opened by a district's secretariat."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions import cycles as actions
from layak.assessments.forms.steering import HOME, CycleForm
from layak.assessments.queries import clock
from layak.assessments.queries import cycles as queries
from layak.assessments.queries.editions import unchanged
from layak.assessments.queries.lived import lived
from layak.assessments.queries.steered import steered
from layak.assessments.rules import steering
from layak.assessments.views.calendar import ics, stages
from layak.assessments.views.places import of_assessment
from layak.core import catalogue
from layak.core.refusal import Refused, insist
from layak.people import queries as people
from layak.people.actions import load_district_areas

PAGE = 50


@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    """Every cycle, with the assessments the person steers and those they may open."""
    insist(steering.oversee(request.user))
    found = list(queries.cycles())
    open_ = {a.cycle_id: a for a in steered(request.user)[:PAGE]}
    rows = [(cycle, open_.get(cycle.pk), queries.openable(request.user, cycle)) for cycle in found[:3]]
    context = {"rows": rows, "older": found[3:], "may_manage": _may_manage(request)}
    return render(request, "assessments/cycles.html", context)


@require_safe
def cycle(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """One cycle: its calendar, its edition, and for the admin the districts in it."""
    insist(steering.oversee(request.user))
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    manage = _may_manage(request)
    own = None if manage else steered(request.user).filter(cycle=found).first()
    district = own.district if own else None
    words = request.GET.get("q", "").strip()
    with timezone.override(district.timezone if district else HOME):
        context = {
            "cycle": found,
            "own": own,
            "may_manage": manage,
            "q": words,
            "unchanged": unchanged(found),
            "page": _page(request, queries.participants(found, words)) if manage else None,
            "openable": queries.openable(request.user, found),
            "stages": stages(lived(own) if own else clock.calendar(found.pk, ""), nation=not own),
            "extensions": queries.extensions(found, district.pk) if district else (),
        }
        return render(request, "assessments/cycle.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a cycle."""
    insist(steering.manage_cycles(request.user))
    form = CycleForm(request.POST or None, editions=_editions())

    def save() -> Any:
        return actions.create(**form.values(), by=request.user)

    return _cycle_form(request, form, save, None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Change a cycle as it was seen; a stale save keeps what was typed and shows what stands."""
    insist(steering.manage_cycles(request.user))
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    form = CycleForm(request.POST or None, editions=_editions(), initial=_initial(found))

    def save() -> Any:
        version = form.cleaned_data["version"] or 0
        return actions.change(found.pk, version=version, **form.values(), by=request.user)

    return _cycle_form(request, form, save, found)


@require_POST
def open_assessment(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Open the assessment of a district the person steers, with its kecamatan; then give out its rows."""
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    district = request.POST.get("district", "")
    insist(steering.steer(request.user, district))
    if district not in people.regions([district]):
        raise Http404(district)
    try:
        made = actions.open_assessment(found.pk, district, by=request.user)
        load_district_areas(district)
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
        return redirect("cycle", cycle_id=found.pk)
    messages.success(request, _("Penilaian dibuka. Sekarang bagikan pertanyaannya ke instansi."))
    return redirect("assignments", assessment_id=made.pk)


@require_safe
@of_assessment
def calendar_file(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The district's calendar as a file for phones and office programs."""
    text = ics(lived(assessment), assessment.cycle.title, f"{assessment.cycle.year}-{assessment.district_id}")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    name = f"kla-{assessment.cycle.year}-{assessment.district_id}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cycle_form(request: HttpRequest, form: CycleForm, save: Callable[[], Any], found: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            made = save()
        except Refused as refused:
            status = 409 if refused.refusal.code == "stale" else 422
            form.add_error(None, refused.refusal.sentence)
            _take_version(form, found)
        else:
            messages.success(request, _("Siklus tersimpan."))
            return redirect("cycle", cycle_id=made.pk)
    with timezone.override(form.zone):
        context = {"form": form, "cycle": found, "now": _standing(found) if status == 409 else ()}
        return render(request, "assessments/cycle_form.html", context, status=status)


def _take_version(form: CycleForm, found: Any) -> None:
    """After a refusal the next save speaks of what stands now."""
    if found is not None:
        form.data = form.data.copy()
        form.data["version"] = found.version


def _standing(found: Any) -> list[dict[str, str]]:
    return stages(clock.calendar(found.pk, ""), nation=True) if found else []


def _initial(found: Any) -> dict[str, Any]:
    values = {name: getattr(found, name) for name in ("year", "title", "edition_key", "version")}
    values |= {"year_before": found.year_before, "year_latest": found.year_latest}
    for stage, (opens, closes) in queries.ends(found).items():
        values |= {f"{stage}_opens": opens, f"{stage}_closes": closes}
    return values


def _editions() -> list[tuple[str, str]]:
    language = get_language()
    found = map(catalogue.get, catalogue.keys())
    return [(edition.key, edition.title.in_language(language)) for edition in found]


def _may_manage(request: HttpRequest) -> bool:
    return steering.manage_cycles(request.user) is None


def _page(request: HttpRequest, found: Any) -> Any:
    return Paginator(found, PAGE).get_page(request.GET.get("hal"))
