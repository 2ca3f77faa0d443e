"""What is typed to steer: a cycle with its windows, an extension, who answers for what, by when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import CALENDAR, Stage
from layak.core.instrument import Question

ISO = "%Y-%m-%dT%H:%M"
HOME = settings.TIME_ZONE
"""The instance's own zone, in which the wall times of the nation's windows are kept."""


def moment(**options: Any) -> forms.DateTimeField:
    """A field for a local date and time."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=ISO)
    return forms.DateTimeField(input_formats=[ISO, "%Y-%m-%dT%H:%M:%S"], widget=widget, **options)


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(input_formats=["%Y-%m-%d"], widget=widget, **options)


class Zoned(forms.Form):
    """A form whose local times belong to one zone, whatever the server's own."""

    def __init__(self, *args: Any, zone: str = HOME, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def full_clean(self) -> None:
        """Read every local time in the form's own zone."""
        with timezone.override(self.zone):
            super().full_clean()


class CycleForm(Zoned):
    """A cycle: year, edition, two data years, and two wall times for each stage."""

    year = forms.IntegerField(label=_("Tahun evaluasi"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Nama siklus"), max_length=120)
    edition_key = forms.ChoiceField(label=_("Edisi instrumen"))
    year_before = forms.IntegerField(label=_("Tahun data pertama"), min_value=2000, max_value=2100)
    year_latest = forms.IntegerField(label=_("Tahun data terakhir"), min_value=2000, max_value=2100)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, editions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition_key"].choices = editions
        for stage in CALENDAR:
            needed = stage == Stage.SELF
            self.fields[f"{stage}_opens"] = moment(label=_("Mulai"), required=needed)
            self.fields[f"{stage}_closes"] = moment(label=_("Berakhir"), required=needed)

    def stages(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each stage's name with its two fields, in the calendar's order."""
        for stage in CALENDAR:
            yield stage.label, self[f"{stage}_opens"], self[f"{stage}_closes"]

    def clean(self) -> dict[str, Any]:
        """Data years in order, and each stage with both ends or none."""
        given = super().clean()
        before, latest = given.get("year_before"), given.get("year_latest")
        if before and latest and before >= latest:
            self.add_error("year_latest", _("Tahun data terakhir harus sesudah tahun data pertama."))
        for stage in CALENDAR:
            self._both_ends(stage, given.get(f"{stage}_opens"), given.get(f"{stage}_closes"))
        return given

    def _both_ends(self, stage: Stage, opens: datetime | None, closes: datetime | None) -> None:
        if bool(opens) != bool(closes) and stage != Stage.SELF:
            missing = f"{stage}_closes" if opens else f"{stage}_opens"
            self.add_error(
                missing, _("Isi kedua waktunya, atau kosongkan keduanya bila tahap ini tidak ada.")
            )
        if opens and closes and opens >= closes:
            self.add_error(f"{stage}_closes", _("Akhir tahap harus sesudah awalnya."))

    def values(self) -> dict[str, Any]:
        """The clean values as the actions take them."""
        given = self.cleaned_data
        windows = {stage: (given[f"{stage}_opens"], given[f"{stage}_closes"]) for stage in CALENDAR}
        return {
            "year": given["year"],
            "title": given["title"],
            "edition_key": given["edition_key"],
            "years": (given["year_before"], given["year_latest"]),
            "windows": {stage: ends for stage, ends in windows.items() if ends[0]},
        }


class ExtensionForm(Zoned):
    """A later end of one stage for one district, in that district's time."""

    closes_at = moment(label=_("Berakhir pada"))
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tercatat di jejak dan terlihat oleh sekretariat daerah itu."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        """The end the person saw, as a moment."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError(_("Muat ulang halaman ini, lalu coba lagi.")) from None


Agencies = Sequence[tuple[int, str]]
"""Choices of agencies: id and name."""


class PlainSelect(forms.Select):
    """A select drawn without a template: an indicator has up to 47 of them, with 32 agencies each."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        """The element with its options; the chosen one is marked."""
        held = "" if value is None else str(value)
        marked = ((key, SELECTED if str(key) == held else "", label) for key, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', marked)
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(own), options)


SELECTED = SafeString(" selected")


def _agency(agencies: Agencies, empty: Any, **options: Any) -> forms.TypedChoiceField:
    choices = [("", empty), *agencies]
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, widget=PlainSelect, **options
    )


class LeadsForm(forms.Form):
    """The accountable agency of each row of one indicator; `everything` overrules them all."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Iterable[Question], agencies: Agencies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [question.code for question in questions]
        for code in self.codes:
            label = _("Penanggung jawab %(code)s") % {"code": code}
            self.fields[f"lead-{code}"] = _agency(agencies, _("belum ada"), label=label, required=False)
        self.fields["everything"] = _agency(
            agencies, _("pilih per baris"), label=_("Semua baris ke"), required=False
        )

    def row(self, code: str) -> forms.BoundField:
        """The field of one row."""
        return self[f"lead-{code}"]

    def leads(self) -> dict[str, int | None]:
        """The agency chosen for each row."""
        everything = self.cleaned_data["everything"]
        return {code: everything or self.cleaned_data[f"lead-{code}"] for code in self.codes}


class RowForm(forms.Form):
    """Who answers for one row and who helps."""

    lead = _agency((), "")
    helpers = forms.TypedMultipleChoiceField(
        label=_("Pembantu"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Agencies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = _agency(agencies, _("belum ada"), label=_("Penanggung jawab"), required=False)
        self.fields["helpers"].choices = agencies
        self.order_fields(["lead", "helpers"])


class DueForm(forms.Form):
    """The day by which leads owe their rows; blank for none."""

    due = _day(label=_("Tenggat"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """The agency that takes over every part of another."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Agencies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = _agency(agencies, _("pilih instansi"), label=_("Pindahkan semua ke"))


class TrailForm(forms.Form):
    """What to look for in the trail; blanks do not narrow."""

    orang = forms.CharField(label=_("Nama orang"), required=False, max_length=120)
    tindakan = forms.ChoiceField(label=_("Tindakan"), required=False)
    dari = _day(label=_("Dari tanggal"), required=False)
    sampai = _day(label=_("Sampai tanggal"), required=False)

    def __init__(self, *args: Any, actions: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tindakan"].choices = [("", _("Semua")), *actions]
