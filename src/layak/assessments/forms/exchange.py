"""A workbook that is uploaded: welcome or not, read, and kept between preview and applying under a seal."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from layak.assessments.actions.answering import Entry
from layak.assessments.models import Assessment
from layak.assessments.queries.editions import edition_of
from layak.core import workbook
from layak.core.refusal import Refusal, Refused
from layak.core.workbook import Filling, NotOurs
from layak.evidence.inspection import Limits, apart
from layak.people.models import User

LIMITS = Limits(file_bytes=5_000_000, zip_unpacked_bytes=40_000_000, office_part_bytes=20_000_000)
TOLD = ("file-empty", "file-too-large", "file-macros", "file-bomb", "file-old-office")
"""Refusals of the inspection whose own sentence fits here; any other file is simply no workbook."""

SEALED_BYTES = 4_000_000
SEAL_AGE = 12 * 3600  # seconds


class UploadForm(forms.Form):
    """One filled workbook of this assessment; `filling` is what it says once it is valid."""

    file = forms.FileField(
        label=gettext_lazy("Lembar isian yang sudah diisi"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Belum ada berkas yang dipilih. Pilih lembar isiannya, lalu unggah."),
            "empty": gettext_lazy("Berkas ini kosong. Simpan ulang lembar isiannya, lalu unggah lagi."),
        },
    )

    def __init__(self, assessment: Assessment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.filling: Filling | None = None

    def clean_file(self) -> UploadedFile:
        """The file, inspected and read. Raises ValidationError with what is wrong with the whole file."""
        file = self.cleaned_data["file"]
        _inspect(file)
        file.seek(0)
        try:
            self.filling = workbook.read(
                file.read(), edition_of(self.assessment), self.assessment.cycle.years
            )
        except NotOurs as why:
            raise forms.ValidationError(why.text.in_language(get_language())) from why
        self._check_origin(self.filling)
        return file

    def _check_origin(self, filling: Filling) -> None:
        origin = filling.origin
        if origin.assessment != self.assessment.pk:
            sentence = _(
                "Berkas ini diunduh untuk %(district)s %(year)s, bukan untuk penilaian ini. Unduh lembar "
                "isian dari halaman ini."
            )
            raise forms.ValidationError(
                sentence % {"district": origin.district[:80], "year": origin.year[:8]}
            )


def _inspect(file: UploadedFile) -> None:
    try:
        found = apart.inspect(file, "isian.xlsx", LIMITS)
    except Refused as why:
        raise forms.ValidationError(_sentence(why)) from why
    if not found.mime.endswith("spreadsheetml.sheet"):
        raise forms.ValidationError(_not_a_workbook())


def _sentence(why: Refused) -> str:
    if why.refusal.code in TOLD:
        return str(why.refusal.sentence)
    if why.refusal.code == "file-locked":
        return _(
            "Berkas ini dikunci kata sandi. Buka berkasnya, hapus kata sandinya, simpan, lalu unggah lagi."
        )
    return _not_a_workbook()


def _not_a_workbook() -> str:
    return workbook.BROKEN.in_language(get_language())


def seal(entries: Iterable[Entry], assessment: Assessment, user: User) -> str:
    """The rows as signed text for the page between preview and applying; only this person can use it here.

    Raises Refused when there is more than a page can carry.
    """
    rows = [[e.code, e.data, e.note, e.version, e.at] for e in entries]
    sealed = signing.dumps(rows, salt=_salt(assessment, user), compress=True)
    if len(sealed) > SEALED_BYTES:
        sentence = _("Perubahan di berkas ini terlalu banyak untuk sekali unggah. Unggah per instansi.")
        raise Refused(Refusal("too-much", sentence))
    return sealed


def unseal(sealed: str, assessment: Assessment, user: User) -> list[Entry]:
    """The rows back. Raises `signing.BadSignature` for anything not sealed here, by us, for this person."""
    rows = signing.loads(sealed, salt=_salt(assessment, user), max_age=SEAL_AGE)
    return [Entry(*row) for row in rows]


def _salt(assessment: Assessment, user: User) -> str:
    return f"layak.exchange:{assessment.pk}:{user.pk}"
