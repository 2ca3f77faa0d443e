"""Pages receive the assessment they are about: found, visible to the person, in the district's own time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from layak.assessments.queries.steered import steered

View = Callable[..., HttpResponse]


def of_assessment(view: View) -> View:
    """Give the view the assessment of this id that the person steers or oversees; 404 for any other.

    The page's frame then speaks of the same sheet.
    """

    @wraps(view)
    def page(request: HttpRequest, assessment_id: int, **kwargs: Any) -> HttpResponse:
        assessment = get_object_or_404(steered(request.user), pk=assessment_id)
        request.sheet = assessment
        with timezone.override(assessment.district.timezone):
            return view(request, assessment, **kwargs)

    return page
