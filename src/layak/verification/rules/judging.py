"""Who may judge a row, and what a verdict must hold."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layak.assessments.models import Assessment
from layak.assessments.queries.clock import Clock
from layak.core import catalogue, points
from layak.core import pages as proof_pages
from layak.core.pages import NotPages
from layak.core.points import Points
from layak.core.refusal import Refusal
from layak.core.stages import Act
from layak.core.workbook.contents import NOTE_LENGTH
from layak.people.models import User
from layak.verification.models import Mandate
from layak.verification.queries import mandates
from layak.verification.queries.rows import Judged
from layak.verification.rules import parties

PAGES_LENGTH = 60
OFF_LADDER = Refusal(
    "off-ladder",
    gettext_lazy("Tingkat ini tidak ada di tangga nilai pertanyaan ini. Pilih lagi, atau tulis nilainya."),
)


def judge(user: User, assessment: Assessment, held: Mandate | None, clock: Clock | None) -> Refusal | None:
    """Whether the person may judge rows of the sheet now: charged with it, impartial, in time."""
    if held is None:
        return Refusal(
            "no-mandate",
            _("Lembar ini tidak ditugaskan kepada Anda pada tahap ini. Minta penugasan kepada koordinator."),
        )
    return parties.impartial(user, assessment) or parties.may(
        assessment, parties.holder(assessment), Act.JUDGE, clock
    )


def within(held: Mandate, code: str) -> Refusal | None:
    """A charge reaches the rows of its blocks, a blind one only the rows drawn."""
    if code in mandates.rows(held):
        return None
    return Refusal(
        "not-your-rows",
        _("%(code)s di luar penugasan Anda. Nilai hanya blok yang ditugaskan.") % {"code": code},
    )


def on_ladder(row: Judged, step: int | None) -> Refusal | None:
    """A step that was chosen is one of the row's ladder; none chosen is fine."""
    steps = row.question.ladder.steps if row.question.ladder else ()
    return None if step is None or 0 <= step < len(steps) else OFF_LADDER


def fits(row: Judged, value: Points) -> Refusal | None:
    """Points lie between nought and the row's maximum."""
    if 0 <= value <= row.question.max:
        return None
    told = {"value": points.shown(value), "most": points.shown(row.question.max), "code": row.code}
    sentence = _("Nilai %(value)s melebihi batas %(code)s. Isi angka dari 0 sampai %(most)s.")
    return Refusal("above-maximum", sentence % told)


def explained(row: Judged, value: Points, reason: str) -> Refusal | None:
    """A value other than the tier below's has a reason from the closed list."""
    if reason and reason not in catalogue.reasons():
        return Refusal(
            "unknown-reason", _("Alasan ini tidak ada dalam daftar. Pilih salah satu dari daftar.")
        )
    if value == row.below or reason:
        return None
    sentence = _("Nilai berbeda dari tahap sebelumnya (%(below)s). Pilih alasannya dari daftar.")
    return Refusal("no-reason", sentence % {"below": points.shown(row.below)})


def listed(reason: str) -> Refusal | None:
    """A reason is one of the list, or none."""
    if not reason or reason in catalogue.reasons():
        return None
    return Refusal("unknown-reason", _("Alasan ini tidak ada dalam daftar. Pilih salah satu dari daftar."))


def short(text: str) -> Refusal | None:
    """What is written fits into what is kept; it is refused whole, never cut."""
    length = len(text.strip())
    if length <= NOTE_LENGTH:
        return None
    told = {"n": length, "most": NOTE_LENGTH, "over": length - NOTE_LENGTH}
    sentence = _(
        "Tulisan ini %(n)s huruf, sedangkan batasnya %(most)s. Kurangi %(over)s huruf, lalu simpan lagi."
    )
    return Refusal("too-long", sentence % told)


def cited(document: int, known: set[int]) -> Refusal | None:
    """A verdict points only at proof of its own row."""
    if document in known:
        return None
    return Refusal("not-cited", _("Dokumen ini bukan bukti pertanyaan ini. Pilih dokumen dari daftarnya."))


def paged(text: str, count: int | None) -> Refusal | None:
    """Pages are numbers and stretches of them, within the document's `count` (None: not known)."""
    try:
        highest = proof_pages.last(text)
    except NotPages:
        return _unread(text)
    if len(text) > PAGES_LENGTH:
        return _unread(text)
    if not count or highest <= count:
        return None
    sentence = _("Halaman %(page)s tidak ada: dokumen ini sampai halaman %(last)s. Periksa lagi nomornya.")
    return Refusal("no-such-page", sentence % {"page": highest, "last": count})


def _unread(text: str) -> Refusal:
    sentence = _("Halaman “%(text)s” tidak terbaca. Tulis nomornya saja, misalnya 3, 5-7.")
    return Refusal("not-pages", sentence % {"text": text[:PAGES_LENGTH]})


def acceptable(codes: list[str]) -> Refusal | None:
    """Rows are accepted together only as they were listed, with fit proof and nothing open."""
    if not codes:
        return None
    sentence = _("%(codes)s berubah atau punya temuan terbuka. Muat ulang daftarnya, lalu periksa lagi.")
    return Refusal("not-acceptable", sentence % {"codes": ", ".join(codes)})
