"""What a PDF that came back is worth, in words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _


class State(StrEnum):
    """What a handed back PDF is worth."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    MISPLACED = "misplaced"
    FOREIGN = "foreign"

    @property
    def holds(self) -> bool:
        """Whether it is signed and nothing but signed, by whomever."""
        return self in {State.VALID, State.UNKNOWN}

    @property
    def sentence(self) -> str:
        """What it means and what to do, in the active language."""
        return _sentences()[self]


@dataclass(frozen=True, slots=True)
class Checked:
    """The state, who signed (as the certificates say, oldest first), and when the last one said so."""

    state: State
    signers: tuple[str, ...] = ()
    at: datetime | None = None


def _sentences() -> dict[State, str]:
    return {
        State.VALID: _("Tanda tangan sah: isi tidak berubah sejak ditandatangani dan penerbitnya dikenal."),
        State.CHANGED: _(
            "Berkas ini diubah setelah ditandatangani. Jangan dipakai; minta berkas asli dari penanda tangan."
        ),
        State.UNKNOWN: _(
            "Isi tidak berubah sejak ditandatangani, tetapi penerbit sertifikatnya tidak dikenal di sini. "
            "Minta admin memeriksa penerbitnya."
        ),
        State.UNSIGNED: _("Berkas ini belum bertanda tangan elektronik. Tanda tangani, lalu unggah lagi."),
        State.ALTERED: _(
            "Isi berkas ini ditambah atau diubah sesudah dicetak situs ini, bukan hanya ditandatangani. "
            "Jangan dipakai. Mulailah lagi dari dokumen di halaman hasil, lalu tanda tangani tanpa "
            "mengubahnya."
        ),
        State.MISPLACED: _(
            "Gambar tanda tangan di berkas ini berada di luar tempatnya, sehingga isi dokumen dapat "
            "tertutup. Tanda tangani lagi dokumen dari halaman hasil: taruh gambarnya di tempat tanda tangan "
            "di bagian bawah halaman terakhir, atau tanpa gambar."
        ),
        State.FOREIGN: _(
            "Berkas ini bukan dokumen hasil yang dicetak situs ini. Unduh dokumennya di halaman hasil, "
            "tanda tangani tanpa mencetak ulang, lalu unggah."
        ),
    }
