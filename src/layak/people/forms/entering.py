"""Input of an invited person and of one's own account page."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from layak.people.forms.login import NEW_PASSWORD_HELP

USERNAME = RegexValidator(
    r"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z",
    _("Pakai huruf, angka, titik, atau tanda hubung saja, tanpa spasi. Contoh: rina.marlina"),
)
"""No "@" above all: a user name must never look like somebody's address."""


class AcceptForm(forms.Form):
    """How an invited person wants to be called and to log in."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("Nama pengguna"),
        min_length=3,
        max_length=60,
        validators=[USERNAME],
        help_text=_("Untuk masuk. Huruf kecil semua, misalnya rina.marlina."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        help_text=NEW_PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """In lower case, as it is stored."""
        return self.cleaned_data["username"].lower()

    def clean_password(self) -> str:
        """Long enough, and none of the common ones."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class ProfileForm(forms.Form):
    """One's own name and language."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Bahasa"), choices=settings.LANGUAGES)
