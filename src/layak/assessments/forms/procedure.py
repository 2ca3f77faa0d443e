"""What is typed to say how a cycle goes: its stages, double verification, a province's own window."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.assessments.forms.steering import Zoned, moment
from layak.assessments.models import CALENDAR
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language()
        self.fields["stages"].choices = [(str(s), s.label.in_language(language)) for s in Stage]

    def values(self) -> dict[str, Any]:
        """What the action takes; after `is_valid`."""
        return self.cleaned_data | {"stages": [Stage(name) for name in self.cleaned_data["stages"]]}


class ProvinceWindowForm(Zoned):
    """One province's own window of one stage."""

    province = forms.ChoiceField(label=_("Provinsi"))
    stage = forms.ChoiceField(label=_("Tahap"), choices=[(s.value, s.label) for s in CALENDAR])
    opens = moment(label=_("Mulai"))
    closes = moment(label=_("Berakhir"))

    def __init__(self, *args: Any, provinces: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = provinces
