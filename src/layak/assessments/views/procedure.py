"""How a cycle goes: its stages, double verification, and windows that single provinces have."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from layak.assessments.actions import procedure as actions
from layak.assessments.forms.procedure import ProcedureForm, ProvinceWindowForm
from layak.assessments.queries import cycles, procedure
from layak.assessments.rules import steering
from layak.core.refusal import Refused, insist
from layak.people import queries as people


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Choose stages and how it is verified; a stale save keeps what was typed."""
    insist(steering.manage_cycles(request.user))
    found = get_object_or_404(cycles.cycles(), pk=cycle_id)
    form = ProcedureForm(request.POST or None, initial=_initial(found))
    if form.is_valid():
        try:
            actions.settle(found.pk, **form.values(), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
            form.data = form.data | {"version": found.version}
        else:
            messages.success(request, _("Tata cara siklus tersimpan."))
            return redirect("cycle", cycle_id=found.pk)
    return _page(request, found, form=form, status=422 if form.is_bound else 200)


@require_POST
def window(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Give a province its own window, or take it back."""
    insist(steering.manage_cycles(request.user))
    found = get_object_or_404(cycles.cycles(), pk=cycle_id)
    if request.POST.get("act") == "remove":
        return _remove(request, found)
    region = people.provinces().filter(pk=request.POST.get("province", "")).first()
    zone = region.timezone if region else "Asia/Jakarta"
    form = ProvinceWindowForm(request.POST, provinces=_provinces(), zone=zone)
    if form.is_valid():
        given = form.cleaned_data
        seen = procedure.version(found, given["stage"], given["province"])
        try:
            ends = (given["opens"], given["closes"])
            actions.set_window(found.pk, given["stage"], region.pk, ends, version=seen, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
        else:
            messages.success(request, _("Jendela %(place)s tersimpan.") % {"place": region.name})
            return redirect("cycle_procedure", cycle_id=found.pk)
    return _page(request, found, window_form=form, status=422)


def _remove(request: HttpRequest, found: Any) -> HttpResponse:
    number = request.POST.get("window", "")
    own = procedure.provincial(found).filter(pk=int(number) if number.isdecimal() else 0).first()
    if own is None:
        raise Http404(number)
    actions.set_window(found.pk, own.stage, own.province_id, None, version=own.version, by=request.user)
    messages.success(request, _("%(place)s memakai jendela nasional lagi.") % {"place": own.province.name})
    return redirect("cycle_procedure", cycle_id=found.pk)


def _page(request: HttpRequest, found: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "cycle": found,
        "form": ProcedureForm(initial=_initial(found)),
        "window_form": ProvinceWindowForm(provinces=_provinces()),
        "windows": procedure.provincial(found),
    }
    return render(request, "assessments/cycle_procedure.html", context | more, status=status)


def _initial(found: Any) -> dict[str, Any]:
    chosen = procedure.procedure(found).stages
    values = {name: getattr(found, name) for name in ("version", "double_share", "rivals_judge")}
    return values | {"stages": [str(stage) for stage in chosen]}


def _provinces() -> list[tuple[str, str]]:
    return list(people.provinces().values_list("pk", "name"))
