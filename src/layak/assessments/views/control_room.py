"""Ruang kendali: the verdict first, then the figures that prove it, each of which opens."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.actions import reminding
from layak.assessments.queries.editions import unchanged
from layak.assessments.queries.overview import Picture, picture, proof_states
from layak.assessments.queries.reminding import reminded_today
from layak.assessments.queries.steered import here
from layak.assessments.rules import steering
from layak.assessments.views.calendar import stages
from layak.assessments.views.places import of_assessment
from layak.assessments.views.site import site
from layak.assessments.views.twin import twin
from layak.assessments.views.verdict import verdict, worth
from layak.core.points import Points
from layak.core.refusal import Refused, insist
from layak.core.scoring import Standing

FIVE, EIGHT = 5, 8
ORDERS = {
    "risiko": (gettext_lazy("Poin berisiko terbesar"), lambda desk: (-desk.at_risk, desk.name)),
    "diam": (gettext_lazy("Paling lama diam"), lambda desk: (desk.last is not None, desk.last, desk.name)),
    "nama": (gettext_lazy("Nama"), lambda desk: desk.name),
}


@require_safe
def control_room(request: HttpRequest) -> HttpResponse:
    """The control room of the district where the person works; an admin chooses one of all."""
    insist(steering.oversee(request.user))
    mine = here(request.user)
    if wanted := request.GET.get("q", "").strip():
        mine = mine.filter(district__name__icontains=wanted)
    page = Paginator(mine, 50).get_page(request.GET.get("hal"))
    found = list(page)
    if len({assessment.district_id for assessment in found}) == 1 and not wanted:
        return redirect("control_room_of", assessment_id=found[0].pk)
    context = {"page": page, "found": found, "q": wanted}
    return render(request, "assessments/control_room_choose.html", context)


@require_safe
@of_assessment
def control_room_of(request: HttpRequest, assessment: Any) -> HttpResponse:
    """One district's control room."""
    seen = picture(assessment)
    order = request.GET.get("urut") if request.GET.get("urut") in ORDERS else "risiko"
    reminded = reminded_today(assessment, [desk.agency_id for desk in seen.desks])
    context = {
        **frame(request, seen),
        "desks": sorted(seen.desks, key=ORDERS[order][1])[: None if "semua" in request.GET else EIGHT],
        "orders": [(key, words) for key, (words, _key) in ORDERS.items()],
        "order": order,
        "reminded": reminded,
        "remindable": [desk for desk in seen.late if desk.agency_id not in reminded],
    }
    return render(request, "assessments/control_room.html", context)


@require_safe
@of_assessment
def control_room_json(request: HttpRequest, assessment: Any) -> JsonResponse:
    """The control room's figures for a machine; points as strings."""
    return JsonResponse(twin(picture(assessment)))


@require_POST
@of_assessment
def remind(request: HttpRequest, assessment: Any) -> HttpResponse:
    """Remind the chosen agencies; say how many were, and why the others were not."""
    chosen = {int(key) for key in request.POST.getlist("agency") if key.isdecimal()}
    try:
        count = reminding.remind(assessment, chosen, by=request.user, site=site(request))
    except Refused as refused:
        messages.warning(request, refused.refusal.sentence)
    else:
        words = ngettext("%(n)s instansi diingatkan.", "%(n)s instansi diingatkan.", count)
        messages.success(request, words % {"n": count})
    return redirect(reverse("control_room_of", args=[assessment.pk]) + "#instansi")


def frame(request: HttpRequest, seen: Picture) -> dict[str, Any]:
    """What the control room and the leader's page share."""
    score, gaps = seen.score, seen.gaps[:FIVE]
    return {
        "seen": seen,
        "assessment": seen.assessment,
        "score": score,
        "now": timezone.now(),
        "verdict": verdict(score),
        "blocks": _block_rows(seen),
        "total": {"url": reverse("ledger", args=[seen.assessment.pk]), **_figures(score.total)},
        "gaps": proof_states(seen, gaps),
        "worth": worth(score, gaps),
        "asked": urlencode([("baris", gap.question.code) for gap in gaps]),
        "stages": stages(seen.calendar),
        "unchanged": unchanged(seen.assessment),
        "may_steer": steering.steer(request.user, seen.assessment.district_id) is None,
    }


def _block_rows(seen: Picture) -> list[dict[str, Any]]:
    return [
        {
            "code": block.code,
            "label": block.short.in_language(get_language()),
            "url": reverse("ledger_block", args=[seen.assessment.pk, block.code]),
            **_figures(found),
        }
        for block in seen.edition.blocks
        if (found := seen.score.blocks[block.code])
    ]


def _figures(found: Standing) -> dict[str, Points | bool]:
    figures = {"ready": found.ready, "claimed": found.claimed, "risk": found.at_risk, "max": found.max}
    return figures | {"estimate": found.estimate}
