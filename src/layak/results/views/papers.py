"""The papers of a result: print, fetch, sign, hand back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.views.site import site
from layak.core.refusal import Refused, insist
from layak.evidence import queries as evidence
from layak.results import rules, signing
from layak.results.actions import papers
from layak.results.forms import HandBackForm, OwnCertificateForm, SignForm
from layak.results.queries import visible
from layak.results.signing.own import LARGEST
from layak.results.views.memory import never_on_disk
from layak.results.views.places import listed, of_result, of_sheet

KINDS = {"berita-acara", "rapor"}


@require_POST
@of_result
def print_paper(request: HttpRequest, found: Any) -> HttpResponse:
    """Draw a paper, once, and go back to where it is listed."""
    kind = request.POST.get("jenis", "berita-acara")
    if kind not in KINDS:
        raise Http404(kind)
    papers.print_paper(found, kind, by=request.user, site=site(request))
    return redirect(listed(found))


@require_safe
@of_sheet
def fetch(request: HttpRequest, assessment: Any, paper_id: int) -> HttpResponse:
    """The PDF, byte for byte as it was drawn or signed."""
    paper = _paper(assessment, paper_id)
    answer = HttpResponse(evidence.kept(paper.sha256), content_type="application/pdf")
    name = f"{paper.kind}-{assessment.district_id}-{paper.result.stage}{'-ttd' if paper.signed else ''}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_on_disk(LARGEST + 1)
@sensitive_post_parameters("nik", "passphrase", "password")
@require_http_methods(["GET", "POST"])
@of_sheet
def sign(request: HttpRequest, assessment: Any, paper_id: int) -> HttpResponse:
    """Sign a paper: with the instance's signer, or with a certificate that the person brings."""
    paper, signer = _paper(assessment, paper_id), signing.configured()
    insist(rules.print_paper(request.user, assessment.district_id))
    asked = request.POST if request.method == "POST" else None
    own = asked and "own" in asked
    forms = {
        "form": SignForm(None if own else asked) if signer and signer.needs_person else None,
        "own": OwnCertificateForm(asked if own else None, request.FILES if own else None),
    }
    refusal, status = None, 200
    if request.method == "POST":
        try:
            if _signed(request, paper, forms["own"] if own else forms["form"], own=bool(own)):
                return redirect(listed(paper.result))
        except Refused as error:
            refusal = error.refusal
        status = 422
    context = {"paper": paper, "refusal": refusal, "assessment": assessment, "signer": signer}
    return render(request, "results/sign.html", context | forms, status=status)


def _signed(request: HttpRequest, paper: Any, form: Any, *, own: bool) -> bool:
    """Whether it was signed; False when the form has something to say first."""
    if form is not None and not form.is_valid():
        return False
    if own:
        papers.sign_with_own(paper, form.own(), by=request.user)
    else:
        papers.sign(paper, by=request.user, **(form.cleaned_data if form else {}))
    return True


@require_http_methods(["GET", "POST"])
@of_result
def hand_back(request: HttpRequest, found: Any) -> HttpResponse:
    """Take back a paper that was signed elsewhere; what is wrong with it is said over the form."""
    insist(rules.print_paper(request.user, found.assessment.district_id))
    form = HandBackForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                papers.hand_back(found, form.cleaned_data["file"], by=request.user)
                return redirect(listed(found))
            except Refused as error:
                form.add_error("file", str(error.refusal.sentence))
        status = 422
    return render(request, "results/hand_back.html", {"form": form, "result": found}, status=status)


def _paper(assessment: Any, number: int) -> Any:
    paper = visible.paper(assessment, number)
    if paper is None:
        raise Http404(number)
    return paper
