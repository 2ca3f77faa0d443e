"""How a figure is written for people: points, percentages, dates and times in the active language."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from layak.core import points as exact

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of Greenwich and what Indonesia calls them."""


def points(value: exact.Points | None) -> str:
    """Write 1/1000 points as people read them: 768810 is "768,81" (English "768.81"), None is a dash."""
    if value is None:
        return NONE
    return number(Decimal(exact.text(value)))


def signed(value: exact.Points | None) -> str:
    """Write a difference of 1/1000 points with a plus or a true minus sign: "+2,5"."""
    if not value:
        return points(value)
    return ("+" if value > 0 else MINUS) + points(abs(value))


def number(value: Decimal | int | float | str | None, places: int | None = None) -> str:
    """Write a number with the language's separators; `places` fixes the number of decimals."""
    if value is None or value == "":
        return NONE
    return number_format(Decimal(str(value)), decimal_pos=places, force_grouping=True)


def percent(value: Decimal | int | float | str | None) -> str:
    """Write a percentage (0 to 100) with one decimal: "85,5%"."""
    return NONE if value is None or value == "" else number(round(Decimal(str(value)), 1), 1) + "%"


def size(octets: int) -> str:
    """Write a file size as people say it: "640 kB", "2,9 MB", "50 MB" (decimal units, as phones count)."""
    if octets < 1_000_000:
        return f"{number(-(-octets // 1000))} kB"
    return f"{number(exact.text(octets // 100_000 * 100))} MB"


def _local(value: date | datetime) -> date | datetime:
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


def date_long(value: date | datetime | None) -> str:
    """Write a day as "21 November 2026", in the district's own time; None is a dash."""
    return date_format(_local(value), "j F Y") if value else NONE


def clock(value: datetime | None) -> str:
    """Write a time of day as "10.42" (English "10:42"), in the district's own time."""
    return date_format(_local(value), "TIME_FORMAT") if value else NONE


def zone(value: datetime) -> str:
    """Name the time zone of a moment: WIB, WITA or WIT, else its offset."""
    here = timezone.localtime(value)
    offset = here.utcoffset() or timedelta()
    return ZONES.get(int(offset.total_seconds() // 3600), here.tzname() or "")


def moment(value: datetime | None) -> str:
    """Write a moment as "4 Desember 2026 pukul 23.59 WIB"; None is a dash."""
    if not value:
        return NONE
    parts = {"date": date_long(value), "time": clock(value), "zone": zone(value)}
    return _("%(date)s pukul %(time)s %(zone)s") % parts


def saved_at(value: datetime | None, now: datetime | None = None) -> str:
    """Write when something was last done: a time today, "kemarin 15.31", else the date."""
    if not value:
        return NONE
    days = _days_since(value, now)
    if days <= 0:
        return clock(value)
    return _("kemarin %(time)s") % {"time": clock(value)} if days == 1 else date_long(value)


def ago(value: date | datetime | None, now: datetime | None = None) -> str:
    """Say how many days ago: "hari ini", "kemarin", "9 hari lalu"; None is "belum pernah"."""
    if not value:
        return _("belum pernah")
    days = _days_since(value, now)
    if days <= 0:
        return _("hari ini")
    if days == 1:
        return _("kemarin")
    return ngettext("%(count)s hari lalu", "%(count)s hari lalu", days) % {"count": number(days)}


def _days_since(value: date | datetime, now: datetime | None) -> int:
    then = _local(value)
    then = then.date() if isinstance(then, datetime) else then
    return (timezone.localtime(now).date() - then).days


def left(deadline: datetime, now: datetime | None = None) -> tuple[str, str]:
    """Say how long is left and how pressing that is.

    Returns the words ("14 hari lagi") and the level: "" above 14 days, "near" below, "urgent" in the
    last 48 hours (then in hours and minutes), "past" afterwards.
    """
    seconds = int((deadline - (now or timezone.now())).total_seconds())
    if seconds <= 0:
        return _("sudah ditutup"), "past"
    if seconds <= 48 * 3600:
        hours, minutes = seconds // 3600, seconds % 3600 // 60
        return _("%(hours)s jam %(minutes)s menit lagi") % {"hours": hours, "minutes": minutes}, "urgent"
    days = seconds // 86_400
    words = ngettext("%(count)s hari lagi", "%(count)s hari lagi", days) % {"count": number(days)}
    return words, "near" if days <= 14 else ""


def initials(name: str) -> str:
    """The first letters of a person's first two names: "Rina Marlina" is "RM"."""
    words: Sequence[str] = name.split()
    return "".join(word[0] for word in words[:2]).upper()
