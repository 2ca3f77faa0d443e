"""The library: every document a person may see, found by words, kind, year and agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from layak.evidence import queries, rules
from layak.evidence.forms import SearchForm
from layak.evidence.views.shown import row, uploader

_SHAPES = ("daftar", "kisi")


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """A page of documents as a list or a grid, the way to upload on top."""
    agencies = queries.agencies_to_choose(request.user).values_list("pk", "short_name")
    search = SearchForm(request.GET, agencies=list(agencies))
    page = queries.page(request.user, search.wanted(), before=search.before())
    place = rules.place(request.user)
    shown = {
        "search": search,
        "page": page,
        "rows": [row(document) for document in page.documents],
        "shape": request.GET.get("tampil") if request.GET.get("tampil") in _SHAPES else _SHAPES[0],
        "narrowed": bool(search.wanted() != queries.Filter()),
        "refusal": rules.add(request.user, *(place or ("", None))),
        "uploader": uploader(),
        "unfinished": queries.unfinished(request.user),
    }
    return render(request, "evidence/library.html", shown)
