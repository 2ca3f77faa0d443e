"""Where I work: for people with roles in several districts, one at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from layak.people import actions
from layak.people.queries import LOCAL, home, places_of, seats


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """The person's districts with their roles there; a POST goes to work in one of them."""
    if request.method == "POST":
        actions.choose_place(request.POST.get("tempat", ""), by=request.user)
        name = places_of(request.user)[0].name
        messages.success(request, _("Sekarang Anda bekerja untuk %(place)s.") % {"place": name})
        return redirect("home")
    held = seats(request.user, *LOCAL)
    shown = [(place, [s for s in held if s.region_id == place.pk]) for place in places_of(request.user)]
    context = {"places": shown, "here": home(request.user, *LOCAL), "chosen": request.user.place}
    return render(request, "people/places.html", context)
