"""Closing a stage: read the summary, sign it, send the sheet on, or back with the reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from layak.core.refusal import Refusal, Refused, insist
from layak.core.stages import Stage
from layak.results.actions.closing import close_stage
from layak.results.forms import CloseForm
from layak.results.queries import freezing
from layak.results.views import words
from layak.results.views.places import of_sheet
from layak.verification.rules import passing


@require_http_methods(["GET", "POST"])
@of_sheet
def close(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The summary with the form; after closing, the result that was frozen."""
    steps = passing.ways(request.user, assessment)
    insist(None if steps else _not_yours())
    now = freezing.bound(assessment)
    given = {"steps": steps, "edition": freezing.edition(assessment), "words": words.step}
    first = {"seen": now, "go": steps[0].go.value}
    form = CloseForm(request.POST or None, initial=first, **given)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                close_stage(assessment, by=request.user, **form.values())
                return redirect("result", assessment.pk)
            except Refused as error:
                form.add_error(None, str(error.refusal.sentence))
                form.data = _fresh(form, now)
        status = 422
    context = {
        "assessment": assessment,
        "form": form,
        "stage": words.said(Stage(assessment.stage).label),
        "summary": freezing.summary(assessment),
        "fingerprint": now,
    }
    return render(request, "results/close.html", context, status=status)


def _fresh(form: CloseForm, now: str) -> Any:
    """What was typed stays; what is signed next is what is shown now."""
    data = form.data.copy()
    data["seen"] = now
    return data


def _not_yours() -> Refusal:
    return Refusal(
        "not-your-step",
        _("Lembar ini sedang dipegang pihak lain, jadi tahap ini tidak dapat Anda tutup sekarang."),
    )
