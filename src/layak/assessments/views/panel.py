"""The proof of one question: documents with a viewer, what is wrong with each, what else may serve."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from layak.assessments.queries import proof
from layak.assessments.views.cards import Shown
from layak.evidence import queries as evidence
from layak.evidence.views.shown import uploader, viewer


def panel(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """Everything the template `assessments/proof_panel.html` shows for one card."""
    card, row = shown.card, shown.row
    seen = [one for one in card.proofs if one.document.pk not in card.hidden]
    chosen = _chosen(seen, request.GET.get("dokumen"))
    openable = bool(chosen and evidence.openable(request.user, [chosen.document.pk]))
    readable = openable and not chosen.document.removed_at
    known = proof.suggestions(request.user, row.assessment, row.question) if not shown.hands.proves else []
    return {
        "shown": shown,
        "card": card,
        "row": row,
        "chosen": chosen,
        "viewer": _viewer(request, chosen) if readable else None,
        "openable": openable,
        "hidden": len(card.proofs) - len(seen),
        "proofs": seen,
        "suggestions": known,
        "uploader": uploader(),
        "query": f"bukti={row.code}&dokumen={chosen.document.pk}&" if chosen else "",
        "address": reverse("proof", args=[row.assessment.pk, row.code]),
    }


def _chosen(seen: list[Any], wanted: str | None) -> Any:
    return next((one for one in seen if str(one.document.pk) == wanted), seen[0] if seen else None)


def _viewer(request: HttpRequest, chosen: Any) -> Any:
    asked = {key: int(value) for key, value in request.GET.items() if value.isdecimal() and len(value) < 6}
    return viewer(
        chosen.document, version=asked.get("versi"), page=asked.get("hal", 1), width=asked.get("lebar", 0)
    )
