"""Bringing an edition in: upload, see what the linter says and what changes, install."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions import editions as actions
from layak.assessments.forms.editions import EditionForm
from layak.assessments.queries import editions as queries
from layak.assessments.rules import editions as rules
from layak.core import catalogue, diffing
from layak.core.findings import Finding, Severity
from layak.core.instrument import Edition
from layak.core.refusal import Refused, insist

SHOWN = 200
"""Findings on one page; who mends these sees the next."""


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a ZIP; a readable one leads to what was found in it."""
    insist(rules.manage(request.user))
    form = EditionForm(request.POST, request.FILES) if request.method == "POST" else EditionForm()
    if form.is_valid():
        try:
            token = actions.stage(form.files_by_path, form.key, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
        else:
            return redirect("edition_staged", token=token)
    status = 422 if form.errors else 200
    return render(request, "assessments/edition_upload.html", {"form": form}, status=status)


@require_safe
def staged(request: HttpRequest, token: str) -> HttpResponse:
    """An uploaded edition: findings by file and line, what changes, and the button that installs it."""
    insist(rules.manage(request.user))
    found = queries.staged(token)
    if found is None:
        messages.warning(request, rules.NOT_STAGED.sentence)
        return redirect("edition_upload")
    context = {"token": token, "edition": found.edition, **_told(found.findings)}
    if found.edition:
        context |= _compared(request, found.edition) | {"refusal": rules.install(found.edition)}
    return render(request, "assessments/edition_staged.html", context)


@require_POST
def install(request: HttpRequest, token: str) -> HttpResponse:
    """Install it for good."""
    insist(rules.manage(request.user))
    try:
        edition = actions.install(token, by=request.user)
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
        return redirect("edition_staged", token=token)
    messages.success(
        request, _("Edisi %(key)s terpasang. Pilih edisi ini saat membuat siklus.") % {"key": edition.key}
    )
    return redirect("edition", key=edition.key)


def _told(findings: list[Finding]) -> dict[str, Any]:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return {"findings": findings[:SHOWN], "errors": errors, "more": max(0, len(findings) - SHOWN)}


def _compared(request: HttpRequest, new: Edition) -> dict[str, Any]:
    keys = catalogue.keys()
    key = request.GET.get("lama") or queries.usual_predecessor()
    if key not in keys:
        raise Http404(key)
    old = catalogue.get(key)
    return {"keys": keys, "old": old, "diff": diffing.diff(old, new)}
