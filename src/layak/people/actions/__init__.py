"""Writing who: regions, agencies and their functions, invitations, roles. Every other step calls these."""

from layak.people.actions.accounts import (
    change_profile,
    choose_place,
    mark_demo,
    password_link,
    seen_news,
)
from layak.people.actions.agencies import (
    Stale,
    adopt_proposed_agencies,
    change_agency,
    create_agency,
    deactivate_agency,
    map_functions,
    reactivate_agency,
)
from layak.people.actions.invitations import (
    Invited,
    accept,
    accept_as,
    invite,
    person_by_email,
    renew_invitation,
    revoke_invitation,
)
from layak.people.actions.memberships import end_membership, restore_membership
from layak.people.actions.regions import load_district_areas, load_regions
from layak.people.actions.sessions import end_devices

__all__ = [
    "Invited",
    "Stale",
    "accept",
    "accept_as",
    "adopt_proposed_agencies",
    "change_agency",
    "change_profile",
    "choose_place",
    "create_agency",
    "deactivate_agency",
    "end_devices",
    "end_membership",
    "invite",
    "load_district_areas",
    "load_regions",
    "map_functions",
    "mark_demo",
    "password_link",
    "person_by_email",
    "reactivate_agency",
    "renew_invitation",
    "restore_membership",
    "revoke_invitation",
    "seen_news",
]
