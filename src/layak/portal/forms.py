"""What a stranger hands in on the check page: a paper (PDF) or a result file (JSON)."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST = 10_000_000
"""Largest file in bytes that is checked."""


class CheckForm(forms.Form):
    """One file, read once and kept nowhere."""

    file = forms.FileField(
        label=_("Berkas PDF atau JSON"),
        help_text=_("Berita acara, rapor KLA, atau berkas hasil. Paling besar 10 MB. Berkas tidak disimpan."),
        error_messages={
            "required": _("Pilih berkas yang ingin diperiksa."),
            "empty": _("Berkas ini kosong. Unduh lagi dari sumbernya."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.json"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large, before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 10 MB. Hasil dari Layak lebih kecil."))
        return file
