"""The field sessions: which there are, one with its units, planning, choosing and drawing, closing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.core.refusal import Refused, insist
from layak.verification.actions import field as actions
from layak.verification.forms.field import DrawForm, SessionForm, UnitForm
from layak.verification.forms.field_names import possible_names
from layak.verification.queries import field as queries
from layak.verification.rules import field as rules
from layak.verification.views.field_unit import of_unit

View = Callable[..., HttpResponse]


def of_session(view: View) -> View:
    """Give the view the session the person may see, in its district's time; 404 for any other."""

    @wraps(view)
    def page(request: HttpRequest, session_id: int, **kwargs: Any) -> HttpResponse:
        session = get_object_or_404(queries.sessions(request.user), pk=session_id)
        with timezone.override(session.assessment.district.timezone):
            return view(request, session, **kwargs)

    return page


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Every session the person may see, and the sheets for which they may plan one."""
    charges = [(sheet, rules.arrange(request.user, sheet)) for sheet in queries.charges(request.user)]
    context = {"sessions": queries.sessions(request.user)[:100], "charges": charges}
    return render(request, "verification/field_sessions.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Plan a session for a sheet of one's charge."""
    sheet = get_object_or_404(queries.charges(request.user), pk=assessment_id)
    insist(rules.arrange(request.user, sheet))
    form = SessionForm(request.POST or None, zone=sheet.district.timezone)
    if form.is_valid():
        made = actions.plan(sheet, form.plan(), by=request.user)
        _warn_of_names(request, made)
        return redirect("field_session", session_id=made.pk)
    context = {"form": form, "assessment": sheet}
    return render(request, "verification/field_form.html", context, status=_status(form))


@require_safe
@of_session
def session(request: HttpRequest, session: Any) -> HttpResponse:
    """One session: its plan, its units with what is known of each, what stands in the way of closing."""
    return _page(request, session)


@require_http_methods(["GET", "POST"])
@of_session
def change(request: HttpRequest, session: Any) -> HttpResponse:
    """Change the plan as it was seen; a stale save keeps what was typed and shows what stands."""
    insist(rules.inspect(request.user, session))
    zone, said = session.assessment.district.timezone, vars(session)
    form = SessionForm(request.POST or None, zone=zone, initial=said)
    context = {"form": form, "session": session, "assessment": session.assessment}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = actions.change(session, form.plan(), version=version, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
            context["stored"] = session
            form.data = form.data.copy()  # "|" would make a list of every value
            form.data["version"] = session.version
        else:
            _warn_of_names(request, saved)
            return redirect("field_session", session_id=session.pk)
    return render(request, "verification/field_form.html", context, status=_status(form))


@require_POST
@of_session
def add_unit(request: HttpRequest, session: Any) -> HttpResponse:
    """Add one unit by hand."""
    form = UnitForm(request.POST, language=get_language(), prefix="unit")

    def add(given: dict[str, Any]) -> str:
        place = actions.Place(given["name"], given["address"])
        actions.choose_unit(session, given["kind"], place, codes=given["codes"], by=request.user)
        return _("%(name)s ditambahkan.") % {"name": place.name}

    return _with_units(request, session, form, add)


@require_POST
@of_session
def draw_units(request: HttpRequest, session: Any) -> HttpResponse:
    """Draw units by chance from a list."""
    form = DrawForm(request.POST, request.FILES, language=get_language(), prefix="draw")

    def draw(given: dict[str, Any]) -> str:
        drawn = actions.draw_units(session, given["kind"], given["places"], given["count"], by=request.user)
        names = {"n": len(drawn), "all": len(given["places"])}
        return _("%(n)s dari %(all)s unit terundi. Benih undian dan daftarnya tercatat di jejak.") % names

    return _with_units(request, session, form, draw)


@require_POST
@of_session
def close(request: HttpRequest, session: Any) -> HttpResponse:
    """End the session, or say what stands in the way."""
    return _end(request, session, actions.close, _("Sesi ditutup."))


@require_POST
@of_session
def reopen(request: HttpRequest, session: Any) -> HttpResponse:
    """Open the session again."""
    return _end(
        request,
        session,
        actions.reopen,
        _("Sesi dibuka lagi. Ponsel yang masih menyimpan catatan dapat mengirim."),
    )


@require_POST
@of_unit
def drop_unit(request: HttpRequest, unit: Any) -> HttpResponse:
    """Take a unit off the list again."""
    try:
        actions.drop_unit(unit, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.refusal.sentence))
    return redirect("field_session", session_id=unit.session_id)


def _with_units(
    request: HttpRequest, session: Any, form: Any, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Act on a form of the session's page; back to the page, or the page again with what is wrong."""
    insist(rules.inspect(request.user, session))
    if form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
            return redirect("field_session", session_id=session.pk)
        except Refused as refused:
            form.add_error(None, refused.refusal.sentence)
    return _page(request, session, **{f"{form.prefix}_form": form})


def _page(request: HttpRequest, session: Any, **forms: Any) -> HttpResponse:
    language = get_language()
    on_team = rules.team(request.user, session.assessment) is None
    found = queries.found_in(session) if on_team or session.closed_at else []
    context = {
        "session": session,
        "found": found,
        "on_team": on_team,
        "may_change": rules.inspect(request.user, session) is None,
        "may_reopen": bool(session.closed_at) and rules.arrange(request.user, session.assessment) is None,
        "disputed": [each for each in found if each.disputed],
        "unit_form": UnitForm(language=language, prefix="unit"),
        "draw_form": DrawForm(language=language, prefix="draw"),
    }
    status = 422 if forms else 200
    return render(request, "verification/field_session.html", context | forms, status=status)


def _end(request: HttpRequest, session: Any, act: Callable[..., Any], done: str) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        act(session, version=int(version) if version.isdecimal() else 0, by=request.user)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused.refusal.sentence))
    return redirect("field_session", session_id=session.pk)


def _warn_of_names(request: HttpRequest, session: Any) -> None:
    if names := possible_names(session.forum_talk, session.assessment.district.name):
        sentence = _(
            "Tersimpan. Catatan bincang Forum Anak mungkin memuat nama: %(names)s. Hapus bila itu nama anak."
        )
        messages.warning(request, sentence % {"names": ", ".join(names)})


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200
