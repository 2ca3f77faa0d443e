"""Who verifies which sheet: the list, one charge more, one less, and a proposal that spreads the load."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.procedure import procedure
from layak.core.instrument import Block
from layak.core.refusal import Refusal, Refused, insist
from layak.core.stages import Stage
from layak.verification.actions import assigning as actions
from layak.verification.actions.assigning import Offer
from layak.verification.queries import assigning as queries
from layak.verification.queries import mandates as mandates_of
from layak.verification.rules import assigning as rules
from layak.verification.rules import verifying
from layak.verification.views.cycles import chosen

PAGE = 40


@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """The sheets of the cycle of `tahun`, else the newest, with their verifiers at one stage.

    `usul` shows a proposal.
    """
    insist(verifying.assigns(request.user))
    cycles = queries.cycles(request.user)
    cycle = chosen(request, cycles)
    stages = [s for s in procedure(cycle).tiers if s is not Stage.SELF] if cycle else []
    stage = _stage(request, stages)
    page = Paginator(queries.sheets(request.user).filter(cycle=cycle), PAGE).get_page(request.GET.get("hal"))
    context = {"cycle": cycle, "stages": stages, "stage": stage, "page": page, "rows": [], "offers": None}
    context["cycles"] = cycles
    context["measures"] = verifying.measure(request.user) is None
    if stage:
        people = queries.verifiers(stage)
        held, over = queries.charges(list(page), stage), rules.over(page)
        context["rows"] = [
            _row(request, sheet, stage, held.get(sheet.pk, []), people, over[sheet.pk]) for sheet in page
        ]
        if "usul" in request.GET:
            mine = [r["sheet"] for r in context["rows"] if r["refusal"] is None]
            offers = actions.propose(mine, stage, people)
            context["offers"] = [(offer, _named(offer.assessment, offer.blocks)) for offer in offers]
    return render(request, "verification/mandates.html", context)


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give one charge, or all of a proposal as it was listed."""
    insist(verifying.assigns(request.user))
    stage = _stage(request, list(Stage))
    offers = [_offer(request, text, stage) for text in request.POST.getlist("offer")]
    try:
        given = actions.give(offers, stage, by=request.user)
        messages.success(request, _("%(n)s penugasan tersimpan.") % {"n": len(given)})
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return _back(stage, next((offer.assessment.cycle for offer in offers), None))


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a charge."""
    insist(verifying.assigns(request.user))
    held = queries.charge(request.user, number)
    if held is None:
        raise Http404(number)
    try:
        actions.end(held, by=request.user)
        messages.success(request, _("Penugasan %(name)s diakhiri.") % {"name": held.verifier.name})
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return _back(Stage(held.stage), held.assessment.cycle)


def _row(
    request: HttpRequest, sheet: Any, stage: Stage, held: list[Any], people: list[Any], over: Refusal | None
) -> dict[str, Any]:
    refusal = over or rules.assign(request.user, sheet, stage)
    free = [] if refusal else [p for p in people if rules.serve(p, sheet, stage) is None]
    taken = {mandate.verifier_id for mandate in held}
    return {
        "sheet": sheet,
        "held": [(mandate, _named(sheet, mandates_of.blocks(mandate))) for mandate in held],
        "uncovered": _named(sheet, mandates_of.uncovered(sheet, held)) if held else [],
        "blocks": edition_of(sheet).blocks,
        "refusal": refusal,
        "free": [p for p in free if p.pk not in taken],
    }


def _named(sheet: Any, codes: Collection[str]) -> list[Block]:
    """Blocks by their codes, in the instrument's order."""
    return [block for block in edition_of(sheet).blocks if block.code in codes]


def _offer(request: HttpRequest, text: str, stage: Stage) -> Offer:
    """A charge as listed: sheet, verifier and whether blind by their numbers, blocks by their codes."""
    chosen = ",".join(request.POST.getlist("blocks"))
    typed = (request.POST.get("sheet", ""), text, "1" if request.POST.get("blind") else "0", chosen)
    sheet, verifier, blind, blocks = text.split(":") if text.count(":") == 3 else typed
    if not (sheet.isdecimal() and verifier.isdecimal()):
        raise Http404(text)
    found = get_object_or_404(queries.sheets(request.user), pk=int(sheet))
    known = {person.pk: person for person in queries.verifiers(stage)}
    if int(verifier) not in known:
        raise Http404(verifier)
    return Offer(found, known[int(verifier)], blind == "1", tuple(filter(None, blocks.split(","))))


def _stage(request: HttpRequest, stages: list[Stage]) -> Stage | None:
    asked = request.POST.get("tahap") or request.GET.get("tahap", "")
    known = {str(stage): stage for stage in stages}
    return known.get(asked) or next((s for s in stages if s is not Stage.SELF), None)


def _back(stage: Stage, cycle: Any) -> HttpResponse:
    year = f"&tahun={cycle.year}" if cycle else ""
    return redirect(f"{reverse('mandates')}?tahap={stage}{year}")
