"""The calendar of a cycle in words, and as an .ics file that a phone can take in."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from layak.assessments.queries.clock import Clock
from layak.assessments.views.words import zone


def stages(
    calendar: Iterable[Clock], now: datetime | None = None, *, nation: bool = False
) -> list[dict[str, str]]:
    """The stages as `components/stages.html` shows them, in the active time zone.

    The calendar of the whole `nation` names no zone: its ends hold in each district's own time.
    """
    now = now or timezone.now()
    return [
        {"label": clock.stage.label, "when": when(clock, now, nation=nation), "state": _state(clock, now)}
        for clock in calendar
    ]


def when(clock: Clock, now: datetime, *, nation: bool = False) -> str:
    """When a stage was, is or will be: "selesai 9 September", "tutup 4 Desember 23.59 WIB"."""
    if clock.is_over(now):
        return _("selesai %(day)s") % {"day": _day(clock.closes_at, now)}
    told = {
        "day": _day(clock.closes_at, now),
        "time": date_format(timezone.localtime(clock.closes_at), "TIME_FORMAT"),
    }
    told["zone"] = _("waktu setempat") if nation else zone(clock.closes_at)
    told["start"] = _day(clock.opens_at, now)
    if not clock.is_open(now):
        return _("%(start)s sampai %(day)s") % told
    if clock.window_id is None:  # hours that are counted from a moment say it
        told["began"] = date_format(timezone.localtime(clock.opens_at), "TIME_FORMAT")
        words = _("mulai %(start)s %(began)s, tutup %(day)s %(time)s %(zone)s") % told
        return _("%(when)s, diperpanjang") % {"when": words} if clock.extended else words
    words = _("tutup %(day)s %(time)s %(zone)s") % told
    return _("%(when)s, diperpanjang") % {"when": words} if clock.extended else words


def _state(clock: Clock, now: datetime) -> str:
    return "done" if clock.is_over(now) else "now" if clock.is_open(now) else ""


def _day(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    return date_format(local, "j F" if local.year == timezone.localtime(now).year else "j F Y")


def ics(calendar: Iterable[Clock], title: str, ident: str, now: datetime | None = None) -> str:
    """The calendar as iCalendar text (RFC 5545): one event a stage, moments in UTC, lines ended by CRLF.

    `ident` makes the events' identifiers, so that importing twice changes events instead of adding them;
    SEQUENCE grows with every change of an end. What is extended says until when, in the active time zone,
    and why.
    """
    stamp = _utc(now or timezone.now())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Layak//KLA//ID", "CALSCALE:GREGORIAN"]
    for clock in calendar:
        lines += ["BEGIN:VEVENT", f"UID:{clock.stage.value}-{ident}@layak", f"DTSTAMP:{stamp}"]
        lines += [f"DTSTART:{_utc(clock.opens_at)}", f"DTEND:{_utc(clock.closes_at)}"]
        lines += [f"SEQUENCE:{clock.changes}", f"SUMMARY:{_escaped(f'{title}: {clock.stage.label}')}"]
        lines += [f"DESCRIPTION:{_escaped(_later(clock))}"] if clock.extended else []
        lines += ["END:VEVENT"]
    return "\r\n".join([*map(_folded, lines), "END:VCALENDAR", ""])


def _later(clock: Clock) -> str:
    """Until when a stage was extended, and why."""
    end = date_format(timezone.localtime(clock.closes_at), "DATETIME_FORMAT")
    told = {"when": f"{end} {zone(clock.closes_at)}", "reason": clock.reason}
    return _("Diperpanjang sampai %(when)s: %(reason)s") % told


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, continued with a blank; a character is never cut in two."""
    parts, room = [""], 75
    for sign in line:
        width = len(sign.encode())
        if room < width:
            parts.append("")
            room = 74
        parts[-1] += sign
        room -= width
    return "\r\n ".join(parts)
