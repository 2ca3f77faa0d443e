"""What a verifier says of a file that holds, and the fingerprints a person gives it to compare with."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from layak.core import points
from layak.core.canonical import seal
from layak.core.frozen import extracts, opened
from layak.core.instrument import Text
from layak.core.stages import Stage

IN_A_NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
WHOLE = re.compile("[0-9a-f]{64}")


class Compared(StrEnum):
    """What the fingerprint of a file was compared with."""

    TOLD = "told"
    """A fingerprint that the person gave."""
    FILE = "file"
    """The one in the file's own name, which whoever sent the file could have written."""
    NOTHING = "nothing"


def fingerprint(text: str) -> str | None:
    """A fingerprint as a person gave it; None when it is not 64 hexadecimal digits."""
    told = "".join(text.split()).lower()
    return told if WHOLE.fullmatch(told) else None


def fingerprint_in(filename: str) -> str | None:
    """The fingerprint that a file's name carries, None without one."""
    found = IN_A_NAME.search(filename.lower())
    return found.group() if found else None


def no_fingerprint() -> Text:
    """What was given as a fingerprint is none."""
    return Text(
        "Sidik jari terdiri dari 64 angka dan huruf a sampai f. Yang Anda tulis mungkin terpotong; salin "
        "seluruhnya dari dokumen cetak atau halaman periksa.",
        "A fingerprint has 64 digits and letters a to f. Yours may be cut short; copy all of it from the "
        "paper or the check page.",
    )


def held(document: Mapping[str, Any], compared: Compared) -> Text:
    """The sentence about a result without findings.

    Only a fingerprint from elsewhere shows that nobody rewrote the whole document, sums and all: without
    one the sentence does not say that the result is the one it claims to be.
    """
    score, stage = document["scores"][document["tiers"][-1]], Stage(document["stage"])
    place, year, name = document["district"]["name"], document["cycle"]["year"], seal(document)
    more = _of_extract(document) if document["format"] == extracts.FORMAT else Text("", "")
    id_ = f"{place} {year}, {stage.label.id}, {points.shown(score['total'])} poin.{more.id}"
    en = f"{place} {year}, {stage.label.en}, {points.shown(score['total'], 'en')} points.{more.en}"
    if compared is Compared.TOLD:
        return Text(
            f"Hasil ini cocok: {id_} Sidik jari {name}.", f"This result holds: {en} Fingerprint {name}."
        )
    if compared is Compared.FILE:
        return Text(
            f"Hasil ini cocok dengan nama berkasnya: {id_} Nama berkas dapat ditulis siapa saja, jadi "
            f"bandingkan juga sidik jari ini dengan dokumen cetak atau halaman periksa: {name}",
            f"This result matches the name of its file: {en} Anyone can write the name of a file, so compare "
            f"this fingerprint with the paper or the check page too: {name}",
        )
    return Text(
        f"Jumlah dalam berkas ini benar: {id_} Keasliannya belum diperiksa, karena sidik jari pembandingnya "
        f"tidak disebut. Bandingkan sidik jari ini dengan dokumen cetak atau halaman periksa: {name}",
        f"The sums in this file are right: {en} Whether it is genuine was not checked, as no fingerprint "
        f"to compare with was given. Compare this fingerprint with the paper or the check page: {name}",
    )


def _of_extract(document: Mapping[str, Any]) -> Text:
    kept = opened.kept_back(document)
    closed = Text(
        f" Poin {kept} pertanyaan ditutup karena memuat hitungan di bawah 5; jumlahnya diperiksa dalam "
        "batas.",
        f" The points of {kept} questions are kept back, as they rest on counts below 5; their sums were "
        "checked within bounds.",
    )
    none = Text("", "")
    return Text(
        f" Ini kutipan terbuka dari hasil {document['of']}: jawaban dan buktinya tidak ikut."
        f"{(closed if kept else none).id}",
        f" This is the open extract of result {document['of']}: answers and proof are not in it."
        f"{(closed if kept else none).en}",
    )
