"""One unit's checklist: as a plain form, as operations of a phone, with its photos and its conflicts."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.core.refusal import Refused, insist
from layak.verification.actions import field_log as actions
from layak.verification.forms import field_log as forms
from layak.verification.queries import field as queries
from layak.verification.rules import field as rules

WORDS = (
    ("yes", pgettext_lazy("hasil periksa", "Ya"), "check"),
    ("partly", pgettext_lazy("hasil periksa", "Sebagian"), "minus"),
    ("no", pgettext_lazy("hasil periksa", "Tidak"), "x"),
    ("skipped", pgettext_lazy("hasil periksa", "Tidak diperiksa"), "circle-dashed"),
)
MOST_PHOTO_BYTES = 8_000_000
_QUOTED = 1000  # characters of a finding that an address carries; what is left out shows as …
View = Callable[..., HttpResponseBase]


def of_unit(view: View) -> View:
    """Give the view the unit the person may see: the team's always, the district's once it is closed."""

    @wraps(view)
    def page(request: HttpRequest, unit_id: int, **kwargs: Any) -> HttpResponseBase:
        unit = get_object_or_404(queries.units(request.user), pk=unit_id)
        sheet = unit.session.assessment
        if unit.session.closed_at is None and rules.team(request.user, sheet):
            raise Http404
        with timezone.override(sheet.district.timezone):
            return view(request, unit, **kwargs)

    return page


@require_http_methods(["GET", "POST"])
@of_unit
def unit(request: HttpRequest, unit: Any) -> HttpResponse:
    """The checklist; posted without JavaScript it keeps what changed."""
    return _keep_form(request, unit) if request.method == "POST" else _page(request, unit)


def _page(
    request: HttpRequest, unit: Any, *, status: int = 200, unsaved: Collection[str] = ()
) -> HttpResponse:
    """The checklist; `unsaved` items show what was posted of them instead of what is known."""
    found = queries.found([unit])[0]
    items = [_shown(found, item.key, item.text) for item in found.checklist.items]
    finding = _shown(found, queries.FINDING)
    for shown in (*items, finding):
        if shown["key"] in unsaved:
            shown |= forms.posted(shown["key"], request.POST)
    context = {
        "unit": unit,
        "session": unit.session,
        "found": found,
        "items": items,
        "finding": finding,
        "answers": WORDS,
        "refusal": rules.inspect(request.user, unit.session),
        "desk": _desk(request, found),
        "number": uuid4(),
        "state": _state(found),
        "most": MOST_PHOTO_BYTES,
    }
    response = render(request, "verification/field_unit.html", context, status=status)
    # the place is asked for by a button of this page and of no other
    response["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
    return response


@require_POST
@of_unit
def operations(request: HttpRequest, unit: Any) -> HttpResponse:
    """Take what a phone did (a JSON list, may be empty) and say what is known now."""
    try:
        sent, unread = forms.read_batch(unit, request.body)
    except Refused as refused:
        return refused_json(refused)
    receipt = actions.receive(unit, sent, by=request.user)
    refused = {str(number): str(why.sentence) for number, why in (unread | receipt.refused).items()}
    body = {"kept": list(map(str, receipt.kept)), "refused": refused}
    return JsonResponse(body | _state(queries.found([unit])[0]), headers={"Cache-Control": "no-store"})


@require_POST
@of_unit
def choose(request: HttpRequest, unit: Any) -> HttpResponse:
    """Settle a conflict by choosing one of its ends."""
    try:
        actions.keep(
            unit, forms.read_choice(queries.found([unit])[0], request.POST.get("choose", "")), by=request.user
        )
    except Refused as refused:
        messages.error(request, str(refused.refusal.sentence))
    return redirect("field_unit", unit_id=unit.pk)


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, under the path it serves; it keeps the pages of an open session and no other."""
    return render(request, "verification/field_worker.js", content_type="text/javascript")


def _keep_form(request: HttpRequest, unit: Any) -> HttpResponse:
    insist(rules.inspect(request.user, unit.session))
    found = queries.found([unit])[0]
    try:
        sent = forms.read_form(found, request.POST, UUID(request.POST.get("number", "")))
    except (Refused, ValueError) as error:
        refusal = error.refusal if isinstance(error, Refused) else forms.UNREAD
        messages.error(request, str(refusal.sentence))
        return _page(request, unit, status=422, unsaved=forms.items_of(found))
    receipt = actions.receive(unit, sent, by=request.user)
    for refusal in dict.fromkeys(receipt.refused.values()):
        messages.error(request, str(refusal.sentence))
    if receipt.kept:
        messages.success(request, _("Tersimpan: %(n)s catatan.") % {"n": len(receipt.kept)})
    if receipt.refused:
        unsaved = {each.item for each in sent if each.id in receipt.refused}
        return _page(request, unit, status=422, unsaved=unsaved)
    return redirect("field_unit", unit_id=unit.pk)


def _shown(found: Any, key: str, text: Any = None) -> dict[str, Any]:
    """An item as the page shows it: what counts, what it is based on, its conflict."""
    said = found.said.get(key)
    value = said.now.value if said else {}
    photos = [each for each in found.photos if each.value.get("of") == key]
    base = _base(said)
    return {"key": key, "text": text, "said": said, "value": value, "base": base, "photos": photos}


def _desk(request: HttpRequest, found: Any) -> list[tuple[str, str]]:
    """For the team: each row the written finding speaks of, with the desk's address that quotes it."""
    sheet = found.unit.session.assessment
    if not found.finding or rules.team(request.user, sheet):
        return []
    quoted = Truncator(f"{found.unit.name}: {found.finding}").chars(_QUOTED)
    asked = urlencode({"catatan": quoted, "alasan": "temuan-lapangan"})
    return [(code, f"{reverse('desk_row', args=[sheet.pk, code])}?{asked}") for code in found.codes]


def _base(said: Any) -> str:
    """The operation a change is made on and, where others said the same, those it puts aside along."""
    if said is None:
        return ""
    alike = [] if said.conflict else said.ends[:-1]
    return ",".join(str(each.pk) for each in (said.now, *alike))


def _state(found: Any) -> dict[str, Any]:
    """What a phone needs to know of the unit; `count` grows with every operation, so newer is larger."""
    items = {key: _item_state(found, key, said) for key, said in found.said.items()}
    return {
        "count": found.count,
        "closed": found.unit.session.closed_at is not None,
        "items": items,
        "photos": len(found.photos),
        "places": len(found.places),
    }


def _item_state(found: Any, key: str, said: Any) -> dict[str, Any]:
    ends = {str(each.pk): forms.bare(each.value) for each in said.ends}
    html, by = "", render_to_string("verification/field_by.html", {"said": said})
    if said.conflict:
        context = {"unit": found.unit, "said": said, "answers": WORDS}
        html = render_to_string("verification/field_conflict.html", context)
    return {"base": _base(said), "value": ends[str(said.now.pk)], "ends": ends, "by": by, "conflict": html}


def refused_json(refused: Refused) -> JsonResponse:
    """The sentence of a refusal for a script."""
    refusal = refused.refusal
    return JsonResponse({"code": refusal.code, "sentence": str(refusal.sentence)}, status=422)
