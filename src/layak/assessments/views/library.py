"""The library of proof, with what each document is used for."""

from functools import reduce
from operator import or_
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from layak.assessments.queries import proof
from layak.evidence.views import library as shelf
from layak.people.queries import districts_of


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every document the person may see, and how many rows cite it."""
    return shelf.library(request, cited=_cited(request), uses=proof.uses)


def _cited(request: HttpRequest) -> Any:
    """The ids of the documents that rows of the person's districts cite, as a subquery."""
    places = districts_of(request.user) or {""}
    return reduce(or_, (proof.cited_ids(place) for place in sorted(places)))
