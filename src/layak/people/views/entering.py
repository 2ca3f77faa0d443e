"""How people come in: by an invitation's link, or as a demo person."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView, PasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from layak.core.refusal import Refused, insist
from layak.people import actions, rules
from layak.people.forms.entering import AcceptForm
from layak.people.forms.managing import refuse
from layak.people.queries import invitations, pages


class Login(LoginView):
    """The log-in page, which on a demo instance lists its people."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo people, on a demo instance."""
        people = pages.demo_people() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"demo_people": people}


class Forgotten(PasswordResetView):
    """Asks for a link by mail; without mail it says whom to ask and sends nothing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether mail can be sent at all."""
        return super().get_context_data(**kwargs) | {"mail": rules.mail_is_configured()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the link, if mail can be sent."""
        return (super().post if rules.mail_is_configured() else self.get)(request, *args, **kwargs)


login = Login.as_view()
forgotten = Forgotten.as_view()


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: a new account, one more role, or why the link is dead."""
    found = invitations.by_token(token)
    if refusal := rules.accept(found):
        return render(request, "people/invitation_dead.html", {"refusal": refusal}, status=410)
    if request.user.is_authenticated:
        return _one_more_role(request, token, found)
    form = AcceptForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        try:
            person = actions.accept(token, language=get_language() or "id", **form.cleaned_data)
        except Refused as error:
            refuse(form, error)
        else:
            return perform_login(request, person)
    # 200 also with errors: Django logs the path of a 4xx, and this one holds a token that still works.
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


def _one_more_role(request: HttpRequest, token: str, found: object) -> HttpResponse:
    if request.method == "POST":
        actions.accept_as(token, by=request.user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/invitation_add.html", {"invitation": found})


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Log in as a demo person, without a password, on a demo instance only."""
    person = pages.demo_person(request.POST.get("orang", ""))
    insist(rules.enter_demo(person))
    return perform_login(request, person)
