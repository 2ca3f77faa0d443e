"""One document: its pages, what is said of it, its files, and the way out and back."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from layak.core.refusal import Refused
from layak.evidence import queries, rules
from layak.evidence.actions import documents
from layak.evidence.actions.documents import Leaning
from layak.evidence.forms import DescribeForm
from layak.evidence.views.shown import kind_word, said, state, uploader, viewer


def about_document(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives a page the visible document its address names, or 404."""

    @wraps(view)
    def checked(request: HttpRequest, number: int, **more: Any) -> HttpResponse:
        found = queries.document(request.user, number)
        if found is None:
            raise Http404
        return view(request, found, **more)

    return checked


@require_http_methods(["GET", "HEAD", "POST"])
@about_document
def document(request: HttpRequest, found: Any, *, leaning: Leaning, **more: Any) -> HttpResponse:
    """The document's page; a POST says something new of it.

    `leaning`, here and below, is the step above that leans on documents; `more` its context: `usage`, a
    template it wants shown here, and what that needs.
    """
    more["locked"] = None if rules.change(request.user, found) else leaning.locked(found.pk)
    if request.method == "POST":
        return _describe(request, found, **more)
    hints = _hints(request, found)
    form = DescribeForm(initial=_said(found) | hints)
    return _page(request, found, form, hinted=bool(hints), **more)


@require_POST
@about_document
def remove(request: HttpRequest, found: Any, *, leaning: Leaning) -> HttpResponse:
    """Take the document out of the library; its page offers the way back."""
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdigit() else 0
        documents.remove(found, version=seen, by=request.user, leaning=leaning)
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return redirect("document", found.pk)


@require_POST
@about_document
def restore(request: HttpRequest, found: Any) -> HttpResponse:
    """Bring the document back."""
    documents.restore(found, by=request.user)
    messages.success(request, _("Dokumen sudah kembali ke pustaka."))
    return redirect("document", found.pk)


def _describe(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422, **more)
    try:
        documents.describe(found, form.description(), version=form.cleaned_data["version"], by=request.user)
    except Refused as refused:
        if refused.refusal.code != "stale":
            raise
        return _stale(request, found, form, refused.refusal, **more)
    messages.success(request, _("Keterangan dokumen tersimpan."))
    return redirect("document", found.pk)


def _stale(request: HttpRequest, found: Any, form: DescribeForm, refusal: Any, **more: Any) -> HttpResponse:
    """Both values side by side; saving again takes this person's, knowingly."""
    kept, mine = _said(found), form.cleaned_data
    theirs = [(form[n].label, _word(n, mine[n]), _word(n, kept[n])) for n in kept if _differs(n, mine, kept)]
    again = DescribeForm({**request.POST.dict(), "version": found.version})
    return _page(request, found, again, status=409, stale=refusal, theirs=theirs, **more)


def _differs(name: str, mine: dict[str, Any], kept: dict[str, Any]) -> bool:
    return name != "version" and mine[name] != kept[name]


def _word(name: str, value: Any) -> str:
    return kind_word(value) if name == "kind" else said(value)


def _page(
    request: HttpRequest, found: Any, form: DescribeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    asked = {name: int(value) for name, value in request.GET.items() if value.isdecimal() and len(value) < 6}
    view = viewer(found, version=asked.get("versi"), page=asked.get("hal", 1), width=asked.get("lebar", 0))
    shown = {
        "document": found,
        "viewer": view,
        "form": form,
        "state": state(found),
        "kind": kind_word(found.kind),
        "uploader": uploader(replaces=found.pk),
        "findings": queries.findings(found),
        "twins": queries.twins(request.user, found)[:5],
        "refusal": rules.change(request.user, found),
    }
    return render(request, "evidence/document.html", shown | more, status=status)


def _said(found: Any) -> dict[str, Any]:
    return asdict(documents.description_of(found)) | {"version": found.version}


def _hints(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the file says of itself, for fields that nobody has filled yet."""
    newest = found.newest
    if newest is None or found.version > 1 or rules.change(request.user, found):
        return {}
    hint = queries.suggestion(newest)
    offered = {"kind": hint.kind, "number": hint.number, "date": hint.issued}
    return {name: value for name, value in offered.items() if value and not getattr(found, name)}
