"""Which of several cycles a page is about, as its address says."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest


def chosen(request: HttpRequest, cycles: Sequence[Any]) -> Any:
    """The cycle of the year `tahun`, the first where none is asked for; 404 for any other."""
    year = request.GET.get("tahun")
    if not year:
        return next(iter(cycles), None)
    found = next((cycle for cycle in cycles if str(cycle.year) == year), None)
    if found is None:
        raise Http404(year)
    return found
