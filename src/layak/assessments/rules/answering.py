"""Who may answer, move, prove and remark on a row, each with the sentence that says why not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.assessments.queries.rows import Row
from layak.core import workflow
from layak.core.answers import missing
from layak.core.instrument import Text
from layak.core.refusal import Refusal
from layak.core.stages import PLACES, Party, Reach, Stage, reach
from layak.core.workbook.contents import NOTE_LENGTH
from layak.core.workbook.words import long_note
from layak.core.workflow import Move
from layak.people import queries as people
from layak.people.models import Role, User

PARTS = {
    Role.OPERATOR: workflow.Role.OPERATOR,
    Role.HEAD: workflow.Role.HEAD,
    Role.SECRETARIAT: workflow.Role.SECRETARIAT,
}
"""Who takes which part in an answer; the first two for the rows of their agency."""
PAGES_LENGTH = 60
"""The longest word on where to look in a document, in characters."""


def parts(user: User, row: Row) -> tuple[workflow.Role, ...]:
    """In which parts the person acts on the row's answer; empty for a helper and for anyone else."""
    lead, district = row.lead.agency_id if row.lead else 0, row.assessment.district_id
    held = {
        seat.role
        for seat in people.seats(user)
        if (seat.region_id == district if seat.role == Role.SECRETARIAT else seat.agency_id == lead)
    }
    return tuple(part for role, part in PARTS.items() if role in held)


def helps(user: User, row: Row) -> bool:
    """Whether the person's agency helps with the row."""
    agencies = people.agencies_of(user, Role.OPERATOR, Role.HEAD) if row.helpers else set()
    return bool(agencies & {part.agency_id for part in row.helpers})


def move(user: User, row: Row, wanted: Move) -> Refusal | None:
    """Whether the person may make this move on the row now: their part, the window, the table."""
    held = parts(user, row)
    refusal = touch(user, row)
    if refusal or any(workflow.transition(row.status, wanted, part) for part in held):
        return refusal
    return Refusal("not-now", said(workflow.why_not(row.status, wanted, held[0])))


def moves(user: User, row: Row) -> frozenset[Move]:
    """Every move the person may make on the row now."""
    held = parts(user, row)
    if not held or closed(row):
        return frozenset()
    return frozenset(m for m in Move if any(workflow.transition(row.status, m, part) for part in held))


def touch(user: User, row: Row) -> Refusal | None:
    """Whether the answer is the person's to work on, in an open window, whatever its status."""
    return closed(row) if parts(user, row) else _not_theirs(user, row)


def prove(user: User, row: Row) -> Refusal | None:
    """Proof is added by whoever leads, helps or oversees the row, while the window is open."""
    if not parts(user, row) and not helps(user, row):
        return _not_theirs(user, row)
    return closed(row)


def remark(user: User, row: Row) -> Refusal | None:
    """Whoever leads, helps, oversees or leads the district may remark, at any time."""
    leaders = people.districts_of(user, Role.LEADER)
    if parts(user, row) or helps(user, row) or row.assessment.district_id in leaders:
        return None
    return _not_theirs(user, row)


def closed(row: Row) -> Refusal | None:
    """Nothing changes outside the window of the self-assessment, extensions included.

    Once the sheet is sent on, only rows that a verifier noted are open, within that stage's clock.
    """
    stage = Stage(row.assessment.stage)
    if stage is not Stage.SELF:
        return _elsewhere(row, stage)
    if row.clock is None:
        sentence = _(
            "Jendela penilaian mandiri belum ditetapkan, jadi belum dapat diisi. Tanyakan ke Sekretariat KLA."
        )
        return Refusal("no-window", sentence)
    if row.clock.is_open():
        return None
    if row.clock.is_over():
        sentence = _(
            "Evaluasi mandiri ditutup %(when)s, jadi jawaban terkunci. Bila perlu waktu, minta "
            "perpanjangan lewat Sekretariat KLA."
        )
        return Refusal("closed", sentence % {"when": _when(row.clock.closes_at, row)})
    sentence = _("Evaluasi mandiri baru dibuka %(when)s. Kembali lagi saat itu.")
    return Refusal("not-open", sentence % {"when": _when(row.clock.opens_at, row)})


def _elsewhere(row: Row, stage: Stage) -> Refusal | None:
    told = {"stage": said(stage.label), "holder": said(PLACES[stage].holder.label)}
    if PLACES[stage].holder is Party.DISTRICT and not row.opened:
        sentence = _("Pada tahap %(stage)s hanya pertanyaan yang diberi catatan verifikator dapat diubah.")
        return Refusal("not-noted", sentence % told)
    if reach(stage) is Reach.NONE or not row.opened:
        sentence = _(
            "Lembar sudah dikirim. Sekarang tahap %(stage)s, dipegang oleh %(holder)s. Jawaban hanya dapat "
            "diubah bila verifikator memberi catatan."
        )
        return Refusal("sent-on", sentence % told)
    if row.clock and row.clock.is_open():
        return None
    sentence = _("Waktu menanggapi catatan sudah habis. Yang sudah diisi tetap tersimpan dan terlihat.")
    return Refusal("closed", sentence)


def whole(row: Row) -> Refusal | None:
    """Only a complete answer is sent on; the sentence names what is missing."""
    given = row.given
    if given is not None and given.complete:
        return None
    lacking = missing(row.question, given) if given else ()
    sentence = _("%(code)s belum lengkap, jadi belum dapat dikirim. %(what)s")
    what = said(lacking[0].text) if lacking else _("Isi jawabannya dulu.")
    return Refusal("incomplete", sentence % {"code": row.code, "what": what})


def reason(note: str) -> Refusal | None:
    """A return says why, in words the operator can act on."""
    if note.strip():
        return short(note)
    return Refusal("no-reason", _("Tulis catatannya dulu: apa yang perlu diperbaiki, dan bagaimana."))


def short(text: str) -> Refusal | None:
    """A note, a remark or a reason fits into what is kept; it is refused whole, never cut."""
    length = len(text.strip())
    return Refusal("too-long", said(long_note(length, NOTE_LENGTH))) if length > NOTE_LENGTH else None


def pointer(pages: str) -> Refusal | None:
    """Where to look in a document fits into what is kept."""
    length = len(pages.strip())
    if length <= PAGES_LENGTH:
        return None
    sentence = _(
        "Penunjuk halaman ini %(n)s huruf, sedangkan batasnya %(most)s. Tulis nomornya saja, misalnya 3-5."
    )
    return Refusal("long-pages", sentence % {"n": length, "most": PAGES_LENGTH})


def said(text: Text) -> str:
    """A sentence of the core in the language of this request."""
    return text.in_language(get_language())


def _when(moment: datetime, row: Row) -> str:
    local = timezone.localtime(moment, ZoneInfo(row.assessment.district.timezone))
    return date_format(local, "j F Y H.i")


def _not_theirs(user: User, row: Row) -> Refusal:
    if row.lead is None:
        sentence = _("Pertanyaan ini belum punya penanggung jawab. Minta Sekretariat KLA menetapkannya.")
        return Refusal("nobodys", sentence)
    if helps(user, row):
        sentence = _(
            "Anda membantu pertanyaan ini: Anda dapat menambah bukti dan komentar. "
            "Jawabannya diisi %(agency)s."
        )
        return Refusal("helper", sentence % {"agency": row.lead.name})
    sentence = _("Pertanyaan ini diisi %(agency)s. Bila keliru, minta Sekretariat KLA memindahkannya.")
    return Refusal("not-yours", sentence % {"agency": row.lead.name})
