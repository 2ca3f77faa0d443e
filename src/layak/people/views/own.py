"""One's own account: name, language, roles, and the ways to log in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from layak.people import actions
from layak.people.forms.entering import ProfileForm
from layak.people.queries import places_of, seats
from layak.people.views import devices


def profile(request: HttpRequest) -> HttpResponse:
    """Akun saya."""
    me = request.user
    form = ProfileForm(request.POST or None, initial={"name": me.name, "language": me.language})
    if form.is_valid():
        actions.change_profile(by=me, **form.cleaned_data)
        translation.activate(me.language)
        messages.success(request, _("Tersimpan."))
        response = redirect("profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            me.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response
    shown = {"form": form, "seats": seats(me), "several": len(places_of(me)) > 1}
    listed = devices.shown(request)
    shown |= {"devices": listed, "others": any(not one["device"].current for one in listed)}
    return render(request, "people/profile.html", shown)
