"""Who has the desk at all."""

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal
from layak.people import queries as people
from layak.people.models import Role, User


def verifies(user: User) -> Refusal | None:
    """The desk is the verifiers'."""
    if people.seats(user, Role.VERIFIER):
        return None
    return Refusal("not-verifier", _("Meja verifikasi hanya untuk verifikator. Tugas Anda ada di beranda."))


def measure(user: User) -> Refusal | None:
    """Agreement between verifiers is for the ministry and the admin: it names people."""
    if people.is_admin(user) or "0" in people.districts_of(user, Role.VERIFIER):
        return None
    return Refusal(
        "not-measuring", _("Halaman kesepakatan hanya untuk kementerian dan admin Layak. Hubungi mereka.")
    )


def assigns(user: User) -> Refusal | None:
    """The page of charges is for those who hold stages, and the admin."""
    if people.is_admin(user) or people.seats(user, Role.VERIFIER):
        return None
    return Refusal(
        "not-assigner", _("Penugasan verifikator hanya untuk provinsi, kementerian, dan admin Layak.")
    )
