"""The first page after log-in: each role's own desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from layak.people import queries as people
from layak.people.queries import Role

DESKS = {
    Role.SECRETARIAT: "control_room",
    Role.ADMIN: "control_room",
    Role.OPERATOR: "tasks",
    Role.HEAD: "approvals",
    Role.LEADER: "leader_page",
    Role.VERIFIER: "desk",
}
"""Where each role works, the first that a person has winning."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go to the person's desk; strangers to the public pages; whoever has no role yet reads whom to ask.

    Who works for several districts first chooses one.
    """
    if not request.user.is_authenticated:
        return redirect("portal_start")
    if len(people.places_of(request.user)) > 1 and not request.user.place:
        return redirect("places")
    held = {seat.role for seat in people.here(request.user)}
    desk = next((route for role, route in DESKS.items() if role in held), None)
    return redirect(desk) if desk else render(request, "assessments/tasks_no_role.html")
