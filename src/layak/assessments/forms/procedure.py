"""What is typed to say how a cycle goes: its stages, double verification, a province's own window."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.assessments.forms.steering import Zoned, moment
from layak.assessments.models import CALENDAR, Window
from layak.core.stages import Stage


class ProcedureForm(forms.Form):
    """The stages of a cycle and how it verifies."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    stages = forms.MultipleChoiceField(
        label=_("Tahap yang dijalankan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    double_share = forms.IntegerField(
        label=_("Persen pertanyaan yang dinilai dua orang"),
        min_value=0,
        max_value=100,
        help_text=_("Diundi saat tahap dimulai. 0 berarti tidak ada."),
    )
    rivals_judge = forms.BooleanField(
        label=_("Orang dari kabupaten/kota lain di provinsi yang sama boleh memverifikasi"), required=False
    )
    provinces_publish = forms.BooleanField(
        label=_("Provinsi boleh mengumumkan hasil verifikasi administrasinya"),
        required=False,
        help_text=_("Tanpa ini, hasil hanya diumumkan kementerian atau admin Layak."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language()
        self.fields["stages"].choices = [(str(s), s.label.in_language(language)) for s in Stage]

    def values(self) -> dict[str, Any]:
        """What the action takes; after `is_valid`."""
        return self.cleaned_data | {"stages": [Stage(name) for name in self.cleaned_data["stages"]]}


class ProvinceWindowForm(Zoned):
    """One province's own window of one stage; `seen` lists the version of every window on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    province = forms.ChoiceField(label=_("Provinsi"))
    stage = forms.ChoiceField(label=_("Tahap"), choices=[(s.value, s.label) for s in CALENDAR])
    opens = moment(label=_("Mulai"))
    closes = moment(label=_("Berakhir"))

    def __init__(self, *args: Any, provinces: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = provinces

    def version(self) -> int:
        """The version that was seen of the window that is set, 0 where there was none; after `is_valid`."""
        key = _key(self.cleaned_data["stage"], self.cleaned_data["province"])
        told = dict(part.partition("=")[::2] for part in self.cleaned_data["seen"].split())
        found = told.get(key, "")
        return int(found) if found.isdecimal() else 0


def seen(windows: Iterable[Window]) -> str:
    """What a page says it has seen: "self.16=2 province.64=1"."""
    return " ".join(f"{_key(one.stage, one.province_id)}={one.version}" for one in windows)


def _key(stage: str, province: str | None) -> str:
    return f"{stage}.{province}"
