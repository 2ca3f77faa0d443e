"""The library: every document a person may see, found by words, kind, year, agency and use."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from layak.evidence import queries, rules
from layak.evidence.forms import SearchForm
from layak.evidence.views.shown import row, uploader

_SHAPES = ("daftar", "kisi")


@require_safe
def library(
    request: HttpRequest, *, cited: Any = None, uses: Callable[[list[int]], dict[int, int]] | None = None
) -> HttpResponse:
    """A page of documents as a list or a grid, the way to upload on top.

    The step above says what is used: `cited` is a subquery of document ids, `uses` counts the rows
    that cite each document. Without them the page keeps silent about use.
    """
    agencies = queries.agencies_to_choose(request.user).values_list("pk", "short_name")
    search = SearchForm(request.GET, agencies=list(agencies), knows_use=cited is not None)
    narrow = {"ya": {"only": cited}, "tidak": {"without": cited}}.get(search.use(), {})
    page = queries.page(request.user, search.wanted(), before=search.before(), **narrow)
    counts = uses([document.pk for document in page.documents]) if uses else {}
    shown = {
        "search": search,
        "page": page,
        "rows": [row(d, counts.get(d.pk, 0) if uses else None) for d in page.documents],
        "shape": request.GET.get("tampil") if request.GET.get("tampil") in _SHAPES else _SHAPES[0],
        "narrowed": bool(narrow) or search.wanted() != queries.Filter(),
        "refusal": rules.add(request.user, *(rules.place(request.user) or ("", None))),
        "uploader": uploader(),
    }
    return render(request, "evidence/library.html", shown)
