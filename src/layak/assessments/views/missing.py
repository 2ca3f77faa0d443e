"""What a row still lacks, as one sentence an operator can act on."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.assessments.queries.rows import given
from layak.assessments.queries.tasks import Detail, Task
from layak.core import readiness
from layak.core.answers import missing as lacking
from layak.core.instrument import AnswerType
from layak.core.workflow import Status


def missing(task: Task, detail: Detail, years: tuple[int, int]) -> str:
    """The one thing to do next for this row, or whose turn it is."""
    if detail.returned:
        return f"{detail.returned.author.name}: “{detail.returned.text}”"
    if not task.leads:
        return _("Dijawab %(agency)s. Anda membantu dengan bukti dan komentar.") % {
            "agency": task.lead or "–"
        }
    if task.points is None:
        return _unanswered(task, detail, years)
    if task.at_risk:
        return _unproven(detail)
    return READY[task.status]()


def _unanswered(task: Task, detail: Detail, years: tuple[int, int]) -> str:
    begun = given(task.question, detail.answer, years)
    if begun is not None:
        lacks = lacking(task.question, begun)
        first = lacks[0].text.in_language(get_language()) if lacks else ""
        return _("Belum lengkap. %(what)s") % {"what": first}
    figures = {"before": years[0], "latest": years[1], "n": len(task.question.ladder.steps)}
    return NEEDS[task.question.answer]() % figures


def _unproven(detail: Detail) -> str:
    if not detail.proofs:
        return _("Sudah dijawab, belum ada bukti. Unggah berkasnya, atau pilih dari pustaka.")
    best = min(detail.proofs, key=lambda one: readiness.ORDER.index(one.state))
    return best.findings[0].text.in_language(get_language())


NEEDS = {
    AnswerType.CHOICE: lambda: _("Belum dijawab. Pilih satu dari %(n)s tingkat."),
    AnswerType.PERCENT: lambda: _("Belum dijawab. Perlu dua angka, untuk %(before)s dan %(latest)s."),
    AnswerType.COUNT: lambda: _("Belum dijawab. Perlu angka %(before)s dan %(latest)s."),
    AnswerType.MATRIX: lambda: _("Belum dijawab. Perlu isi tabel, boleh ditempel dari Excel."),
}
READY = {
    Status.EMPTY: lambda: _("Belum dijawab."),
    Status.DRAFT: lambda: _("Lengkap. Tinggal dikirim."),
    Status.NEEDS_FIX: lambda: _("Sudah diperbaiki. Tinggal dikirim lagi."),
    Status.SUBMITTED: lambda: _("Menunggu persetujuan kepala instansi."),
    Status.APPROVED: lambda: _("Sudah disetujui."),
}
