"""Pembagian: rows without an owner first, the load of every agency, one indicator or row at a time."""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions import assigning as actions
from layak.assessments.forms.steering import DueForm, LeadsForm, MoveForm, RowForm
from layak.assessments.queries import assigning
from layak.assessments.queries.assigning import Owners
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.steered import newest
from layak.assessments.rules import steering
from layak.assessments.views.places import of_assessment
from layak.core.instrument import Edition, Indicator
from layak.core.refusal import Refused, insist
from layak.people import queries as people


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The distribution of the newest assessment the person steers."""
    insist(steering.oversee(request.user))
    found = newest(request.user)
    return redirect("assignments", found.pk) if found else redirect("cycles")


@require_safe
@of_assessment
def assignments(request: HttpRequest, assessment: Any) -> HttpResponse:
    """Everything at a glance: rows nobody has, agencies and their load, indicators. Three queries."""
    edition, owned = edition_of(assessment), assigning.owners(assigning.parts(assessment.pk))
    names = assigning.names(assessment.pk)
    duties = people.agency_of_function(assessment.district_id)
    loads = assigning.loads(edition, owned)
    without = assigning.unowned(edition, owned)
    context = {
        "assessment": assessment,
        "edition": edition,
        "unowned": without,
        "proposable": len(assigning.proposal(edition, owned, duties)),
        "loads": sorted(((names[k], k, load) for k, load in loads.items()), key=lambda row: -row[2].points),
        "blocks": [(b, [_summary(i, owned) for i in b.indicators]) for b in edition.blocks],
        "may_steer": _may_steer(request, assessment),
        "rows": len(edition.questions),
    }
    return render(request, "assessments/assignments.html", context)


@require_POST
@of_assessment
def propose(request: HttpRequest, assessment: Any) -> HttpResponse:
    """Give the rows nobody has to the agencies that carry their function."""
    count = actions.propose(assessment.pk, by=request.user)
    words = ngettext("%(n)s baris dibagikan.", "%(n)s baris dibagikan.", count) % {"n": count}
    none = _("Belum ada yang dapat diusulkan. Petakan dulu fungsi ke instansi di halaman Instansi.")
    messages.add_message(request, messages.SUCCESS if count else messages.WARNING, words if count else none)
    return redirect("assignments", assessment.pk)


@require_http_methods(["GET", "POST"])
@of_assessment
def indicator(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """The rows of one indicator with their accountable agency, saved together."""
    edition = edition_of(assessment)
    found = edition.indicators.get(code)
    if found is None:
        raise Http404(code)
    codes = [question.code for question in found.questions]
    desk = _Desk(request, assessment, codes)
    owned = desk.owned
    initial = {f"lead-{c}": owned[c].lead for c in codes if c in owned} | {"seen": desk.seen}
    form = LeadsForm(desk.posted("leads"), initial=initial, questions=found.questions, agencies=desk.agencies)
    due = DueForm(desk.posted("due"), initial={"seen": desk.seen}, prefix="due")
    saved = desk.save(form, lambda: _assign(desk, form.leads(), form)) or desk.save(
        due, lambda: _due(desk, due)
    )
    if saved:
        return redirect("assignment_indicator", assessment.pk, code)
    context = {
        "indicator": found,
        "area": edition.block_of[code],
        "rows": [(q, form.row(q.code), desk.told(q.code)) for q in found.questions],
        "around": _around(edition, code),
        "form": form,
        "due": due,
    }
    return desk.page("assessments/assignment_indicator.html", context)


@require_http_methods(["GET", "POST"])
@of_assessment
def row(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """One row: who answers for it, who helps, by when."""
    question = edition_of(assessment).questions.get(code)
    if question is None:
        raise Http404(code)
    desk = _Desk(request, assessment, [code])
    now = desk.owned.get(code, Owners())
    initial = {"lead": now.lead, "helpers": now.helpers, "seen": desk.seen}
    form = RowForm(desk.posted("leads"), initial=initial, agencies=desk.agencies)
    due = DueForm(desk.posted("due"), initial={"seen": desk.seen, "due": now.due}, prefix="due")

    def assign() -> None:
        _assign(desk, {code: form.cleaned_data["lead"]}, form, form.cleaned_data["helpers"])

    if desk.save(form, assign) or desk.save(due, lambda: _due(desk, due)):
        return redirect("assignment_row", assessment.pk, code)
    found = edition_of(assessment).indicator_of[code]
    context = {"question": question, "indicator": found, "now": desk.told(code), "form": form, "due": due}
    return desk.page("assessments/assignment_row.html", context)


@require_http_methods(["GET", "POST"])
@of_assessment
def agency(request: HttpRequest, assessment: Any, agency_id: int) -> HttpResponse:
    """What one agency carries; its day, and handing all of it to another."""
    edition = edition_of(assessment)
    codes = assigning.codes_of(assessment.pk, agency_id)
    names = assigning.names(assessment.pk)
    if agency_id not in names:
        raise Http404(agency_id)
    desk = _Desk(request, assessment, codes)
    others = [choice for choice in desk.agencies if choice[0] != agency_id]
    move = MoveForm(desk.posted("move"), initial={"seen": desk.seen}, prefix="move", agencies=others)
    due = DueForm(desk.posted("due"), initial={"seen": desk.seen}, prefix="due")
    led = [code for code in edition.questions if code in codes and desk.owned[code].lead == agency_id]

    def hand_over() -> None:
        given = move.cleaned_data
        actions.move(
            assessment.pk, source=agency_id, target=given["target"], seen=given["seen"], by=request.user
        )

    if desk.save(move, hand_over):
        return redirect("assignments", assessment.pk)
    if desk.save(due, lambda: _due(desk, due, led)):
        return redirect("assignment_agency", assessment.pk, agency_id)
    context = {
        "name": names[agency_id],
        "agency_id": agency_id,
        "led": [(edition.questions[code], desk.owned[code]) for code in led],
        "helped": [q for code, q in edition.questions.items() if code in codes and code not in led],
        "load": assigning.loads(edition, desk.owned)[agency_id],
        "move": move,
        "due": due,
    }
    return desk.page("assessments/assignment_agency.html", context)


class _Desk:
    """One page of assigning: the rows it is about, as they stand, and the way a form is saved."""

    def __init__(self, request: HttpRequest, assessment: Any, codes: Collection[str]) -> None:
        self.request, self.assessment, self.codes, self.status = request, assessment, codes, 200
        parts = assigning.parts(assessment.pk, codes)
        self.seen, self.owned = assigning.stamp(parts), assigning.owners(parts)
        active = dict(people.agencies(assessment.district_id).values_list("pk", "short_name"))
        self.names = assigning.names(assessment.pk) | active
        here = active.keys() | {part.agency_id for part in parts}
        self.agencies = sorted(((key, self.names[key]) for key in here), key=lambda choice: choice[1])

    def told(self, code: str) -> dict[str, Any]:
        """Who answers for a row now, in names."""
        now = self.owned.get(code, Owners())
        helping = ", ".join(sorted(self.names[agency] for agency in now.helpers))
        return {"lead": self.names.get(now.lead), "helpers": helping, "due": now.due}

    def posted(self, act: str) -> Any:
        """What was sent, when it was sent to this one of the page's forms."""
        mine = self.request.method == "POST" and self.request.POST.get("act") == act
        return self.request.POST if mine else None

    def save(self, form: Any, act: Callable[[], None]) -> bool:
        """Act on a valid form. A refusal stays on the page with what was typed; stale is 409."""
        if not form.is_bound:
            return False
        insist(steering.steer(self.request.user, self.assessment.district_id))
        self.status = 422
        if not form.is_valid():
            return False
        try:
            act()
        except Refused as refused:
            self.status = 409 if refused.refusal.code == "stale" else 422
            form.add_error(None, refused.refusal.sentence)
            form.data = form.data.copy()
            form.data[form.add_prefix("seen")] = self.seen
            return False
        messages.success(self.request, _("Tersimpan."))
        return True

    def page(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """The page with what every one of them needs."""
        shared = {
            "assessment": self.assessment,
            "may_steer": _may_steer(self.request, self.assessment),
            "stale": self.status == 409,
        }
        return render(self.request, template, shared | context, status=self.status)


def _assign(
    desk: _Desk, leads: dict[str, int | None], form: Any, helpers: Collection[int] | None = None
) -> None:
    seen = form.cleaned_data["seen"]
    actions.assign(desk.assessment.pk, leads, helpers=helpers, seen=seen, by=desk.request.user)


def _due(desk: _Desk, form: DueForm, led: Collection[str] | None = None) -> None:
    given = form.cleaned_data
    codes = desk.codes
    actions.set_due(
        desk.assessment.pk, codes, only=led, due=given["due"], seen=given["seen"], by=desk.request.user
    )


def _summary(found: Indicator, owned: assigning.Ownership) -> tuple[Indicator, int, int]:
    held = sum(1 for q in found.questions if q.code in owned and owned[q.code].lead)
    return found, held, len(found.questions)


def _around(edition: Edition, code: str) -> tuple[Indicator | None, Indicator | None]:
    every = list(edition.indicators.values())
    at = [i.code for i in every].index(code)
    return (every[at - 1] if at else None), (every[at + 1] if at + 1 < len(every) else None)


def _may_steer(request: HttpRequest, assessment: Any) -> bool:
    return steering.steer(request.user, assessment.district_id) is None
