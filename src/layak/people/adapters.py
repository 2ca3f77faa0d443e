"""Where allauth asks us: nobody signs up alone, people come by invitation; and our own sentences."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from layak.people import actions
from layak.people.models import User
from layak.prepared import Prepared

WRONG_PAIR = _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya.")
WRONG_CODE = _("Kode tidak cocok atau sudah lewat waktunya. Masukkan kode yang sekarang tampil di aplikasi.")


class Backend(AuthenticationBackend):
    """allauth's log-in; who is logged in is found with a query that is built once."""

    def get_user(self, user_id: int) -> User | None:
        """The active person of a session."""
        found = _known.one(int(user_id))
        return found if found and self.user_can_authenticate(found) else None


_known = Prepared(lambda number: User.objects.filter(pk=number))


class AccountAdapter(DefaultAccountAdapter):
    """Closes open sign-up, speaks plainly, and speaks the person's own language after log-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini tidak aktif. Hubungi Sekretariat KLA daerah Anda."),
        "username_password_mismatch": WRONG_PAIR,
        "email_password_mismatch": WRONG_PAIR,
        "invalid_login": WRONG_PAIR,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Kata sandi tidak cocok. Coba lagi."),
        "enter_current_password": _("Kata sandi sekarang tidak cocok. Ketik lagi kata sandi yang lama."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk yang gagal. Tunggu 5 menit, lalu coba lagi, "
            "atau buat kata sandi baru lewat “Lupa kata sandi?”."
        ),
        "rate_limited": _("Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi."),
        "invalid_password_reset": _("Tautan ini sudah dipakai atau terpotong. Minta tautan baru."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Go on after a log-in, in the language the person chose."""
        response = super().post_login(request, user, **details)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("profile")


class MFAAdapter(DefaultMFAAdapter):
    """Our sentences for codes and keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Pengaman ini belum dapat dimatikan."),
        "cannot_generate_recovery_codes": _(
            "Kode cadangan baru ada sesudah Anda mengaktifkan aplikasi autentikator atau kunci sandi."
        ),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """The name a new key begins with; the person may change it."""
        return str(_("Kunci sandi saya"))


class SocialAdapter(DefaultSocialAccountAdapter):
    """Lets an OpenID Connect log-in meet an invited person, by verified e-mail only; never a stranger."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an invitation makes the account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind a first log-in to the person whose e-mail the provider vouches for; refuse all others."""
        if sociallogin.is_existing:
            return
        person = _person_of(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
        sociallogin.connect(request, person)


def _person_of(sociallogin: SocialLogin) -> User | None:
    # Some providers send the word "true"; the word "false" must not pass for a yes.
    verified = [a.email for a in sociallogin.email_addresses if a.verified is True or a.verified == "true"]
    return next(filter(None, map(actions.person_by_email, verified)), None)
