"""Lembar pimpinan: one printable page for someone with five minutes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from layak.assessments.queries.overview import picture
from layak.assessments.queries.steered import newest
from layak.assessments.rules import steering
from layak.assessments.views.control_room import frame
from layak.assessments.views.places import of_assessment
from layak.core.refusal import insist

MOST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page of the newest assessment the person oversees; without one, what comes first."""
    insist(steering.oversee(request.user))
    found = newest(request.user)
    if found is None:
        return render(request, "assessments/leader_empty.html")
    return redirect("leader_page_of", found.pk)


@require_safe
@of_assessment
def leader_page(request: HttpRequest, assessment: Any) -> HttpResponse:
    """Where we stand, the distance, what decides it, who must act, by when."""
    seen = picture(assessment)
    owing = sorted(
        (desk for desk in seen.desks if desk.owes), key=lambda d: (-d.at_risk - d.unclaimed, d.name)
    )
    context = {**frame(request, seen), "owing": owing[:MOST], "others": max(len(owing) - MOST, 0)}
    return render(request, "assessments/leader.html", context)
