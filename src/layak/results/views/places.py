"""Pages receive the sheet and the result they are about: found, visible, in the district's own time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from layak.results.queries import visible

View = Callable[..., HttpResponse]


def of_sheet(view: View) -> View:
    """Give the view the sheet of this id whose results the person may read; 404 for any other.

    The page's frame then speaks of the same sheet.
    """

    @wraps(view)
    def page(request: HttpRequest, assessment_id: int, **kwargs: Any) -> HttpResponse:
        assessment = request.sheet = get_object_or_404(visible.sheets(request.user), pk=assessment_id)
        with timezone.override(assessment.district.timezone):
            return view(request, assessment, **kwargs)

    return page


def of_result(view: View) -> View:
    """Give the view the result of this name of such a sheet; 404 for any other."""

    @wraps(view)
    @of_sheet
    def page(request: HttpRequest, assessment: Any, name: str, **kwargs: Any) -> HttpResponse:
        found = visible.result(assessment, name)
        if found is None:
            raise Http404(name)
        return view(request, found, **kwargs)

    return page


def listed(found: Any) -> str:
    """Where the papers of a result are listed."""
    return f"{reverse('result', args=[found.assessment_id])}?tahap={found.stage}#dokumen"
