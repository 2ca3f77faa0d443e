"""allauth's forms in our own words: visible labels instead of placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

NEW_PASSWORD_HELP = _(
    "Paling sedikit 10 huruf atau angka. Kalimat pendek lebih mudah diingat daripada satu kata rumit."
)


def label(form: forms.Form, **labels: Any) -> None:
    """Give fields their labels and take placeholders away, which vanish while one types."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)


class LoginForm(account.LoginForm):
    """User name or e-mail, password, and whether to stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember = _("Tetap masuk di perangkat ini")
        label(self, login=_("Nama pengguna atau surel"), password=_("Kata sandi"), remember=remember)
        self.fields["password"].help_text = ""
        names = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs.update(names)

    def user_credentials(self) -> dict[str, str]:
        """An address or a user name, never both: a wrong password is hashed once in every case."""
        login = self.cleaned_data["login"]
        kind = "email" if "@" in login else "username"
        return {kind: login.lower(), "password": self.cleaned_data["password"]}


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, password=_("Kata sandi"))


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password and the new one, typed once: it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        label(self, oldpassword=_("Kata sandi sekarang"), password1=_("Kata sandi baru"))
        self.fields["password1"].help_text = NEW_PASSWORD_HELP


class SetPasswordForm(account.SetPasswordForm):
    """A first password for someone who has logged in another way so far."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        label(self, password1=_("Kata sandi baru"))
        self.fields["password1"].help_text = NEW_PASSWORD_HELP


class ResetPasswordForm(account.ResetPasswordForm):
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, email=_("Surel"))


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    """The new password that a link from the mail allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        label(self, password1=_("Kata sandi baru"))
        self.fields["password1"].help_text = NEW_PASSWORD_HELP


class _Code:
    """A code of six figures, or a recovery code, on a phone's figure keys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, code=_("Kode dari aplikasi autentikator"))  # type: ignore[arg-type]
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # type: ignore[attr-defined]


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    """The second step of a log-in."""


class MFAReauthenticateForm(_Code, mfa.ReauthenticateForm):
    """The code once more, before something that matters."""


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    """The first code of a new app, which proves that it works."""


UNKNOWN_KEY = _("Kunci sandi ini tidak dikenali di sini. Coba lagi, atau masuk dengan cara lain.")


class _Key:
    """A passkey's answer; allauth would speak of a wrong code."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                raise forms.ValidationError(UNKNOWN_KEY) from error
            raise


class LoginKeyForm(_Key, webauthn.LoginWebAuthnForm):
    """A log-in by passkey alone."""


class AuthenticateKeyForm(_Key, webauthn.AuthenticateWebAuthnForm):
    """The second step by passkey."""


class ReauthenticateKeyForm(_Key, webauthn.ReauthenticateWebAuthnForm):
    """The passkey once more, before something that matters."""


class AddKeyForm(webauthn.AddWebAuthnForm):
    """The name of a new passkey; every key of ours can log in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, name=_("Nama kunci"), passwordless=_("Pakai kunci ini untuk masuk tanpa kata sandi"))
        self.fields["name"].required = False
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("Perangkat akan meminta sidik jari, wajah, atau PIN.")


class EditKeyForm(webauthn.EditWebAuthnForm):
    """A passkey's new name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, name=_("Nama kunci"))
