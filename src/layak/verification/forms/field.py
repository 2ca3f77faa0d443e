"""What is typed to plan a session and to choose its units; local times are the district's."""

import csv
import io
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from layak.assessments.forms.steering import ISO, Zoned
from layak.core.checklists import checklists
from layak.verification.actions.field import MOST_UNITS, Place, Plan
from layak.verification.models import FieldSession

MOST_BYTES = 1_000_000
NAME_LENGTH, ADDRESS_LENGTH = 160, 200


def _lines(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False, max_length=8000)


class SessionForm(Zoned):
    """A field session: how, when, where, who; and the separate talk with the Forum Anak."""

    mode = forms.ChoiceField(label=_("Cara"), choices=FieldSession.Mode.choices)
    starts_at = forms.DateTimeField(
        label=_("Mulai"),
        input_formats=[ISO, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=ISO),
    )
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    link = forms.URLField(label=_("Tautan pertemuan"), max_length=500, required=False, assume_scheme="https")
    team = _lines(_("Tim verifikasi"), _("Satu orang per baris: nama, lembaga."))
    participants = _lines(_("Peserta dari daerah"), _("Satu orang per baris: nama, jabatan."))
    forum_talk = _lines(
        _("Bincang terpisah dengan Forum Anak"),
        _("Tulis apa yang disampaikan, bukan siapa. Jangan tulis nama anak. Hanya tim yang membacanya."),
        rows=5,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A hybrid session is reached by a link or at a place, a visit happens at a place."""
        given = super().clean()
        if given.get("mode") == FieldSession.Mode.VISIT and not given.get("place"):
            self.add_error("place", _("Kunjungan perlu tempat. Tulis tempat berkumpulnya."))
        elif "mode" in given and not (given.get("place") or given.get("link") or self.errors):
            self.add_error("link", _("Tulis tautan pertemuannya, atau tempat bila tim berkumpul."))
        return given

    def plan(self) -> Plan:
        """The clean values as the actions take them."""
        given = {name: self.cleaned_data[name] for name in Plan.__slots__}
        return Plan(**given | {"mode": FieldSession.Mode(given["mode"])})


class _OfKind(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis unit"))

    def __init__(self, *args: Any, language: str = "id", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = checklists().values()
        self.fields["kind"].choices = [(each.key, each.title.in_language(language)) for each in known]


class UnitForm(_OfKind):
    """One unit chosen by hand."""

    name = forms.CharField(label=_("Nama unit"), max_length=NAME_LENGTH)
    address = forms.CharField(label=_("Alamat"), max_length=ADDRESS_LENGTH, required=False)
    codes = forms.CharField(
        label=_("Pertanyaan yang diperiksa"),
        required=False,
        max_length=200,
        help_text=_("Kode dipisah koma, misalnya 15.1, 15.3. Kosong: pertanyaan yang biasa untuk jenis ini."),
    )

    def clean_codes(self) -> list[str] | None:
        """The codes in order, each once; None where none was typed."""
        typed = (code.strip() for code in self.cleaned_data["codes"].split(","))
        return list(dict.fromkeys(code for code in typed if code)) or None


class DrawForm(_OfKind):
    """A list of units, pasted or as a text file, and how many to draw."""

    names = _lines(
        _("Daftar unit"), _("Satu unit per baris. Alamat boleh menyusul setelah titik koma atau tab."), rows=6
    )
    file = forms.FileField(label=_("Atau berkas teks atau CSV"), required=False)
    count = forms.IntegerField(label=_("Jumlah yang diundi"), min_value=1, max_value=MOST_UNITS)

    def clean_file(self) -> str:
        """The file's text."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Berkas ini terlalu besar untuk daftar unit. Simpan kolom namanya saja.")
            )
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            sentence = _("Berkas ini bukan teks. Simpan sebagai CSV (UTF-8), atau tempel daftarnya.")
            raise forms.ValidationError(sentence) from None

    def clean(self) -> dict[str, Any]:
        """At least one name, from either."""
        given = super().clean()
        given["places"] = _places(f"{given.get('names', '')}\n{given.get('file') or ''}")
        if not given["places"] and not self.errors:
            self.add_error("names", _("Tempel daftar unitnya, satu per baris, atau pilih berkas."))
        if long := next((place for place in given["places"] if not _fits(place)), None):
            sentence = _(
                "“%(name)s …” terlalu panjang: nama unit paling banyak %(name_most)s huruf, alamatnya "
                "%(address_most)s. Ringkas di daftarnya, lalu undi lagi."
            )
            told = {"name": long.name[:40], "name_most": NAME_LENGTH, "address_most": ADDRESS_LENGTH}
            self.add_error("names", sentence % told)
        return given


def _fits(place: Place) -> bool:
    return len(place.name) <= NAME_LENGTH and len(place.address) <= ADDRESS_LENGTH


def _places(text: str) -> list[Place]:
    """Name and address of each line; a name that is there twice counts once."""
    separator = next((sign for sign in "\t;" if sign in text), ";")
    found: dict[str, Place] = {}
    for row in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator):
        cells = [" ".join(cell.split()) for cell in row]
        if cells and cells[0]:
            found.setdefault(cells[0], Place(cells[0], cells[1] if len(cells) > 1 else ""))
    return list(found.values())
