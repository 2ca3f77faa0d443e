"""Who oversees what: the ministry the nation, a province's verifiers their own province, the admin both."""

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal
from layak.people import queries as people
from layak.people.actions.regions import NATION
from layak.people.models import Role, User


def see_nation(by: User) -> Refusal | None:
    """The ministry's verifiers and the admin."""
    if people.is_admin(by) or NATION in people.districts_of(by, Role.VERIFIER):
        return None
    return Refusal(
        "not-ministry", _("Halaman nasional hanya untuk verifikator kementerian dan admin. Hubungi admin.")
    )


def see_province(by: User, province: str) -> Refusal | None:
    """The province's verifiers, and whoever sees the nation."""
    if province in people.districts_of(by, Role.VERIFIER) or see_nation(by) is None:
        return None
    return Refusal(
        "not-province",
        _("Halaman provinsi ini hanya untuk verifikatornya, kementerian, dan admin. Hubungi admin."),
    )


def own_province(by: User) -> str:
    """The province a verifier works for; empty for everybody else."""
    codes = sorted(code for code in people.districts_of(by, Role.VERIFIER) if len(code) == 2)
    return codes[0] if codes else ""
