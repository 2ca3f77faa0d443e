"""Who may steer: cycles, windows and extensions, opening, assigning and reminding.

`user` is None for the system itself (the command line, the loading of a demo), which may do all.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment, Cycle, Stage
from layak.core.instrument import Edition
from layak.core.refusal import Refusal
from layak.people import queries as people
from layak.people.models import Role, User

NOT_HERE = Refusal(
    "not-here",
    _("Anda mengawasi daerah lain. Minta Sekretariat KLA daerah ini menunjukkan ruang kendalinya."),
)
STALE = Refusal(
    "stale",
    _("Data ini baru saja diubah orang lain. Periksa keadaan terbaru di bawah, lalu simpan lagi."),
)


def manage_cycles(user: User | None) -> Refusal | None:
    """Cycles, windows and extensions are the instance admin's."""
    if user is None or people.is_admin(user):
        return None
    return Refusal("not-admin", _("Hanya admin Layak yang dapat mengatur siklus dan jendelanya."))


def steer(user: User | None, district: str) -> Refusal | None:
    """Opening, assigning and reminding belong to the district's secretariat and to the admin."""
    if user is None or people.is_admin(user) or district in people.districts_of(user, Role.SECRETARIAT):
        return None
    return Refusal(
        "not-secretariat",
        _("Hanya Sekretariat KLA kabupaten/kota ini yang dapat melakukannya. Hubungi sekretariat."),
    )


def oversee(user: User) -> Refusal | None:
    """The control room is for whoever steers or leads a district, and for the admin."""
    if people.seats(user, Role.SECRETARIAT, Role.LEADER, Role.ADMIN):
        return None
    return Refusal(
        "not-overseer",
        _("Ruang kendali hanya untuk Sekretariat KLA, pimpinan, dan admin. Tugas Anda ada di beranda."),
    )


def enter(user: User, district: str) -> Refusal | None:
    """One district's control room with its ledgers is for those who oversee that very district."""
    overseen = people.districts_of(user, Role.SECRETARIAT, Role.LEADER)
    return None if people.is_admin(user) or district in overseen else oversee(user) or NOT_HERE


def same_edition(cycle: Cycle, edition: Edition | None) -> Refusal | None:
    """An assessment opens only on the very edition its cycle was made for."""
    if edition is None:
        sentence = _(
            "Edisi %(key)s tidak ada di sini. Minta admin memasang edisinya atau memilih edisi lain."
        )
    elif edition.fingerprint != cycle.edition_fingerprint:
        sentence = _(
            "Isi edisi %(key)s berubah sejak siklus ini dibuat. Minta admin memeriksa perubahannya, "
            "lalu menyimpan ulang siklus."
        )
    else:
        return None
    return Refusal("other-edition", sentence % {"key": cycle.edition_key})


def keep_edition(cycle: Cycle, *, year: int, edition_key: str, years: tuple[int, int]) -> Refusal | None:
    """Once a district opened its assessment, the year, edition and data years of a cycle stand."""
    if (cycle.year, cycle.edition_key, cycle.years) == (year, edition_key, years):
        return None
    if not cycle.assessments.exists():
        return None
    return Refusal(
        "cycle-in-use",
        _("Penilaian sudah dibuka pada siklus ini, jadi tahun dan edisinya tidak dapat diganti lagi."),
    )


def in_order(opens_at: datetime, closes_at: datetime) -> Refusal | None:
    """A window ends after it begins."""
    if opens_at < closes_at:
        return None
    return Refusal("window-order", _("Akhir jendela harus sesudah awalnya. Perbaiki salah satunya."))


def extend(*, closes_at: datetime, now_closes: datetime, reason: str) -> Refusal | None:
    """An extension gives more time, which has not passed yet, and says why."""
    if not reason.strip():
        return Refusal("no-reason", _("Tulis alasan perpanjangan. Alasan tercatat di jejak."))
    if closes_at <= now_closes:
        return Refusal(
            "not-later",
            _("Akhir yang baru harus sesudah akhir yang berlaku sekarang. Pilih waktu lebih lambat."),
        )
    if closes_at <= timezone.now():
        return Refusal("passed", _("Akhir yang baru sudah lewat. Pilih waktu yang masih akan datang."))
    return None


def in_repair(sheet: Assessment | None) -> Refusal | None:
    """The hours of a repair are extended only while a sheet is in it."""
    if sheet is not None and sheet.stage == Stage.REPAIR:
        return None
    return Refusal(
        "not-in-repair",
        _("Lembar daerah ini tidak sedang diperbaiki, jadi tidak ada waktu perbaikan yang diperpanjang."),
    )


def remind(*, owing: int, left: int) -> Refusal | None:
    """Only who owes something is reminded, and once a day is enough."""
    if not owing:
        return Refusal("nobody-owes", _("Tidak ada yang perlu diingatkan: semua baris selesai dan berbukti."))
    if not left:
        return Refusal(
            "reminded-today", _("Sudah diingatkan hari ini. Pengingat berikutnya dapat dikirim besok.")
        )
    return None


def read_trail(user: User) -> Refusal | None:
    """The trail is read by the district's secretariat and by the admin."""
    if people.seats(user, Role.SECRETARIAT, Role.ADMIN):
        return None
    return Refusal(
        "not-reader",
        _("Jejak hanya dibaca Sekretariat KLA dan admin. Riwayat satu pertanyaan ada di kartunya."),
    )
