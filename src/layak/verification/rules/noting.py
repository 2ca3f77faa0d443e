"""Who may write, answer and settle a verifier's note."""

from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment
from layak.assessments.queries.clock import Clock
from layak.assessments.queries.rows import Row
from layak.assessments.rules import answering
from layak.core.refusal import Refusal
from layak.core.stages import Act, Party
from layak.people.models import User
from layak.verification.models import Mandate, Note
from layak.verification.rules import judging, parties

STALE = Refusal("stale", _("Catatan ini baru saja berubah. Periksa keadaan terbarunya, lalu putuskan lagi."))


def write(user: User, assessment: Assessment, held: Mandate | None, clock: Clock | None) -> Refusal | None:
    """The first reader of a sheet writes notes while its stage allows them."""
    return _as_reader(user, assessment, held, Act.NOTE, clock)


def settle(user: User, assessment: Assessment, held: Mandate | None, clock: Clock | None) -> Refusal | None:
    """The first reader settles notes, replied to or not."""
    return _as_reader(user, assessment, held, Act.SETTLE, clock)


def reply(user: User, row: Row, note: Note) -> Refusal | None:
    """Whoever answers the row replies once, within the clock of the stage."""
    if not answering.parts(user, row):
        return answering.touch(user, row)
    if note.state != Note.State.OPEN:
        return Refusal(
            "replied-once", _("Catatan ini sudah ditanggapi. Setiap catatan ditanggapi satu kali saja.")
        )
    return parties.may(row.assessment, Party.DISTRICT, Act.REPLY, row.clock)


def worded(text: str) -> Refusal | None:
    """A note and a reply say something, and fit."""
    if text.strip():
        return judging.short(text)
    return Refusal("no-text", _("Tulis isinya dulu: apa yang perlu dilihat atau diperbaiki."))


def unsettled(note: Note) -> Refusal | None:
    """A note is settled once."""
    if note.state != Note.State.SETTLED:
        return None
    return Refusal("settled", _("Catatan ini sudah selesai."))


def _as_reader(
    user: User, assessment: Assessment, held: Mandate | None, act: Act, clock: Clock | None
) -> Refusal | None:
    if held is None:
        return judging.judge(user, assessment, held, clock)
    if held.blind:
        return Refusal(
            "blind", _("Penilai kedua tidak menulis catatan, supaya kedua penilaian tetap terpisah.")
        )
    own = parties.impartial(user, assessment)
    return own or parties.may(assessment, parties.holder(assessment), act, clock)
