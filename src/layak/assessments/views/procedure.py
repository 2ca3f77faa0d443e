"""How a cycle goes: its stages, double verification, and windows that single provinces have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from layak.assessments.actions import procedure as actions
from layak.assessments.forms.procedure import CALENDAR, ProcedureForm, ProvinceWindowForm, seen
from layak.assessments.queries import cycles, procedure
from layak.assessments.rules import steering
from layak.core.refusal import Refused, insist
from layak.people import queries as people

STAGES = {stage.value: stage for stage in CALENDAR}


@dataclass(frozen=True, slots=True)
class Clash:
    """A province's window that changed meanwhile: what stands (None: taken back), what was typed."""

    province: Any
    stage: str
    stands: Any
    typed: tuple[datetime, datetime] | None = None

    @property
    def label(self) -> Any:
        """The stage in words."""
        return STAGES[self.stage].label


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Choose stages and how it is verified; a stale save keeps what was typed and shows what stands."""
    insist(steering.manage_cycles(request.user))
    found = get_object_or_404(cycles.cycles(), pk=cycle_id)
    form, stale = ProcedureForm(request.POST or None, initial=_initial(found)), False
    if form.is_valid():
        try:
            actions.settle(found.pk, **form.values(), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
            stale = refused.refusal.code == "stale"
            _take(form, version=found.version)
        else:
            messages.success(request, _("Tata cara siklus tersimpan."))
            return redirect("cycle", cycle_id=found.pk)
    stands = _differences(form, found) if stale else ()
    return _page(request, found, form=form, stands=stands, status=_status(form, stale))


@require_POST
def window(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Give a province its own window, or take it back; what another page changed meanwhile is shown."""
    insist(steering.manage_cycles(request.user))
    found = get_object_or_404(cycles.cycles(), pk=cycle_id)
    if request.POST.get("act") == "remove":
        return _remove(request, found)
    region = people.provinces().filter(pk=request.POST.get("province", "")).first()
    zone = region.timezone if region else "Asia/Jakarta"
    form, clash = ProvinceWindowForm(request.POST, provinces=_provinces(), zone=zone), None
    if form.is_valid():
        given = form.cleaned_data
        try:
            ends = (given["opens"], given["closes"])
            actions.set_window(
                found.pk, given["stage"], region.pk, ends, version=form.version(), by=request.user
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
            if refused.refusal.code == "stale":
                clash = Clash(region, given["stage"], procedure.own(found, given["stage"], region.pk), ends)
                _take(form, seen=seen(procedure.provincial(found)))
        else:
            messages.success(request, _("Jendela %(place)s tersimpan.") % {"place": region.name})
            return redirect("cycle_procedure", cycle_id=found.pk)
    return _page(request, found, window_form=form, clash=clash, status=_status(form, bool(clash)))


def _remove(request: HttpRequest, found: Any) -> HttpResponse:
    """Take a window back as it was seen; one that is gone already, or was moved, is said over the list."""
    stage, _dot, province = request.POST.get("window", "").partition(".")
    region, version = people.provinces().filter(pk=province).first(), request.POST.get("version", "")
    if region is None or stage not in STAGES or not version.isdecimal():
        raise Http404(stage)
    try:
        actions.set_window(found.pk, STAGES[stage], region.pk, None, version=int(version), by=request.user)
    except Refused as refused:
        clash = Clash(region, stage, procedure.own(found, stage, region.pk))
        return _page(request, found, clash=clash, refusal=refused.refusal, status=409)
    messages.success(request, _("%(place)s memakai jendela nasional lagi.") % {"place": region.name})
    return redirect("cycle_procedure", cycle_id=found.pk)


def _page(request: HttpRequest, found: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    windows = list(procedure.provincial(found))
    context = {
        "cycle": found,
        "form": ProcedureForm(initial=_initial(found)),
        "window_form": ProvinceWindowForm(provinces=_provinces(), initial={"seen": seen(windows)}),
        "windows": windows,
    }
    return render(request, "assessments/cycle_procedure.html", context | more, status=status)


def _status(form: Any, stale: bool) -> int:
    return 409 if stale else 422 if form.is_bound else 200


def _take(form: Any, **said: Any) -> None:
    """After a refusal the next save speaks of what stands now."""
    form.data = form.data.copy()
    for name, value in said.items():
        form.data[name] = value


def _differences(form: ProcedureForm, found: Any) -> list[tuple[Any, Any]]:
    """What stands where it is not what was typed: each field's label with the stored value in words."""
    stands, typed = _initial(found), form.cleaned_data
    return [
        (field.label, _worded(field, stands[field.name]))
        for field in form.visible_fields()
        if stands[field.name] != typed.get(field.name)
    ]


def _worded(field: Any, value: Any) -> Any:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return ", ".join(label for key, label in field.field.choices if key in value)
    return value


def _initial(found: Any) -> dict[str, Any]:
    chosen = procedure.procedure(found).stages
    kept = ("version", "double_share", "rivals_judge", "provinces_publish")
    values = {name: getattr(found, name) for name in kept}
    return values | {"stages": [str(stage) for stage in chosen]}


def _provinces() -> list[tuple[str, str]]:
    return list(people.provinces().values_list("pk", "name"))
