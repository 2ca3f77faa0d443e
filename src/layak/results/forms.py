"""Input about results: closing a stage, signing, handing back, taking back."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from layak.core.instrument import Edition
from layak.core.stages import Go, Stage, Step
from layak.results import rules
from layak.results.actions.closing import Award
from layak.results.papers.signatories import MOST, People, Person, Side, read
from layak.results.signing import Own
from layak.results.signing.own import LARGEST as LARGEST_KEY

PARTS, BLAMED = ("name", "position", "nip"), {"no-name": "name", "bad-nip": "nip"}
LARGEST = 50_000_000
"""Bytes of a signed paper that is handed back."""


class CloseForm(forms.Form):
    """Which way the sheet goes, the signature of what was read, and in the last stage the predikat."""

    go = forms.ChoiceField(label=_("Langkah"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)
    signed = forms.BooleanField(
        label=_("Saya sudah membaca ringkasan di atas dan menandatanganinya."), required=False
    )
    award = forms.ChoiceField(label=_("Predikat yang ditetapkan"), required=False)
    source = forms.CharField(
        label=_("Keputusan"),
        max_length=300,
        required=False,
        help_text=_("Nomor atau tautan surat keputusannya."),
    )
    why = forms.CharField(
        label=_("Alasan bila berbeda dari pita nilai"), widget=forms.Textarea({"rows": 3}), required=False
    )
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Wajib bila lembar dikembalikan."),
    )

    def __init__(
        self, *args: Any, steps: tuple[Step, ...], edition: Edition, words: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["go"].choices = [(step.go.value, words(step)) for step in steps]
        if any(step.start is Stage.AWARD for step in steps):
            bands = [(band.key, str(band.title.id)) for band in edition.bands]
            self.fields["award"].choices = [("", _("Belum ditetapkan")), *bands]
        else:
            for name in ("award", "source", "why"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What `actions.closing.close_stage` takes."""
        said = self.cleaned_data
        award = Award(said["award"], said["source"], said["why"]) if said.get("award") else None
        seen = said["seen"] if said["signed"] else ""
        return {"go": Go(said["go"]), "seen": seen, "reason": said["reason"], "award": award}


class SignForm(forms.Form):
    """A person's own certificate, where the signer signs as that person."""

    nik = forms.CharField(
        label="NIK",
        max_length=16,
        help_text=_("16 angka. Dipakai sekali dan tidak disimpan."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    passphrase = forms.CharField(
        label=_("Frasa sandi"),
        help_text=_("Dipakai sekali dan tidak disimpan."),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )


class OwnCertificateForm(forms.Form):
    """A person's own PKCS#12 file and its password, used once."""

    file = forms.FileField(
        label=_("Berkas sertifikat"),
        help_text=_("Berkas .p12 atau .pfx dari penerbit sertifikat Anda, paling besar 100 kB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".p12,.pfx,application/x-pkcs12"}),
    )
    password = forms.CharField(
        label=_("Sandi sertifikat"),
        max_length=200,
        required=False,
        strip=False,
        help_text=_("Sandi yang membuka berkas itu, bukan sandi akun Layak. Kosongkan bila tanpa sandi."),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )

    def clean_file(self) -> bytes:
        """The bytes, never more than it takes to see that they are too many."""
        file = self.cleaned_data["file"]
        content: bytes = file.read(LARGEST_KEY + 1) if file else b""
        if refusal := rules.own_certificate(Own(content, "")):
            raise forms.ValidationError(refusal.sentence)
        return content

    def own(self) -> Own:
        """What the action signs with; after `is_valid`."""
        return Own(self.cleaned_data["file"], self.cleaned_data["password"], settings.SIGN_TIMESTAMP_URL)


class HandBackForm(forms.Form):
    """A paper that was signed elsewhere."""

    file = forms.FileField(label=_("PDF yang sudah ditandatangani"), allow_empty_file=True)

    def clean_file(self) -> bytes:
        """The bytes, as they came."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas ini lebih dari 50 MB. Dokumen hasil jauh lebih kecil."))
        content: bytes = file.read()
        return content


class SignatoriesForm(forms.Form):
    """Who signs for each side: name, office and NIP of each, in order; a row left empty is nobody."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, people: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = read(people)
        for side in Side:
            for at in range(MOST):
                given = known[side][at] if at < len(known[side]) else Person("")
                self._add(f"{side}{at}", given)

    def _add(self, row: str, given: Person) -> None:
        name, office = {"autocomplete": "off"}, {"autocomplete": "off"}
        digits = {"autocomplete": "off", "inputmode": "numeric"}
        widgets = (forms.TextInput(name), forms.TextInput(office), forms.TextInput(digits))
        made = (
            (_("Nama"), 100, given.name),
            (_("Jabatan"), 150, given.position),
            ("NIP", 40, given.spaced),
        )
        for key, widget, (label, most, initial) in zip(PARTS, widgets, made, strict=True):
            self.fields[f"{row}_{key}"] = forms.CharField(
                label=label, max_length=most, required=False, widget=widget, initial=initial
            )

    def clean(self) -> dict[str, Any]:
        """Each row is nobody, or somebody whom the rules take."""
        given = super().clean()
        for side in Side:
            for at in range(MOST):
                one = self._person(f"{side}{at}")
                refusal = rules.signatory(one) if any((one.name, one.position, one.nip)) else None
                if refusal:
                    self.add_error(f"{side}{at}_{BLAMED[refusal.code]}", refusal.sentence)
        return given

    def _person(self, row: str) -> Person:
        name, position, nip = (self.cleaned_data.get(f"{row}_{key}", "") for key in PARTS)
        return Person(" ".join(name.split()), " ".join(position.split()), re.sub(r"[\s.]", "", nip))

    def people(self) -> People:
        """Who signs, in order; after `is_valid`."""
        rows = {side: [self._person(f"{side}{at}") for at in range(MOST)] for side in Side}
        return {side: [one for one in rows[side] if one.name] for side in Side}

    def rows(self, side: Side) -> list[list[forms.BoundField]]:
        """What the page shows of a side: everybody, and two more."""
        rows = [[self[f"{side}{at}_{key}"] for key in PARTS] for at in range(MOST)]
        filled = [at for at, row in enumerate(rows) if any(field.value() for field in row)]
        return rows[: max(filled, default=-1) + 3]
