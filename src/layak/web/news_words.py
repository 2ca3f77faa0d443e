"""What the bell says: each line in words, with the place where one acts on it."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from layak.assessments.queries.clock import Stage as Calendar
from layak.core.stages import Stage
from layak.web.news import Line

CODES = 6
"""Row codes named in one sentence."""

Group = Sequence[Line]

ICONS = {
    "row-return": "corner-up-left",
    "row-comment": "message-square",
    "reminder": "bell-ring",
    "sent": "user-check",
    "extension": "calendar-clock",
    "note": "flag",
    "moved": "route",
    "charge": "scale",
    "reply": "message-square",
    "arrived": "scale",
    "published": "badge-check",
    "closing": "alarm-clock",
}


def shown(group: Group, places: Mapping[int, str]) -> dict[str, Any]:
    """A group of like lines as the page shows it; `places` names sheets by id."""
    first = group[0]
    return {
        "icon": ICONS[first.what],
        "words": WORDS[first.what](group),
        "more": _more(group),
        "place": places.get(first.sheet, ""),
        "url": _url(group),
        "at": first.at,
        "unseen": first.unseen,
    }


def stage(name: str) -> str:
    """A stage in full, one of the procedure or of the calendar."""
    known = {str(one): one for one in Stage}
    return known[name].label.in_language(get_language()) if name in known else str(Calendar(name).label)


def _rows(group: Group) -> str:
    codes = list(dict.fromkeys(line.code for line in group))
    named = ", ".join(codes[:CODES]) + (", …" if len(codes) > CODES else "")
    told = {"n": len(codes), "codes": named}
    return ngettext("pertanyaan %(codes)s", "%(n)s pertanyaan (%(codes)s)", len(codes)) % told


def _by_person(sentence: str) -> Callable[[Group], str]:
    return lambda group: _(sentence) % {"who": group[0].who, "rows": _rows(group)}


def _at_stage(sentence: str) -> Callable[[Group], str]:
    return lambda group: _(sentence) % {"stage": stage(group[0].code)}


def _moved(group: Group) -> str:
    where = group[0].code
    if not where:
        return _("Predikat sudah ditetapkan. Lembar ini selesai.")
    if where == Stage.REPAIR:
        return _("Perbaikan 2 x 24 jam dimulai; jamnya berjalan sejak saat itu.")
    if where == Stage.SELF:
        return _("Lembar dikembalikan ke penilaian mandiri.")
    return _("Lembar berpindah ke tahap %(stage)s.") % {"stage": stage(where)}


def _reminder(group: Group) -> str:
    owed = json.loads(group[0].more)
    told = {"who": group[0].who, "open": owed.get("unanswered", 0), "late": owed.get("late", 0)}
    return _("%(who)s mengingatkan instansi Anda: %(open)s belum terjawab, %(late)s lewat tenggat.") % told


WORDS: dict[str, Callable[[Group], str]] = {
    "row-return": _by_person(gettext_noop("%(who)s mengembalikan %(rows)s untuk diperbaiki.")),
    "row-comment": _by_person(gettext_noop("%(who)s berkomentar pada %(rows)s.")),
    "reminder": _reminder,
    "sent": _by_person(gettext_noop("%(who)s mengirim %(rows)s untuk Anda setujui.")),
    "extension": _at_stage(gettext_noop("Waktu tahap %(stage)s diperpanjang untuk daerah Anda.")),
    "note": _by_person(gettext_noop("Verifikator %(who)s memberi catatan pada %(rows)s.")),
    "moved": _moved,
    "charge": _at_stage(gettext_noop("Anda ditugaskan memverifikasi satu lembar pada tahap %(stage)s.")),
    "reply": _by_person(gettext_noop("%(who)s menanggapi catatan Anda pada %(rows)s.")),
    "arrived": _at_stage(gettext_noop("Lembar yang Anda verifikasi sampai di tahap %(stage)s.")),
    "published": _at_stage(gettext_noop("Hasil tahap %(stage)s diterbitkan.")),
    "closing": _at_stage(gettext_noop("Tahap %(stage)s tutup dalam tiga hari atau kurang.")),
}

SPOKEN = frozenset({"row-return", "row-comment", "note", "reply", "moved", "extension"})
"""Kinds whose `more` is what a person wrote."""


def _more(group: Group) -> str:
    """What was written, where the group has only one thing to quote."""
    written = {line.more for line in group} if group[0].what in SPOKEN else set()
    return written.pop() if len(written) == 1 else ""


def _url(group: Group) -> str:
    first = group[0]
    one = len({line.code for line in group}) == 1
    match first.what:
        case "row-return" | "row-comment" if one:
            return reverse("question", args=[first.sheet, first.code])
        case "row-return":
            return reverse("tasks") + "?saring=perbaikan"
        case "note":
            return reverse("notes_of", args=[first.sheet])
        case "reply" if one:
            return reverse("desk_row", args=[first.sheet, first.code])
        case "reply" | "charge" | "arrived":
            return reverse("desk")
        case "sent":
            return reverse("approvals")
        case "published":
            return reverse("result", args=[first.sheet])
        case "reminder" | "closing" | "row-comment":
            return reverse("home")
    return reverse("sheet", args=[first.sheet]) if first.sheet else reverse("home")
