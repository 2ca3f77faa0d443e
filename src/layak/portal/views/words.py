"""What the public pages say of a predikat, in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from layak.core.points import text as points_text
from layak.portal.queries.country import Place, tally
from layak.portal.queries.maps import Area, Map
from layak.results.queries.published import Published

LOOKS: dict[str, Any] = {
    "pratama": "Pratama",
    "madya": "Madya",
    "nindya": "Nindya",
    "utama": "Utama",
    "kla": "KLA",
    "unranked": _("Ditetapkan tanpa predikat"),
    "running": _("Ada hasil tahap, predikat belum ditetapkan"),
    "none": _("Belum ada hasil yang diumumkan"),
}
"""What a district is on the map."""

MEANINGS: dict[str, Any] = {
    "pratama": _("Separuh syarat sudah terpenuhi. Dasarnya ada, banyak layanan masih perlu dibangun."),
    "madya": _("Enam dari sepuluh bagian syarat terpenuhi dan terbukti."),
    "nindya": _("Tujuh dari sepuluh bagian syarat terpenuhi. Tinggal beberapa layanan yang lemah."),
    "utama": _("Delapan dari sepuluh bagian syarat terpenuhi. Predikat tertinggi yang pernah dicapai."),
    "kla": _("Hampir semua syarat terpenuhi dan terbukti. Sampai 2025 belum ada daerah yang meraihnya."),
    "unranked": _("Nilainya belum mencapai 500 poin, batas predikat pertama."),
    "running": _("Nilai ini nilai satu tahap. Predikat baru ada setelah penetapan, dan dapat berbeda."),
    "none": _("Daerah ini belum punya hasil yang diumumkan di sini. Itu bukan penilaian buruk."),
}
"""What that means for someone who lives there."""


ORDER = ("kla", "utama", "nindya", "madya", "pratama", "unranked", "running", "none")
"""Looks as a legend lists them, the best first."""


def legend(places: Iterable[Any], words: Mapping[str, Any] = LOOKS) -> list[tuple[str, Any, int]]:
    """Looks with their words and counts; those that nobody has are left out."""
    counts = tally(places)
    return [(look, words[look], counts[look]) for look in ORDER if counts[look]]


def areas(drawn: Map | None, words: Mapping[str, Any] = LOOKS) -> list[tuple[Area, str]]:
    """Each area of a map with what a screen reader and a pointer are told."""
    return [(area, f"{area.name}: {_said(area, words)}") for area in drawn.areas] if drawn else []


def _said(area: Area, words: Mapping[str, Any]) -> str:
    if len(area.places) == 1:
        return str(words[area.places[0].look])
    counts = legend(area.places, words)
    return ", ".join(f"{word} {count}" for _look, word, count in counts) or gettext("tidak ada daerah")


def told(result: Published | None) -> dict[str, Any] | None:
    """A result for the .json twin: points as text, so that no program rounds them."""
    if result is None:
        return None
    return {
        "year": result.year,
        "stage": result.stage,
        "total": points_text(result.total),
        "band": result.predikat or None,
        "award": result.award or None,
        "award_source": result.award_source or None,
        "award_reason": result.award_reason or None,
        "ambiguous": result.ambiguous,
        "blocks": {code: points_text(value) for code, value in result.blocks.items()},
        "fingerprint": result.name,
        "published_at": result.published_at.isoformat(),
    }


def told_place(place: Place) -> dict[str, Any]:
    """A district for the .json twin."""
    return {
        "code": place.code,
        "name": place.name,
        "state": place.look,
        "result": told(place.last),
    }
