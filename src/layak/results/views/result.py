"""Hasil: stages side by side, the predikat, where the points went, the papers and how to check them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.views.site import site
from layak.results import rules
from layak.results.actions import publishing
from layak.results.queries import ledger, roots, signatories, visible
from layak.results.queries.page import shown
from layak.results.views import words
from layak.results.views.places import of_result, of_sheet
from layak.verification.rules import passing


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only sheet whose results the person may read, or a list of them."""
    sheets = list(visible.sheets(request.user)[:200])
    if len(sheets) == 1:
        return redirect("result", sheets[0].pk)
    return render(request, "results/home.html", {"sheets": sheets})


@require_safe
@of_sheet
def result(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The newest result of a sheet, or that of the stage asked for."""
    known = visible.results(assessment)
    asked = request.GET.get("tahap")
    chosen = next((one for one in known if one.stage == asked), known[-1] if known else None)
    steps = () if passing.finished(assessment) else passing.ways(request.user, assessment)
    context = {"assessment": assessment, "known": known, "may_close": steps, "words": words}
    if chosen is None:
        return render(request, "results/result_empty.html", context)
    return render(request, "results/result.html", context | _context(request, chosen))


def _context(request: HttpRequest, chosen: Any) -> dict[str, Any]:
    seen, written = shown(chosen), signatories.of(chosen)
    return {
        "result": chosen,
        "file": words.file_name(chosen),
        "seen": seen,
        "verdict": words.verdict(seen),
        "papers": words.papers(visible.papers(chosen), written),
        "written": words.names(written.people),
        "cannot_publish": rules.publish(request.user, chosen),
        "may_withdraw": chosen.published_at and not rules.withdraw(request.user, chosen, "x"),
        "cannot_print": rules.print_paper(request.user, chosen.assessment.district_id),
        "site": site(request),
        "covering": roots.covering(seen.document),
        "falls": words.falls(seen),
    }


@require_safe
@of_result
def document(request: HttpRequest, found: Any) -> HttpResponse:
    """The frozen document itself, byte for byte: what `layak verify-result` reads."""
    answer = HttpResponse(found.document, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{words.file_name(found)}"'
    return answer


@require_safe
@of_result
def block(request: HttpRequest, found: Any, code: str) -> HttpResponse:
    """One block as its indicators."""
    seen = shown(found)
    lines = seen.indicators(code)
    if not lines:
        raise Http404(code)
    whole = next(line for line in seen.blocks if line.code == code)
    context = {"seen": seen, "result": found, "lines": lines, "whole": whole}
    return render(request, "results/block.html", context)


@require_safe
@of_result
def indicator(request: HttpRequest, found: Any, code: str) -> HttpResponse:
    """One indicator as its rows, each with every tier's points, reason, note and page of the proof."""
    seen = shown(found)
    rows = ledger.entries(seen, code, request.user)
    if not rows:
        raise Http404(code)
    home = next(block for block in seen.blocks if code in {one.code for one in seen.indicators(block.code)})
    line = next(one for one in seen.indicators(home.code) if one.code == code)
    closed = any(not shown.way for row in rows for shown in row.proof)
    context = {
        "seen": seen,
        "result": found,
        "entries": rows,
        "home": home,
        "line": line,
        "unopened": rules.unopened(request.user, found.assessment) if closed else None,
    }
    return render(request, "results/indicator.html", context)


@require_POST
@of_result
def publish(request: HttpRequest, found: Any) -> HttpResponse:
    """Let everybody read it, or take it back with the reason; a refusal is said on its page."""
    if "tarik" in request.POST:
        publishing.withdraw(found, reason=request.POST.get("alasan", ""), by=request.user)
    else:
        publishing.publish(found, by=request.user)
    return redirect("result", found.assessment_id)
