"""Figures inside sentences: points and zones as people say them, in the language of the request."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.core.points import Points, shown

ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of Greenwich and what Indonesia calls them."""


def points(value: Points | None) -> str:
    """1/1000 points as "768,81" (English "768.81")."""
    return shown(value or 0, get_language() or "id")


def where_from(value: Points, *, estimate: bool) -> str:
    """The heading of a ledger."""
    sentence = _("Dari mana %(points)s poin estimasi?") if estimate else _("Dari mana %(points)s poin?")
    return sentence % {"points": points(value)}


def zone(moment: datetime) -> str:
    """The active zone's name at a moment: WIB, WITA or WIT, else its own abbreviation."""
    here = timezone.localtime(moment)
    hours = (here.utcoffset() or timedelta()).total_seconds() / 3600
    return ZONES.get(hours, here.tzname() or "")
