"""A ZIP of an edition's folder: welcome or not, and the files in it, read without unpacking to the disk."""

import re
import zipfile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layak.core.code_checks import is_key
from layak.core.refusal import Refused
from layak.evidence.inspection import Limits, archives, check_size
from layak.evidence.inspection.names import clean_name

LIMITS = Limits(file_bytes=2_000_000, zip_entries=200, zip_unpacked_bytes=2_000_000)
"""Fourteen times what the instrument of 2024 takes."""

TOP = "edition.yaml"
PART = re.compile(r"(edition|ladders|columns)\.yaml|indicators/[0-9A-Za-z][0-9A-Za-z_-]{0,59}\.yaml")
KEY = re.compile(rb"""^key:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(#.*)?\r?$""", re.MULTILINE)
TOLD = ("file-empty", "file-locked", "file-unsafe-path", "file-duplicate-entry")
"""Refusals of the inspection whose own sentence fits here."""
TOO_MUCH = ("file-bomb", "file-too-large", "file-too-many-entries")


class EditionForm(forms.Form):
    """One edition as a ZIP; `files` by path and `key` ("" when unreadable) once it is valid."""

    file = forms.FileField(
        label=gettext_lazy("ZIP folder edisi"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=gettext_lazy(
            "Berisi edition.yaml, ladders.yaml, columns.yaml bila ada matriks, dan folder indicators."
        ),
        error_messages={
            "required": gettext_lazy("Belum ada berkas yang dipilih. Pilih ZIP-nya, lalu unggah."),
            "empty": gettext_lazy("Berkas ini kosong. Buat ulang ZIP-nya, lalu unggah lagi."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files_by_path: dict[str, bytes] = {}
        self.key = ""

    def clean_file(self) -> UploadedFile:
        """The file, once it is an edition's folder. Raises ValidationError with what is wrong with it."""
        file = self.cleaned_data["file"]
        try:
            check_size(file, LIMITS)
            with archives.opened(file, LIMITS) as archive:
                self.files_by_path = _parts(archive)
        except Refused as why:
            raise forms.ValidationError(_sentence(why)) from why
        except archives.BROKEN as why:
            raise forms.ValidationError(_no_zip()) from why
        named = KEY.search(self.files_by_path[TOP])
        key = named[1].decode() if named else ""
        self.key = key if is_key(key) else ""
        return file


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The files by their path from the folder that holds edition.yaml."""
    entries = {entry.filename.replace("\\", "/"): entry for entry in archives.documents(archive)}
    tops = sorted((name for name in entries if name.rpartition("/")[2] == TOP), key=len)
    if not tops:
        raise forms.ValidationError(_("ZIP ini tidak memuat edition.yaml. Buat ZIP dari folder edisinya."))
    base = tops[0].removesuffix(TOP)
    foreign = [name for name in entries if not (name.startswith(base) and PART.fullmatch(name[len(base) :]))]
    if foreign:
        raise forms.ValidationError(_foreign(foreign[0]))
    return {name[len(base) :]: archives.read_part(archive, entry).read() for name, entry in entries.items()}


def _foreign(name: str) -> str:
    sentence = _(
        "ZIP ini memuat %(name)s, yang bukan bagian sebuah edisi. Isinya hanya edition.yaml, ladders.yaml, "
        "columns.yaml, dan berkas .yaml di folder indicators."
    )
    return sentence % {"name": clean_name(name)}


def _sentence(why: Refused) -> str:
    if why.refusal.code in TOLD:
        return str(why.refusal.sentence)
    if why.refusal.code in TOO_MUCH:
        return _("ZIP ini terlalu besar untuk sebuah edisi: paling banyak 200 berkas, seluruhnya 2 MB.")
    return _no_zip()


def _no_zip() -> str:
    return _("Berkas ini bukan ZIP yang dapat dibuka. Buat ZIP dari folder edisinya, lalu unggah lagi.")
