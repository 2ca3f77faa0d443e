"""The demo's verifiers: two of the province, one of the ministry, one for the field, all invented."""

from dataclasses import dataclass

from layak.demo.offices import come
from layak.people import actions
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
    people = Verifiers(
        come("dewi", "Dewi Anggraini", Role.VERIFIER, region=province),
        come("hadi", "Hadi Nugraha", Role.VERIFIER, region=province),
        come("ratna", "Ratna Dewanti", Role.VERIFIER, region=nation),
        come("imam", "Imam Santosa", Role.VERIFIER, region=nation),
    )
    for person in (people.dewi, people.hadi, people.ratna, people.imam):
        actions.mark_demo(person)
    return people
