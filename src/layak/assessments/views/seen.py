"""Pages of the sheet receive the assessment they are about, already found visible, in the district's time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from layak.assessments.queries import visible
from layak.assessments.queries.rows import NoSuchRow

View = Callable[..., HttpResponse]


def of_sheet(view: View) -> View:
    """Give the view the assessment of this id if the person may see it; 404 for it and for unknown rows.

    The page's frame then speaks of the same sheet.
    """

    @wraps(view)
    def page(request: HttpRequest, assessment_id: int, **kwargs: Any) -> HttpResponse:
        assessment = visible.assessment(request.user, assessment_id)
        if assessment is None:
            raise Http404(assessment_id)
        request.sheet = assessment
        with timezone.override(assessment.district.timezone):
            try:
                return view(request, assessment, **kwargs)
            except NoSuchRow as unknown:
                raise Http404(str(unknown)) from unknown

    return page
