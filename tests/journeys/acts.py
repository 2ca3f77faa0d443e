"""What happens to the demo district before a journey, by the hands that would do it: sent, judged, visited.

Run through `staging.play`, in an instance of the journey's own.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from layak.assessments.actions import cycles, moves, procedure
from layak.assessments.models import Assessment, Window
from layak.assessments.models import Stage as Calendar
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.procedure import procedure as procedure_of
from layak.assessments.queries.rows import rows
from layak.core.stages import Go, Stage
from layak.people.models import User
from layak.results.actions import papers, roots
from layak.results.actions.closing import close_stage
from layak.results.models import Result
from layak.results.queries import freezing
from layak.verification.actions import assigning, noting, standing
from layak.verification.actions import field as visits
from layak.verification.models import FieldSession, Note, Sample, Verdict
from layak.verification.queries.rows import Judged, judged

DISTRICT = "16.10"
LOWERED = {
    # what the province took off (1/1000 points), and why
    "1.1": (3_000, "bukti-kurang"),
    "2.1": (1_000, "tidak-ditandatangani"),
    "12.1": (500, "data-tidak-konsisten"),
    "21A.1": (1_000, "di-luar-periode"),
}
NOTES = {
    "14.1": "Data terpilah belum memuat semua puskesmas. Lengkapi dengan yang tiga lagi.",
    "18.1": "SK belum ditandatangani bupati.",
}
DAY = timedelta(days=1)


def windows() -> None:
    """Every stage of the calendar is open, a week to each side."""
    _calendar(-7 * DAY, 7 * DAY)


def late() -> None:
    """Every window of the calendar closed an hour ago."""
    _calendar(-7 * DAY, timedelta(hours=-1))


def doubled() -> None:
    """A tenth of the rows is to be judged twice, unseen."""
    cycle = _sheet().cycle
    stages = procedure_of(cycle).stages
    told = {"double_share": 10, "rivals_judge": False, "by": _who("agus")}
    procedure.settle(cycle.pk, version=cycle.version, stages=stages, **told)


def settled() -> None:
    """Every agency sends what it has, and its head approves."""
    _move(moves.submit, {"draft", "needs-fix"}, "operator")
    _move(moves.approve, {"submitted"}, "head")


def sent() -> None:
    """The district sends its sheet; the province's verifiers have it."""
    _close(Go.SEND, "yusuf")
    _charge(Stage.PROVINCE, "hadi", "dewi")


def rest_by_province() -> None:
    """Hadi agrees with whatever nobody has judged yet."""
    _judge(Stage.PROVINCE, "hadi", {})


def province() -> None:
    """Hadi judges every row, four of them lower; Dewi reads the sample unseen, and the stage is closed."""
    _close(Go.SEND, "yusuf")
    _charge(Stage.PROVINCE, "hadi")
    _judge(Stage.PROVINCE, "hadi", LOWERED)
    _read_unseen("dewi")
    _close(Go.SEND, "hadi")


def review() -> None:
    """The ministry agrees row by row."""
    _charge(Stage.REVIEW, "ratna")
    _judge(Stage.REVIEW, "ratna", {})
    _close(Go.SEND, "ratna")


def field() -> None:
    """A visit is held and ended; notes ask for two rows to be mended."""
    _charge(Stage.FIELD, "imam", "ratna")
    imam, when = _who("imam"), timezone.now()
    said = visits.Plan(FieldSession.Mode.VISIT, when, place="Indralaya", team="Imam Santosa, Ratna Dewanti")
    visit = visits.plan(_sheet(), said, by=imam)
    visits.choose_unit(visit, "puskesmas", visits.Place("Puskesmas Timbangan"), by=imam)
    for code, words in NOTES.items():
        noting.write(_sheet(), code, words, reason="bukti-kurang", by=imam)
    _judge(Stage.FIELD, "imam", {})
    visit.refresh_from_db()
    visits.close(visit, version=visit.version, by=imam)


def visiting() -> None:
    """The ministry's team has the sheet in the field; the checks before it are left out, which take long."""
    Assessment.objects.filter(pk=_sheet().pk).update(stage=Stage.FIELD, stage_began_at=timezone.now())
    _charge(Stage.FIELD, "imam", "ratna")


def repair() -> None:
    """The visit is over: the district has 2 x 24 hours for what was noted."""
    _close(Go.SEND, "imam")


def overtime() -> None:
    """The 48 hours ran out an hour ago."""
    Assessment.objects.filter(pk=_sheet().pk).update(stage_began_at=timezone.now() - timedelta(hours=49))


def replied() -> None:
    """The agencies answer the notes in time, and the district sends the sheet to its last check."""
    for note in Note.objects.filter(assessment=_sheet(), state=Note.State.OPEN):
        lead = rows(_sheet(), [note.code])[note.code].lead
        said = {"version": note.version, "by": _of_agency(lead.agency_id, "operator")}
        noting.reply(_sheet(), note.pk, "Sudah dilengkapi.", **said)
    _close(Go.SEND, "yusuf")


def charged() -> None:
    """The ministry's verifier has the sheet for its last check, wherever it is now."""
    _charge(Stage.FINAL, "ratna")


def final() -> None:
    """The ministry settles the notes and judges every row for the last time."""
    charged()
    ratna = _who("ratna")
    for note in Note.objects.filter(assessment=_sheet()).exclude(state=Note.State.SETTLED):
        noting.settle(_sheet(), note.pk, version=note.version, by=ratna)
    _judge(Stage.FINAL, "ratna", {})


def papered() -> None:
    """The minutes of the published result are printed and signed, and the day's root is made."""
    result = Result.objects.filter(published_at__isnull=False).latest("id")
    ratna = _who("ratna")
    papers.sign(papers.print_paper(result, "berita-acara", by=ratna), by=ratna)
    roots.publish_root()


ACTS: dict[str, Callable[[], None]] = {
    act.__name__: act
    for act in (
        windows,
        late,
        doubled,
        settled,
        sent,
        rest_by_province,
        province,
        review,
        field,
        visiting,
        repair,
        overtime,
        replied,
        charged,
        final,
        papered,
    )
}


def main() -> None:
    """Do the acts that the command line names."""
    for name in sys.argv[1:]:
        ACTS[name]()


def _sheet() -> Assessment:
    found = Assessment.objects.select_related("cycle", "district").filter(district=DISTRICT)
    return found.latest("cycle__year")


def _who(username: str) -> User:
    return User.objects.get(username=username)


def _of_agency(agency: int, role: str) -> User:
    return User.objects.filter(memberships__agency=agency, memberships__role=role).earliest("id")


def _calendar(opens: timedelta, closes: timedelta) -> None:
    cycle, now = _sheet().cycle, timezone.now()
    fixed = ("year", "title", "edition_key", "years", "version")
    told = {name: getattr(cycle, name) for name in fixed}
    planned = Window.objects.filter(cycle=cycle, province=None).values_list("stage", flat=True)
    ends = {Calendar(stage): (now + opens, now + closes) for stage in planned}
    cycles.change(cycle.pk, windows=ends, by=_who("agus"), **told)


def _move(move: Callable[..., object], statuses: set[str], role: str) -> None:
    """One move for every row of these statuses, by someone of its agency."""
    sheet = _sheet()
    by_agency: dict[int, dict[str, int]] = {}
    for row in rows(sheet, edition_of(sheet).questions).values():
        if row.status in statuses and row.lead:
            by_agency.setdefault(row.lead.agency_id, {})[row.code] = row.version
    for agency, seen in by_agency.items():
        move(sheet, seen, by=_of_agency(agency, role))


def _close(go: Go, username: str) -> None:
    sheet = _sheet()
    close_stage(sheet, go, by=_who(username), seen=freezing.bound(sheet))


def _charge(stage: Stage, *usernames: str) -> None:
    for username in usernames:
        assigning.assign(_sheet(), stage, _who(username), by=_who("agus"))


@transaction.atomic
def _judge(stage: Stage, username: str, lowered: Mapping[str, tuple[int, str]]) -> None:
    """A verdict on every row that has none, as `judging.decide` would store it one by one in some minutes."""
    sheet, by = _sheet(), _who(username)
    Verdict.objects.bulk_create(
        _verdict(sheet, stage, row, by, lowered.get(row.code))
        for row in judged(sheet, stage).values()
        if not row.own
    )
    standing.refresh(sheet, stage)


def _read_unseen(username: str) -> None:
    """The second reading of the rows drawn: the same points, but for each fourth row."""
    sheet, by = _sheet(), _who(username)
    assigning.assign(sheet, Stage.PROVINCE, by, blind=True, by=_who("agus"))
    drawn = sorted(Sample.objects.filter(assessment=sheet).values_list("code", flat=True))
    for at, (_code, row) in enumerate(judged(sheet, Stage.PROVINCE, drawn).items()):
        off = (min(row.below, 500), "bukti-kurang") if at % 4 == 0 else None
        _verdict(sheet, Stage.PROVINCE, row, by, off, blind=True).save()


def _verdict(
    sheet: Assessment,
    stage: Stage,
    row: Judged,
    by: User,
    off: tuple[int, str] | None,
    *,
    blind: bool = False,
) -> Verdict:
    less, reason = off or (0, "")
    return Verdict(
        assessment=sheet,
        stage=stage,
        code=row.code,
        blind=blind,
        verifier=by,
        points=max(row.below - less, 0),
        reason=reason,
        content=row.content,
        of=row.of,
        decided_at=timezone.now(),
    )
