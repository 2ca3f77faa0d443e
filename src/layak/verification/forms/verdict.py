"""What a verifier types: a verdict on a row, a note to the district, a reply to it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.assessments.forms.answer import plain
from layak.core import catalogue, points
from layak.core.points import NotPoints
from layak.verification.actions.judging import Sent
from layak.verification.rules.judging import OFF_LADDER, short

DIRECT = "langsung"
LONG = 9
"""So many digits are no step of any ladder."""
WORDLESS = _("Tulis isinya dulu: apa yang perlu dilihat atau diperbaiki.")


class Prose(forms.CharField):
    """Some lines that are kept whole or refused; a `max_length` would let browsers cut what is pasted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 3}), **kwargs)

    def to_python(self, value: Any) -> str:
        """The text with plain line ends, counted as a person counts them."""
        return plain(super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse what is too long in the words of the rule."""
        super().validate(value)
        if refusal := short(value):
            raise forms.ValidationError(refusal.sentence)


class VerdictForm(forms.Form):
    """Points by a step of the ladder or typed, with reason, note and where in the proof to look."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**8)
    step = forms.CharField(required=False)
    points = forms.CharField(label=_("Nilai saya"), required=False, max_length=20)
    reason = forms.ChoiceField(label=_("Alasan berbeda"), required=False)
    note = Prose(label=_("Catatan penilaian"), required=False)
    document = forms.TypedChoiceField(
        label=_("Dokumen yang dirujuk"), required=False, coerce=int, empty_value=None
    )
    pages = forms.CharField(
        label=_("Halaman"), required=False, max_length=60, help_text=_("Nomor halaman, misalnya 3, 5-7.")
    )

    def __init__(self, *args: Any, documents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons()
        self.fields["document"].choices = [("", _("tidak ada")), *documents]
        self.fields["points"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """A step that was chosen, else points that can be read."""
        given = super().clean()
        step = given.get("step", "")
        if step.isascii() and step.isdecimal() and len(step) < LONG:
            return given | {"step": int(step), "points": None}
        if step not in {"", DIRECT}:
            self.add_error("points", OFF_LADDER.sentence)
            return given
        try:
            return given | {"step": None, "points": points.parse(given.get("points", ""))}
        except NotPoints:
            self.add_error("points", _("Tulis nilai dengan paling banyak tiga desimal, misalnya 2,5."))
        return given

    def sent(self) -> Sent:
        """The verdict as the action takes it; after `is_valid`."""
        names = ("points", "step", "reason", "note", "pages", "document")
        return Sent(**{name: self.cleaned_data[name] for name in names})


class NoteForm(forms.Form):
    """A note to the district."""

    reason = forms.ChoiceField(label=_("Alasan"), required=False)
    text = Prose(
        label=_("Catatan untuk daerah"),
        help_text=_("Daerah menanggapi satu kali, dengan bukti baru atau penjelasan."),
        error_messages={"required": WORDLESS},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons()


class ReplyForm(forms.Form):
    """An agency's one answer to a note."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = Prose(
        label=_("Tanggapan"),
        help_text=_("Perbaiki jawaban dan buktinya dulu. Sesudah tanggapan dikirim, pertanyaan terkunci."),
        error_messages={"required": WORDLESS},
    )


def reasons() -> list[tuple[str, Any]]:
    """The choices of a reason, none first."""
    language = get_language()
    found = [(key, text.in_language(language)) for key, text in catalogue.reasons().items()]
    return [("", _("pilih alasan")), *found]
