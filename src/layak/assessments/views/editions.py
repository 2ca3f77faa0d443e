"""Edisi: what is asked, block by block, with the source and the certainty of every row; lint and diff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from layak.assessments.queries import editions as queries
from layak.assessments.rules import editions as rules
from layak.core import catalogue, diffing
from layak.core.instrument import Confidence, Edition

CONFIDENCE = {
    Confidence.OFFICIAL: _("resmi"),
    Confidence.TWO_SOURCES: _("dua sumber"),
    Confidence.ONE_DISTRICT: _("satu daerah"),
    Confidence.INFERRED: _("disimpulkan"),
    Confidence.PLACEHOLDER: _("sementara"),
}
STATUS = {
    "official": _("Resmi"),
    "reconstructed": _("Disusun ulang dari sumber terbuka, bukan naskah resmi"),
    "unofficial": _("Tidak resmi"),
}


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition this instance has."""
    rows = [(edition, STATUS[edition.status]) for edition in map(catalogue.get, catalogue.keys())]
    context = {"rows": rows, "may_upload": rules.manage(request.user) is None}
    return render(request, "assessments/editions.html", context)


@require_safe
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """One edition: blocks and indicators, bands, gates, notes, and what the linter says."""
    found = _edition(key)
    context = {
        "edition": found,
        "status": STATUS[found.status],
        "findings": queries.findings(key),
        "placeholders": sum(q.is_estimate for q in found.questions.values()),
        "certainty": [(CONFIDENCE[level], n) for level in Confidence if (n := _count(found, level))],
        "others": sorted({*catalogue.keys()} - {key}),
    }
    return render(request, "assessments/edition.html", context)


@require_safe
def indicator(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """One indicator's rows: ladder, proof expected, owner, source, certainty."""
    found = _edition(key)
    asked = found.indicators.get(code)
    if asked is None:
        raise Http404(code)
    functions, kinds = catalogue.functions(), catalogue.kinds()
    rows = [
        {
            "q": question,
            "confidence": CONFIDENCE[question.confidence],
            "ladder_confidence": CONFIDENCE[question.ladder.confidence],
            "lead": functions[question.lead].title,
            "helpers": [functions[helper].title for helper in question.helpers],
            "proof": [kinds[evidence.kind].title for evidence in question.evidence],
        }
        for question in asked.questions
    ]
    context = {"edition": found, "indicator": asked, "area": found.block_of[code], "rows": rows}
    return render(request, "assessments/edition_indicator.html", context)


@require_safe
def diff(request: HttpRequest) -> HttpResponse:
    """What changed between two editions, and what carries over."""
    keys = catalogue.keys()
    old, new = request.GET.get("lama", keys[0]), request.GET.get("baru", keys[-1])
    if old not in keys or new not in keys:
        raise Http404(old)
    a, b = catalogue.get(old), catalogue.get(new)
    context = {"keys": keys, "old": a, "new": b, "diff": diffing.diff(a, b)}
    return render(request, "assessments/edition_diff.html", context)


def _edition(key: str) -> Edition:
    try:
        return catalogue.get(key)
    except catalogue.UnknownEdition:
        raise Http404(key) from None


def _count(found: Edition, level: Confidence) -> int:
    return sum(question.confidence is level for question in found.questions.values())
