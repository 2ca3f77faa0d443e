"""Who may go into the field, with the sentence that is shown when not.

A session is its team's while it is open. What was done before the window closed may arrive after it,
so what counts is the session, not the clock: closing it is what ends the checking.
"""

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment
from layak.core.refusal import Refusal
from layak.core.stages import Act, Party, Stage, why_not
from layak.people.models import User
from layak.verification.models import FieldSession
from layak.verification.queries import mandates

STALE = Refusal(
    "stale",
    _("Sesi ini baru saja diubah orang lain. Bandingkan dengan yang tersimpan di bawah, lalu simpan lagi."),
)
TAKEN = Refusal(
    "id-taken",
    _("Nomor catatan ini sudah dipakai catatan lain, jadi catatan ini tidak disimpan. Tulis ulang isinya."),
)
CLOSED = Refusal(
    "session-closed",
    _("Sesi lapangan ini sudah ditutup, jadi catatan tidak diterima. Buka lagi sesinya, lalu kirim ulang."),
)


def team(user: User | None, assessment: Assessment) -> Refusal | None:
    """Field verification is its team's: those with a mandate for this sheet at this stage."""
    if user is None or mandated(user, assessment):
        return None
    return Refusal(
        "not-field-team",
        _("Hanya tim lapangan daerah ini yang dapat melakukannya. Minta admin menugaskan Anda."),
    )


def arrange(user: User | None, assessment: Assessment) -> Refusal | None:
    """The team plans and ends sessions while the sheet is at this stage."""
    return team(user, assessment) or _stage(assessment)


def inspect(user: User | None, session: FieldSession) -> Refusal | None:
    """The team notes what it finds while the session is open."""
    if refusal := arrange(user, session.assessment):
        return refusal
    return CLOSED if session.closed_at else None


def close(disputed: Sequence[str], unfinished: Sequence[str]) -> Refusal | None:
    """No open conflict, and a finding for every unit that was looked at; both are names of units."""
    if disputed:
        words = ngettext(
            "Ada unit dengan dua jawaban berbeda: %(units)s. Pilih satu jawaban, lalu tutup sesi.",
            "Ada unit dengan dua jawaban berbeda: %(units)s. Pilih satu jawaban, lalu tutup sesi.",
            len(disputed),
        )
        return Refusal("conflicts-open", words % {"units": ", ".join(disputed)})
    if unfinished:
        words = _("Temuan unit ini belum ditulis: %(units)s. Tulis temuannya, lalu tutup sesi.")
        return Refusal("findings-missing", words % {"units": ", ".join(unfinished)})
    return None


def mandated(user: User, assessment: Assessment) -> bool:
    """Whether the person has the charge of this sheet in the field. One query."""
    return mandates.mandate(user, assessment, Stage.FIELD) is not None


def _stage(assessment: Assessment) -> Refusal | None:
    why = why_not(Stage(assessment.stage), Party.FIELD_TEAM, Act.INSPECT)
    return Refusal("not-this-stage", why.in_language(get_language())) if why else None
