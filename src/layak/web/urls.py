"""Every address of Layak, each step's under its own Indonesian word."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from layak.web import views


def health(request: HttpRequest) -> HttpResponse:
    """Say "ok" to whoever watches the server; touches no table."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("sehat/", health, name="health"),
    path("bahasa/", set_language, name="set_language"),
    path("cari/", views.search, name="search"),
    path("cari.json", views.search_json, name="search_json"),
    path("kabar/", views.inbox, name="inbox"),
    path("kabar/dilihat/", views.inbox_seen, name="inbox_seen"),
    path("masuk/", include("layak.people.urls_account")),
    path("", include("layak.people.urls")),
    # before evidence, because its document pages keep the rows that cite a document up to date
    path("", include("layak.assessments.urls")),
    path("", include("layak.evidence.urls")),
    path("", include("layak.verification.urls")),
    path("", include("layak.results.urls")),
    path("", include("layak.portal.urls")),
]

handler400 = "layak.web.views.unreadable"
