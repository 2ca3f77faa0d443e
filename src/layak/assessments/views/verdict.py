"""The sentence before the chart: where the district stands and what makes it safe."""

from django.utils.translation import gettext as _

from layak.assessments.queries.overview import Gap
from layak.assessments.views.words import points
from layak.core import predikat
from layak.core.instrument import Band
from layak.core.scoring import Score


def name(band: Band | None) -> str:
    """A predikat's name; without one, "belum berperingkat"."""
    return band.title.id if band else _("belum berperingkat")


def verdict(score: Score) -> str:
    """Where the claim stands, whether the ready proof carries it, and what is missing."""
    total, placing = score.total, score.placing
    figures = {"claimed": points(total.claimed), "ready": points(total.ready), "band": name(placing.band)}
    if not total.claimed:
        return _("Belum ada poin yang diklaim. Bagikan pertanyaan ke instansi, lalu mulai mengisi.")
    if not score.edition.bands:
        return _("Diklaim %(claimed)s poin, %(ready)s di antaranya berbukti siap.") % figures
    if placing.band is None:
        return _below_all(score)
    if score.ready_placing.band == placing.band:
        return " ".join(
            [_("Diklaim %(band)s, dan bukti yang siap sudah cukup.") % figures, *_distance(score)]
        )
    return f"{_unsafe(score)} {_to_make_safe(score)}"


def _below_all(score: Score) -> str:
    first, gap = score.placing.next, score.placing.gap
    told = {"claimed": points(score.total.claimed), "band": name(first), "gap": points(gap)}
    return _("Diklaim %(claimed)s poin, belum mencapai %(band)s. Kurang %(gap)s poin.") % told


def _unsafe(score: Score) -> str:
    told = {"band": name(score.placing.band), "ready": name(score.ready_placing.band)}
    if score.ready_placing.band is None:
        return _("Diklaim %(band)s, tetapi bukti yang siap belum cukup untuk predikat apa pun.") % told
    return _("Diklaim %(band)s, tetapi bukti yang siap baru cukup untuk %(ready)s.") % told


def _to_make_safe(score: Score) -> str:
    short = score.placing.band.lower - score.total.ready
    told = {"short": points(short), "band": name(score.placing.band)}
    return _("Siapkan bukti %(short)s poin lagi agar %(band)s aman.") % told


def _distance(score: Score) -> list[str]:
    if score.placing.next is None:
        return []
    told = {"gap": points(score.placing.gap), "band": name(score.placing.next)}
    return [_("Kurang %(gap)s poin klaim untuk %(band)s.") % told]


def worth(score: Score, gaps: list[Gap]) -> str:
    """What closing these gaps would bring, and whether it reaches the next predikat."""
    gain = sum(gap.missing for gap in gaps)
    after = predikat.place(score.edition, score.total.claimed + gain)
    told = {"gain": points(gain), "total": points(score.total.claimed + gain), "band": name(after.band)}
    if score.placing.next is None or after.band is None:
        return _("Bersama bernilai %(gain)s poin.") % told
    if after.band != score.placing.band:
        return _("Bersama bernilai %(gain)s poin: klaim menjadi %(total)s, cukup untuk %(band)s.") % told
    told |= {"gap": points(after.gap), "next": name(after.next)}
    return (
        _("Bersama bernilai %(gain)s poin: klaim menjadi %(total)s, masih kurang %(gap)s dari %(next)s.")
        % told
    )
