"""Tugas saya and the head's desk: what waits for an agency, the costliest first."""

from collections.abc import Container, Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from layak.assessments.actions import moves
from layak.assessments.actions.answering import Stale
from layak.assessments.forms.answer import plain
from layak.assessments.queries import clock, reminding, visible
from layak.assessments.queries import tasks as found
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import rows
from layak.assessments.queries.tasks import Task
from layak.assessments.views.missing import missing
from layak.assessments.views.telling import in_words
from layak.assessments.views.trail_words import sentence
from layak.core.readiness import row_ready
from layak.core.refusal import Refusal, Refused
from layak.core.workflow import Status
from layak.people import queries as people
from layak.people.queries import Role

PAGE = 20
SOON = timedelta(days=7)
FILTERS = {
    "saya": lambda task: task.needs_us,
    "perbaikan": lambda task: task.leads and task.status is Status.NEEDS_FIX,
    "bukti": lambda task: task.leads and task.unproven,
    "menunggu": lambda task: task.waits,
    "semua": lambda task: True,
}


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The rows of the person's agency, filtered, searched and paged."""
    assessment, agencies = (
        visible.current(request.user),
        people.agencies_of(request.user, Role.OPERATOR, Role.HEAD),
    )
    if assessment is None or not agencies:
        return render(request, "assessments/tasks_none.html", {"agencies": agencies})
    with timezone.override(assessment.district.timezone):
        return render(request, "assessments/tasks.html", _context(request, assessment, agencies))


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest) -> HttpResponse:
    """The head's desk: what was sent, with its answer and proof; a POST judges the ticked rows."""
    assessment, agencies = visible.current(request.user), people.agencies_of(request.user, Role.HEAD)
    if assessment is None or not agencies:
        return render(request, "assessments/tasks_none.html", {"agencies": agencies})
    if request.method == "POST":
        return _judge(request, assessment, agencies)
    return _approvals(request, assessment, agencies)


def _approvals(
    request: HttpRequest, assessment: Any, agencies: set[int], *, status: int = 200, **written: Any
) -> HttpResponse:
    """The head's desk; after a refusal with the rows that were ticked and the reason as it was written."""
    with timezone.override(assessment.district.timezone):
        context = _desk(request, assessment, agencies) | written
        return render(request, "assessments/tasks_approvals.html", context, status=status)


def _context(request: HttpRequest, assessment: Any, agencies: set[int]) -> dict[str, Any]:
    every = found.tasks(assessment, agencies)
    wanted = request.GET.get("saring", "")
    if wanted not in FILTERS:  # who leads no row, as Forum Anak, sees those that they help with
        wanted = "saya" if any(task.leads for task in every) else "semua"
    query, block = request.GET.get("q", "").strip(), request.GET.get("blok", "")
    kept = sorted((t for t in _narrowed(every, query, block) if FILTERS[wanted](t)), key=_urgency)
    page = Paginator(kept, PAGE).get_page(request.GET.get("hal"))
    mine = [task for task in every if task.needs_us]
    top, share = sorted(mine, key=_urgency)[:3], found.share(every)
    reminders = reminding.latest(agencies).values()
    return {
        "assessment": assessment,
        "agency": _agency_name(request),
        "greeting": _greeting(),
        "waiting": len(mine),
        "top": sum(task.stake for task in top),
        "top_estimate": any(task.estimate for task in top),
        "marked": share.estimate or any(task.estimate for task in page),
        "page": page,
        "groups": _groups(_told(assessment, page), grouped=wanted == "saya"),
        "filters": _filters(every, wanted),
        "wanted": wanted,
        "q": query,
        "wanted_block": block,
        "blocks": [b for b in edition_of(assessment).blocks if any(t.block == b for t in every)],
        "query": f"saring={wanted}&q={query}&blok={block}&",
        "share": share,
        "window": clock.current(assessment),
        "news": [(entry, sentence(entry)) for entry in found.news(assessment, [t.code for t in every])],
        "reminder": max(reminders, key=lambda r: r.at, default=None),
    }


def _narrowed(every: Iterable[Task], query: str, block: str) -> list[Task]:
    words = query.casefold().split()
    return [
        task
        for task in every
        if block in ("", task.block.code)
        and all(
            word in f"{task.code} {task.question.title.id} {task.question.title.en}".casefold()
            for word in words
        )
    ]


def _urgency(task: Task) -> tuple[bool, bool, int]:
    return task.status is not Status.NEEDS_FIX, not _pressing(task), -task.stake


def _pressing(task: Task) -> bool:
    return task.due is not None and task.due <= timezone.localdate() + SOON


def _told(assessment: Any, page: Page[Task]) -> list[dict[str, Any]]:
    shown = list(page)
    known = found.details(assessment, [task.code for task in shown])
    return [
        {
            "task": task,
            "detail": known[task.code],
            "why": missing(task, known[task.code], assessment.cycle.years),
        }
        for task in shown
    ]


def _groups(told: list[dict[str, Any]], *, grouped: bool) -> list[dict[str, Any]]:
    """What was returned or is nearly due stands first, under its own heading; else the three costliest."""
    if not grouped:
        return [{"label": "", "tasks": told}] if told else []
    first = [one for one in told if one["task"].status is Status.NEEDS_FIX or _pressing(one["task"])] or told[
        :3
    ]
    rest = [one for one in told if one not in first]
    groups = [(_("Kerjakan dulu"), first), (_("Berikutnya"), rest)]
    return [
        {
            "label": label,
            "tasks": ones,
            "stake": sum(one["task"].stake for one in ones),
            "estimate": any(one["task"].estimate for one in ones),
        }
        for label, ones in groups
        if ones
    ]


def _filters(every: list[Task], wanted: str) -> list[dict[str, Any]]:
    words = {
        "saya": _("Perlu saya"),
        "perbaikan": _("Perlu perbaikan"),
        "bukti": _("Belum ada bukti"),
        "menunggu": _("Menunggu orang lain"),
        "semua": _("Semua"),
    }
    return [
        {"key": key, "label": words[key], "count": sum(map(keep, every)), "on": key == wanted}
        for key, keep in FILTERS.items()
    ]


def _greeting() -> str:
    hour = timezone.localtime().hour
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 19 else _("Selamat malam")


def _agency_name(request: HttpRequest) -> str:
    seats = people.seats(request.user, Role.OPERATOR, Role.HEAD)
    return str(seats[0].agency.name)


def _desk(request: HttpRequest, assessment: Any, agencies: set[int]) -> dict[str, Any]:
    codes = found.waiting(assessment, agencies)
    page = Paginator(codes, PAGE).get_page(request.GET.get("hal"))
    kept, known = rows(assessment, list(page), authors=True), found.details(assessment, list(page))
    shown = [
        {
            "row": row,
            "words": in_words(row.question, row.given, row.answer.note),
            "detail": known[code],
            "ready": row_ready(row.line.points, [one.state for one in known[code].proofs]),
        }
        for code, row in kept.items()
    ]
    return {
        "assessment": assessment,
        "agency": _agency_name(request),
        "waiting": len(codes),
        "shown": shown,
        "page": page,
        "window": clock.current(assessment),
    }


def _judge(request: HttpRequest, assessment: Any, agencies: set[int]) -> HttpResponse:
    seen = _seen(request.POST.getlist("row"), edition_of(assessment).questions)
    reason, status = plain(request.POST.get("reason", "")), 403 if seen else 422
    returning = request.POST.get("act") == "return"
    try:
        if not seen:
            raise Refused(Refusal("none", _("Belum ada baris yang dipilih. Centang dulu barisnya.")))
        if returning:
            done = moves.send_back(assessment, seen, note=reason, by=request.user)
            words = ngettext("%(n)s jawaban dikembalikan.", "%(n)s jawaban dikembalikan.", len(done))
        else:
            done = moves.approve(assessment, seen, by=request.user)
            words = ngettext("%(n)s jawaban disetujui.", "%(n)s jawaban disetujui.", len(done))
        messages.success(request, words % {"n": len(done)})
        return redirect("approvals")
    except Stale as stale:
        sentence = _("%(code)s baru saja diubah, jadi belum ada yang diputuskan. Periksa lagi daftarnya.")
        messages.warning(request, sentence % {"code": stale.saved.code if stale.saved else ""})
        status = 409
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    written = {"reason": reason, "ticked": seen, "returning": returning}
    return _approvals(request, assessment, agencies, status=status, **written)


def _seen(posted: list[str], known: Container[str]) -> dict[str, int]:
    pairs = (text.partition(":")[::2] for text in posted)
    return {code: int(version) for code, version in pairs if code in known and version.isdecimal()}
