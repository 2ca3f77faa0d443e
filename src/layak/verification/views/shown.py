"""The desk's parts as its templates need them: the list, the document, the tiers and the form."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.assessments.queries import clock
from layak.assessments.views.telling import in_words
from layak.core import catalogue, points
from layak.evidence import queries as evidence
from layak.evidence.views.shown import Viewer, viewer
from layak.verification.forms.verdict import DIRECT, NoteForm, VerdictForm
from layak.verification.queries import desk, mandates
from layak.verification.queries.desk import VIEWS, Detail, Item
from layak.verification.queries.rows import BELOW
from layak.verification.rules import judging, noting

STATES = {
    "changed": ("fix", "refresh-cw", _("Berubah, nilai lagi")),
    "replied": ("sent", "message-square", _("Ada tanggapan daerah")),
    "waiting": ("draft", "clock", _("Menunggu daerah")),
    "judged": ("verified", "badge-check", _("Dinilai")),
    "ready": ("approved", "file-check", _("Bukti siap")),
    "unready": ("fix", "file-warning", _("Bukti belum siap")),
    "empty": ("empty", "circle-dashed", _("Tidak dijawab")),
}
"""How a row stands: class, icon and word."""

LABELS = {
    "belum": _("Belum"),
    "tanggapan": _("Tanggapan"),
    "berubah": _("Berubah"),
    "semua": _("Semua"),
}
PARTS = {
    "data": _("jawaban"),
    "documents": _("bukti"),
    "note": _("catatan daerah"),
    "points": _("nilai"),
    BELOW: _("nilai tahap sebelumnya"),
}
"""What can change in a row after it was judged."""


@dataclass(frozen=True, slots=True)
class DeskViewer(Viewer):
    """A document at the desk, whose pages are reached through the sheet the verifier is charged with."""

    sheet: int
    code: str

    @property
    def address(self) -> str:
        """The address of the file itself."""
        return reverse("desk_file", args=[self.sheet, self.code, self.document.pk, self.file.number])

    def _image(self, width: int) -> str:
        place = [self.sheet, self.code, self.document.pk, self.file.number, self.page, width]
        return reverse("desk_picture", args=place)


def listing(request: HttpRequest, held: Any, code: str) -> dict[str, Any]:
    """The left pane and the bar: rows by block under the filter, how far the work is, the total."""
    items = desk.items(held)
    view, words = view_of(request), request.GET.get("cari", "").strip()[:80]
    left = desk.shown(items, view, words)
    sheet = held.assessment
    return {
        "groups": [(b, list(rows)) for b, rows in groupby(map(_seen, left), lambda i: i["block"])],
        "filters": [
            {"key": v, "label": LABELS[v], "count": sum(i.within(v) for i in items), "on": v == view}
            for v in VIEWS
        ],
        "words": words,
        "done": sum(i.judged.standing for i in items),
        "of": len(items),
        "standing": None if held.blind else desk.standing(sheet, held.stage),
        "now": clock.current(sheet),
    }


def room(request: HttpRequest, held: Any, code: str, **more: Any) -> dict[str, Any]:
    """The middle and right panes: document, tiers, verdict and notes of one row."""
    found = desk.detail(held, code)
    chosen = _chosen(request, found)
    running = clock.current(held.assessment)
    context = {
        "held": held,
        "assessment": held.assessment,
        "detail": found,
        "judged": found.judged,
        "question": found.judged.question,
        "answer": in_words(found.row.question, found.row.given, _note(found)),
        "proof": chosen,
        "viewer": _viewer(request, held, code, chosen),
        "changes": [PARTS[part] for part in found.judged.changes if part in PARTS],
        "refusal": judging.judge(request.user, held.assessment, held, running),
        "note_refusal": noting.write(request.user, held.assessment, held, running),
        "settle_refusal": noting.settle(request.user, held.assessment, held, running),
        "form": _form(request, found),
        "note_form": NoteForm(),
        "reasons": {k: t.in_language(get_language()) for k, t in catalogue.reasons().items()},
        "kept": kept(request),
        "carried": carried(request),
        "direct": DIRECT,
    }
    context |= _beside(held, request, code)
    return context | {name: value for name, value in more.items() if value is not None}


def documents(found: Detail) -> list[tuple[int, str]]:
    """The proof of a row as choices."""
    return [(proof.document.pk, str(proof.document)) for proof in found.proofs]


def view_of(request: HttpRequest) -> str:
    """The filter of the list that was asked for."""
    asked = request.GET.get("saring", "")
    return asked if asked in VIEWS else "semua"


def kept(request: HttpRequest) -> str:
    """The list's filter and search, to be carried to the next row."""
    asked = {"saring": request.GET.get("saring", ""), "cari": request.GET.get("cari", "")}
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"?{told}" if told else ""


def carried(request: HttpRequest) -> str:
    """The same, to go before what a link of the proof asks for."""
    told = kept(request)
    return f"{told[1:]}&" if told else ""


def _seen(item: Item) -> dict[str, Any]:
    look, sign, word = STATES[item.state]
    return {"item": item, "block": item.block, "look": look, "sign": sign, "word": word}


def _beside(held: Any, request: HttpRequest, code: str) -> dict[str, str]:
    """The rows before and after this one, among all that the charge covers."""
    codes = mandates.rows(held)
    at = codes.index(code)
    before, after = codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""
    return {"before": before, "after": after}


def _note(found: Detail) -> str:
    return found.row.answer.note if found.row.answer else ""


def _chosen(request: HttpRequest, found: Detail) -> Any:
    """The document asked for, else the one the verdict points at, else the first."""
    asked = request.GET.get("bukti", "")
    own = found.judged.own.document_id if found.judged.own else None
    by_id = {str(proof.document.pk): proof for proof in found.proofs}
    return by_id.get(asked) or by_id.get(str(own)) or next(iter(found.proofs), None)


def _viewer(request: HttpRequest, held: Any, code: str, proof: Any) -> DeskViewer | None:
    if proof is None:
        return None
    asked = {
        "version": _whole(request, "versi"),
        "page": _whole(request, "hal") or evidence.first_page(proof.pages),
    }
    found = viewer(proof.document, **asked, width=_whole(request, "lebar") or 0)
    parts = (found.document, found.file, found.page, found.pages, found.width)
    return DeskViewer(*parts, held.assessment.pk, code)


def _whole(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _form(request: HttpRequest, found: Detail) -> VerdictForm:
    """The form as it stands: this tier's verdict, else the tier below's points and what a finding says."""
    own, row = found.judged.own, found.judged
    asked = {"note": request.GET.get("catatan", ""), "reason": request.GET.get("alasan", "")}
    start: dict[str, Any] = {"version": row.version, "step": DIRECT, "points": points.shown(row.below)}
    if own:
        start |= {"points": points.shown(own.points), "document": own.document_id, "pages": own.pages}
        start |= {"step": DIRECT if own.step is None else str(own.step)}
        start |= {"note": own.note, "reason": own.reason}
    else:
        start |= asked
    return VerdictForm(initial=start, documents=documents(found))
