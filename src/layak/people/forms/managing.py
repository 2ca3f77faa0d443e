"""Input of those who manage agencies and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from layak.core.refusal import Refused
from layak.people.models import AGENCY_ROLES, Agency, Role, User
from layak.people.queries import pages as queries


class AgencyForm(forms.Form):
    """An agency's names, kind and head, with the version it was read at (0: a new one)."""

    name = forms.CharField(label=_("Nama resmi"), max_length=160)
    short_name = forms.CharField(
        label=_("Nama pendek"), max_length=60, required=False, help_text=_("Untuk tabel, misalnya Dinkes.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=Agency.Kind.choices, initial=Agency.Kind.OPD)
    head_name = forms.CharField(
        label=_("Nama kepala"), max_length=120, required=False, help_text=_("Seperti tercetak pada surat.")
    )
    head_title = forms.CharField(label=_("Jabatan kepala"), max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def values(self) -> dict[str, str]:
        """The agency's fields without the version."""
        clean = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return clean | {"short_name": clean["short_name"] or clean["name"][:60]}


class AgencyChoice(forms.ModelChoiceField):
    """An agency by name and district: every district has a Dinas Kesehatan."""

    def label_from_instance(self, agency: Agency) -> str:
        """The line in the list."""
        return f"{agency.name}, {agency.district}"


class InvitationForm(forms.Form):
    """Whom to invite, as what, and where; the choices are those the inviting person may give."""

    name = forms.CharField(label=_("Nama orang yang diundang"), max_length=120)
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Untuk memulihkan kata sandi. Tautan undangan tetap tampil di layar."),
    )
    role = forms.ChoiceField(label=_("Peran"), widget=forms.RadioSelect)
    agency = AgencyChoice(
        label=_("Instansi"),
        empty_label=_("Pilih instansi"),
        queryset=None,
        required=False,
        help_text=_("Wajib untuk operator dan kepala instansi."),
    )
    region = forms.ModelChoiceField(
        label=_("Daerah"),
        empty_label=_("Pilih daerah"),
        queryset=None,
        required=False,
        help_text=_("Wajib untuk sekretariat, pimpinan, dan verifikator."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = queries.roles_to_give(by)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["agency"].queryset = queries.agencies_to_staff(by)
        self.fields["region"].queryset = queries.regions_to_staff(by)
        if all(role in AGENCY_ROLES for role in roles):
            del self.fields["region"]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0]

    def clean(self) -> dict[str, Any]:
        """Keep only the place that the role stands on, so that a left-over choice does not refuse it."""
        clean = super().clean() or {}
        role = clean.get("role")
        if role in AGENCY_ROLES and not clean.get("agency"):
            self.add_error("agency", _("Peran ini milik satu instansi. Pilih instansinya."))
        elif role and role not in (*AGENCY_ROLES, Role.ADMIN) and not clean.get("region"):
            self.add_error("region", _("Peran ini milik satu daerah. Pilih daerahnya."))
        return clean

    def values(self) -> dict[str, Any]:
        """What `actions.invite` takes."""
        clean = self.cleaned_data
        agency = clean["agency"] if clean["role"] in AGENCY_ROLES else None
        region = clean.get("region") if clean["role"] not in (*AGENCY_ROLES, Role.ADMIN) else None
        return {key: clean[key] for key in ("name", "email", "role")} | {"agency": agency, "region": region}


class DutiesForm(forms.Form):
    """One choice of agency for each function, with what was shown beside it."""

    def __init__(self, *args: Any, functions: dict[str, str], agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = list(functions)
        choices = [("", _("Belum ada")), *((agency.pk, agency.name) for agency in agencies)]
        number = {"required": False, "coerce": int, "empty_value": None}
        for key, title in functions.items():
            self.fields[key] = forms.TypedChoiceField(label=title, choices=choices, **number)
            self.fields[f"seen-{key}"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each function's choice with the hidden field of what was shown."""
        return [(self[key], self[f"seen-{key}"]) for key in self.keys]

    def wanted(self) -> dict[str, int | None]:
        """The agency chosen for each function."""
        return {key: self.cleaned_data[key] for key in self.keys}

    def seen(self) -> dict[str, int | None]:
        """The agency that was shown for each function."""
        return {key: self.cleaned_data[f"seen-{key}"] for key in self.keys}


def refuse(form: forms.Form, error: Refused, field: str | None = None) -> None:
    """Put a refusal's sentence on the form, at a field or above all."""
    form.add_error(field, str(error.refusal.sentence))
