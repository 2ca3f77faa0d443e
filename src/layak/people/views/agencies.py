"""The agencies of a district: the list, one agency with its people, and who carries which function."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from layak.core.refusal import Refused, insist
from layak.people import actions, rules
from layak.people.forms.managing import AgencyForm, DutiesForm, refuse
from layak.people.queries import agencies as active_agencies
from layak.people.queries import agency_of_function, is_admin, pages, proposed_agencies


def districts(request: HttpRequest) -> HttpResponse:
    """Straight to the only district there is for this person, or a choice of districts."""
    found = list(pages.districts_in_use(request.user))
    if len(found) == 1 and not is_admin(request.user):
        return redirect("agencies_of", found[0].pk)
    admin = is_admin(request.user)
    sought = request.GET.get("cari", "").strip() if admin else ""
    shown = {
        "admin": admin,
        "districts": found,
        "sought": sought,
        "found": pages.find_districts(sought) if sought else [],
    }
    return render(request, "people/districts.html", shown)


def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The agencies of one district, and what nobody carries yet."""
    district = _district(request, code)
    labels = pages.function_labels()
    rows = list(pages.agency_rows(code))
    for agency in rows:
        agency.labels = [labels[duty.function] for duty in agency.carried if duty.function in labels]
    carried = {duty.function for agency in rows if agency.active for duty in agency.carried}
    shown = {
        "district": district,
        "agencies": rows,
        "homeless": [label for key, label in labels.items() if key not in carried],
        "usual": len(proposed_agencies()),
        "refusal": rules.manage_agencies(request.user, code),
    }
    return render(request, "people/agencies.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A new agency."""
    district = _district(request, code)
    insist(rules.manage_agencies(request.user, code))
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        try:
            agency = actions.create_agency(code, by=request.user, **form.values())
        except Refused as error:
            refuse(form, error, "name")
        else:
            messages.success(request, _("%(agency)s ditambahkan.") % {"agency": agency})
            return redirect("agency", agency.pk)
    status = 422 if form.errors else 200
    return render(request, "people/agency_add.html", {"form": form, "district": district}, status=status)


@require_POST
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Begin from the agencies that are usual."""
    _district(request, code)
    made = len(actions.adopt_proposed_agencies(code, by=request.user))
    text = ngettext("%(n)d instansi ditambahkan.", "%(n)d instansi ditambahkan.", made)
    messages.success(request, text % {"n": made})
    return redirect("agencies_of", code)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency: its names and head, the functions it carries, its people."""
    agency = _agency(request, pk)
    refusal = rules.manage_agencies(request.user, agency.district_id)
    if request.method == "POST":
        insist(refusal)
    form, current = AgencyForm(request.POST or None, initial=_initial(agency)), None
    if form.is_valid():
        try:
            actions.change_agency(pk, by=request.user, version=form.cleaned_data["version"], **form.values())
        except actions.Stale as error:
            current = error.current
            form = _again(form, current.version)
            refuse(form, error)
        except Refused as error:
            refuse(form, error, "name")
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("agency", pk)
    labels = pages.function_labels()
    shown = {
        "agency": agency,
        "form": form,
        "current": current,
        "functions": [labels[duty.function] for duty in agency.carried if duty.function in labels],
        "seats": pages.visible_seats(request.user).filter(agency=pk),
        "refusal": refusal,
    }
    return render(request, "people/agency.html", shown, status=_status(form, stale=current is not None))


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an agency aside; its page offers to undo it."""
    _agency(request, pk)
    return _switch(request, pk, actions.deactivate_agency)


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agency back."""
    _agency(request, pk)
    return _switch(request, pk, actions.reactivate_agency)


def _switch(request: HttpRequest, pk: int, act) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        act(pk, by=request.user, version=int(version) if version.isdigit() else 0)
    except actions.Stale as error:
        messages.error(request, str(error.refusal.sentence))
    return redirect("agency", pk)


@require_http_methods(["GET", "POST"])
def functions(request: HttpRequest, code: str) -> HttpResponse:
    """Which agency carries which function."""
    district = _district(request, code)
    insist(rules.manage_agencies(request.user, code))
    form = _duties(code, request.POST or None)
    stale = False
    if form.is_valid():
        try:
            actions.map_functions(code, form.wanted(), seen=form.seen(), by=request.user)
        except actions.Stale as error:
            stale, form = True, _duties_again(code, form, error.current)
            refuse(form, error)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("agencies_of", code)
    shown = {"form": form, "district": district, "pairs": form.pairs()}
    return render(request, "people/functions.html", shown, status=_status(form, stale=stale))


def _status(form: Form, *, stale: bool) -> int:
    return 409 if stale else 422 if form.errors else 200


def _duties(code: str, data=None) -> DutiesForm:
    labels = {key: label.in_language(get_language()) for key, label in pages.function_labels().items()}
    stored = agency_of_function(code)
    initial = stored | {f"seen-{key}": agency for key, agency in stored.items()}
    return DutiesForm(data, functions=labels, agencies=list(active_agencies(code)), initial=initial)


def _duties_again(code: str, form: DutiesForm, stored: dict[str, int]) -> DutiesForm:
    """The same choices, now beside what is stored, so that the next save knows it."""
    data = form.data.copy()
    for key in form.keys:
        data[f"seen-{key}"] = stored.get(key) or ""
    again = _duties(code, data)
    again.is_valid()
    return again


def _initial(agency) -> dict[str, object]:
    return {name: getattr(agency, name) for name in AgencyForm.base_fields}


def _again(form: AgencyForm, version: int) -> AgencyForm:
    """The same words with the version that is stored now: saving again is then a decision."""
    data = form.data.copy()
    data["version"] = version
    again = AgencyForm(data)
    again.is_valid()
    return again


def _district(request: HttpRequest, code: str):
    district = pages.district_for(request.user, code)
    if district is None:
        raise Http404
    return district


def _agency(request: HttpRequest, pk: int):
    agency = pages.agency_for(request.user, pk)
    if agency is None:
        raise Http404
    return agency
