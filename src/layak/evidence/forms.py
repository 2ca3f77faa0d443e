"""What people say of proof, made clean: announcements, links, descriptions and searches."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.core import catalogue
from layak.core.readiness import State
from layak.evidence import rules
from layak.evidence.actions.documents import Description
from layak.evidence.queries import Filter


class AnnounceForm(forms.Form):
    """A file about to be sent: its name, its size in bytes, and where it goes if not to the usual place."""

    name = forms.CharField(max_length=1000, strip=False)
    size = forms.IntegerField()
    replaces = forms.IntegerField(required=False)
    district = forms.CharField(max_length=13, required=False)


class LinkForm(forms.Form):
    """A video or page elsewhere."""

    link = forms.URLField(
        label=_("Alamat tautan"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_(
            "Untuk video: YouTube, Google Drive, atau situs instansi. Pastikan siapa pun dapat membukanya."
        ),
        error_messages={
            "invalid": _("Alamat ini tidak lengkap. Salin seluruhnya dari bilah alamat peramban.")
        },
    )
    title = forms.CharField(label=_("Judul"), max_length=200)

    def clean_link(self) -> str:
        """The address, or why a verifier could not open it."""
        refusal = rules.link(self.cleaned_data["link"])
        if refusal:
            raise forms.ValidationError(refusal.sentence)
        return self.cleaned_data["link"]


class DescribeForm(forms.Form):
    """What is said of a document, with the version it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Judul"),
        max_length=200,
        help_text=_("Seperti di halaman pertamanya, misalnya SK Gugus Tugas KLA."),
    )
    kind = forms.ChoiceField(label=_("Jenis"), required=False)
    number = forms.CharField(label=_("Nomor"), max_length=120, required=False)
    date = forms.DateField(label=_("Tanggal terbit"), required=False)
    issuer = forms.CharField(
        label=_("Penerbit"), max_length=160, required=False, help_text=_("Siapa yang menandatangani.")
    )
    period_from = forms.DateField(label=_("Masa yang dicakup, mulai"), required=False)
    period_to = forms.DateField(label=_("Masa yang dicakup, sampai"), required=False)
    personal_data = forms.BooleanField(
        label=_("Memuat data pribadi"),
        required=False,
        help_text=_(
            "Nama, wajah, atau alamat anak. Hanya instansi Anda dan sekretariat yang dapat membukanya."
        ),
    )
    masked = forms.BooleanField(label=_("Nama dan wajah anak sudah ditutup"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(_("Belum dipilih"))
        for name in ("date", "period_from", "period_to"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean()
        begin, end = given.get("period_from"), given.get("period_to")
        if begin and end and begin > end:
            self.add_error("period_to", _("Masa ini berakhir sebelum dimulai. Periksa kedua tanggalnya."))
        return given

    def description(self) -> Description:
        """The clean values as the action takes them."""
        return Description(**{name: self.cleaned_data[name] for name in Description.__slots__})


class SearchForm(forms.Form):
    """What a person looks for in the library; whatever is not understood does not narrow."""

    kata = forms.CharField(
        label=_("Cari judul atau isi"), required=False, max_length=200, widget=forms.SearchInput
    )
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    tahun = forms.IntegerField(
        label=_("Tahun"), required=False, min_value=1900, max_value=2100, localize=False
    )
    instansi = forms.TypedChoiceField(label=_("Instansi"), required=False, coerce=int, empty_value=None)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    pakai = forms.ChoiceField(
        label=_("Pemakaian"),
        required=False,
        choices=[("", _("Semua")), ("ya", _("Dipakai pertanyaan")), ("tidak", _("Belum dipakai"))],
    )
    terhapus = forms.BooleanField(required=False, widget=forms.HiddenInput)
    sebelum = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agencies: list[tuple[int, str]], knows_use: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not knows_use:
            del self.fields["pakai"]
        self.fields["jenis"].choices = kind_choices(_("Semua jenis"))
        states = [(s.value, s.label.in_language(get_language()).capitalize()) for s in State]
        self.fields["keadaan"].choices = [("", _("Semua")), *states]
        self.fields["instansi"].choices = [("", _("Semua instansi")), *agencies]

    def wanted(self) -> Filter:
        """The clean filter."""
        self.is_valid()
        given = self.cleaned_data
        return Filter(
            words=given.get("kata", ""),
            kind=given.get("jenis", ""),
            year=given.get("tahun"),
            agency=given.get("instansi"),
            state=given.get("keadaan", ""),
            removed=given.get("terhapus", False),
        )

    def use(self) -> str:
        """ "ya" for documents in use, "tidak" for those that no question cites yet, "" for both."""
        self.is_valid()
        return self.cleaned_data.get("pakai", "")

    def before(self) -> int | None:
        """The cursor."""
        self.is_valid()
        return self.cleaned_data.get("sebelum")


def kind_choices(blank: str) -> list[tuple[str, str]]:
    """Every kind of document in the reader's language, after a blank."""
    language = get_language()
    kinds = catalogue.kinds().items()
    return [("", blank), *((key, kind.title.in_language(language)) for key, kind in kinds)]
