"""More time for one district: every window of its calendar, each to be extended with a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from layak.assessments.actions import cycles as actions
from layak.assessments.forms.steering import ExtensionForm
from layak.assessments.queries import clock, everywhere
from layak.assessments.queries import cycles as queries
from layak.assessments.rules import steering
from layak.assessments.views.calendar import stages
from layak.core.refusal import Refused, insist
from layak.people import queries as people


@require_safe
def windows(request: HttpRequest, cycle_id: int, district: str) -> HttpResponse:
    """The calendar as one district lives it, with the way to extend each of its windows."""
    insist(steering.manage_cycles(request.user))
    found, region, sheet = _place(cycle_id, district)
    with timezone.override(region.timezone):
        calendar = _calendar(found, region, sheet)
        shown = list(zip(calendar, stages(calendar), strict=True))
        given = queries.extensions(found, district)
        context = {"cycle": found, "region": region, "windows": shown, "extensions": given}
        return render(request, "assessments/cycle_windows.html", context)


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, cycle_id: int, district: str, stage: str) -> HttpResponse:
    """Give one district a later end of one stage, in its own time."""
    insist(steering.manage_cycles(request.user))
    found, region, sheet = _place(cycle_id, district)
    window = next((c for c in _calendar(found, region, sheet) if c.stage.value == stage), None)
    if window is None:
        raise Http404(stage)
    form = ExtensionForm(request.POST or None, zone=region.timezone)
    if form.is_valid():
        try:
            actions.extend(found.pk, window.stage, district, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
        else:
            messages.success(request, _("Perpanjangan tersimpan untuk %(place)s.") % {"place": region.name})
            return redirect("cycle_windows", cycle_id=found.pk, district=district)
    with timezone.override(region.timezone):
        given = queries.extensions(found, district)
        context = {"cycle": found, "region": region, "window": window, "form": form, "extensions": given}
        status = 422 if form.is_bound else 200
        return render(request, "assessments/cycle_extend.html", context, status=status)


def _calendar(found: Any, region: Any, sheet: Any) -> list[clock.Clock]:
    """What can be extended: the windows of the district, and the repair while its sheet is in it."""
    windows = clock.calendar(found.pk, region.pk)
    if sheet is None or steering.in_repair(sheet):
        return windows
    return sorted([*windows, clock.current(sheet)], key=lambda one: one.opens_at)


def _place(cycle_id: int, district: str) -> tuple[Any, Any, Any]:
    """The cycle, the district and its sheet (None before it opened); 404 where a region never takes part."""
    sheet = everywhere.sheets().filter(cycle=cycle_id, district=district)
    sheet = sheet.select_related("cycle", "district").first()
    if sheet is not None:
        return sheet.cycle, sheet.district, sheet
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    region = people.regions([district]).get(district)
    if region is None or "." not in region.pk:
        raise Http404(district)
    return found, region, None
