"""At the door: strangers reach public pages only, every refusal has its sentence, pages leave compressed."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import timezone, translation

from layak.core.refusal import Refused
from layak.people import queries as people

PUBLIC = frozenset(
    {
        "health",
        "set_language",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "demo_login",
        "invitation",
        "home",
        "portal_start",
        "portal_start_json",
        "portal_province",
        "portal_province_json",
        "portal_districts",
        "portal_districts_json",
        "portal_district",
        "portal_district_json",
        "portal_awards",
        "portal_awards_json",
        "portal_checked",
        "portal_checked_json",
        "portal_extract",
        "portal_data",
        "portal_data_json",
        "portal_roots",
        "portal_roots_json",
        "portal_language",
        "portal_check",
        "portal_check_json",
        "portal_catalogue",
        "portal_checksums",
        "portal_root",
        "portal_download",
    }
)
"""Routes a stranger may open, by name. Whatever is not named here needs a log-in."""


class LanguageMiddleware(LocaleMiddleware):
    """Bahasa Indonesia until a person chooses English, whatever their browser would like best."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language kept in the cookie, or Indonesian."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()


SHRINKABLE = frozenset({"text/html", "application/json"})


class ShrinkingMiddleware(GZipMiddleware):
    """Compresses pages and their data; files keep their length, so that ranges of them can be asked for."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, smaller where that is safe and worth it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in SHRINKABLE:
            return response
        return super().process_response(request, response)


ASKS_NOTHING = "camera=(), geolocation=(), microphone=()"


class PermissionsMiddleware:
    """No page may ask a browser for camera, place or microphone, unless it says itself that it does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the header; a page that needs more has set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", ASKS_NOTHING)
        return response


class StrangersMiddleware:
    """Sends a stranger to the log-in page unless the route is public by name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is done here is done by the hook below."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answer 401 to a script, the log-in page to a person; None lets the view run."""
        match = request.resolver_match
        if (match and match.view_name in PUBLIC) or request.user.is_authenticated:
            return None
        if request.headers.get("HX-Request") or request.headers.get("X-Requested-With"):
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path())


class RefusalMiddleware:
    """Turns a `Refused` into a 403 page, or fragment, that says the refusal's sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is done here is done by the hook below."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a refusal; leave every other exception to Django."""
        if not isinstance(error, Refused):
            return None
        template = "403.html#refusal" if getattr(request, "htmx", False) else "403.html"
        return render(request, template, {"refusal": error.refusal}, status=403)


class ZoneMiddleware:
    """Shows times in the zone of the person's own region; a page about one district takes that district's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and leave no zone behind for the next one."""
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Take the zone of the person's first role that has a region."""
        regions = (seat.region for seat in people.seats(request.user) if seat.region_id)
        if region := next(regions, None):
            timezone.activate(region.timezone)
