"""Whether the file of a document must stay as it is, because rows that may not change any more rest on it."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from layak.assessments.queries.rows import Row
from layak.assessments.rules.answering import closed
from layak.core.refusal import Refusal
from layak.core.stages import PLACES, Act, Stage, acts

NAMED = 3
"""Rows that the sentence names; the others it counts."""


def replace(citing: Collection[Row]) -> Refusal | None:
    """A document that a locked row cites gets no newer file and is not removed; `citing` are its rows.

    A row is locked where its answer may not be changed either. What was sent, judged or decided upon
    stays what it was, also in cycles that are over.
    """
    locked = [row for row in citing if closed(row)]
    if not locked:
        return None
    if all(_may_be_noted(row) for row in locked):
        sentence = _(
            "Dokumen ini bukti pertanyaan %(rows)s yang sudah dikirim, jadi berkasnya tidak dapat diganti "
            "atau dihapus. Unggah sebagai dokumen baru, atau tunggu verifikator membuka pertanyaannya."
        )
    else:
        sentence = _(
            "Dokumen ini bukti pertanyaan %(rows)s yang sudah terkunci, jadi berkasnya tidak dapat diganti "
            "atau dihapus. Unggah sebagai dokumen baru."
        )
    return Refusal("proof-locked", sentence % {"rows": _named(locked)})


def _may_be_noted(row: Row) -> bool:
    """Whether the verifier who holds the sheet may still open the row by a note."""
    stage = Stage(row.assessment.stage)
    running = row.clock is not None and row.clock.is_open()
    return Act.NOTE in acts(stage, PLACES[stage].holder, running)


def _named(rows: Collection[Row]) -> str:
    """The first rows by code, how many more there are, and of which years: "14.1, 14.2 (2026)"."""
    codes = list(dict.fromkeys(row.code for row in rows))
    years = sorted({row.assessment.cycle.year for row in rows})
    said, more = ", ".join(codes[:NAMED]), len(codes) - NAMED
    if more > 0:
        words = ngettext("%(codes)s dan %(n)s lainnya", "%(codes)s dan %(n)s lainnya", more)
        said = words % {"codes": said, "n": more}
    return f"{said} ({', '.join(map(str, years))})"
