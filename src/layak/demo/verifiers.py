"""The demo's verifiers: two of the province, one of the ministry, one for the field, all invented."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from layak.demo.offices import come
from layak.people.models import Role, User
from layak.people.queries import regions

PROVINCE, NATION = "16", "0"


@dataclass(frozen=True, slots=True)
class Verifiers:
    """Who checks: Dewi and Hadi for Sumatera Selatan, Ratna for the ministry, Imam in the field."""

    dewi: User
    hadi: User
    ratna: User
    imam: User


def appoint() -> Verifiers:
    """Invite them, each to the place for which they verify."""
    places = regions([PROVINCE, NATION])
    province, nation = places[PROVINCE], places[NATION]
    judges, unseen = (
        _("Menilai lembar satu kota untuk provinsi."),
        _("Menilai ulang sampelnya tanpa saling melihat."),
    )
    nation_wide, visits = (
        _("Meninjau, menilai akhir, mengumumkan."),
        _("Mengunjungi daerah sebagai tim lapangan."),
    )
    return Verifiers(
        come("dewi", "Dewi Anggraini", Role.VERIFIER, judges, region=province),
        come("hadi", "Hadi Nugraha", Role.VERIFIER, unseen, region=province),
        come("ratna", "Ratna Dewanti", Role.VERIFIER, nation_wide, region=nation),
        come("imam", "Imam Santosa", Role.VERIFIER, visits, region=nation),
    )
