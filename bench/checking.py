"""Checking and results, measured: a verifier at the desk, a nation's page, a stage closed, a paper signed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pypdfium2 import PdfDocument

from bench.clock import Timing, repeat
from bench.visitor import Visitor
from layak.assessments.models import Assessment, Window
from layak.assessments.queries.contents import contents
from layak.assessments.queries.procedure import procedure
from layak.core import catalogue
from layak.core.canonical import digest
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people.models import Membership, Role, User
from layak.results.actions import closing, papers
from layak.results.models import Result
from layak.trail import jobs
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE
from layak.trail.models import Entry, Head
from layak.verification.models import Mandate, TierStanding, Verdict
from tests.results.pki import PASSWORD, Authority

LINES, RUNS = 1_000_000, 5
NOTE = (
    "Dokumen yang dilampirkan belum memuat angka tahun terakhir dan belum disahkan. Lengkapi dengan data "
    "terpilah menurut jenis kelamin dan kecamatan, lalu minta tanda tangan kepala perangkat daerah."
)
"""What a verifier writes beside a row that loses points."""


def prepare(home: str) -> None:
    """Put last year's sheets with the province, with a mandate at home, and publish the year before."""
    older, last = list(Assessment.objects.order_by("cycle__year").values_list("cycle", flat=True).distinct())[
        :2
    ]
    Assessment.objects.filter(cycle=last).update(stage=Stage.PROVINCE)
    now = timezone.now()
    Window.objects.create(
        cycle_id=last, stage=Stage.PROVINCE, opens_at=now - timedelta(1), closes_at=now + timedelta(30)
    )
    verifier = _person("bench-verifier", Role.VERIFIER, home.partition(".")[0])
    _person("bench-ministry", Role.VERIFIER, "0")
    Mandate.objects.create(assessment=_sheet(home), verifier=verifier, stage=Stage.PROVINCE)
    _standings(last)
    _publish(home, older, verifier)


def pages(home: str) -> dict[str, tuple[str, str]]:
    """The pages measured: name -> (who looks, address)."""
    return {
        "nation page": ("bench-ministry", "/nasional/"),
        "district public page": ("bench-ministry", f"/publik/daerah/{home}/"),
        "desk": ("bench-verifier", f"/meja/{_sheet(home).pk}/14.2/"),
    }


def run(port: int, home: str) -> dict[str, Timing]:
    """Milliseconds of what verifiers, ministries and strangers do."""
    verifier, ministry = Visitor(port, "bench-verifier"), Visitor(port, "bench-ministry")
    sheet, codes = _sheet(home).pk, list(catalogue.get("kla-2024").questions)
    change = f"/meja/{sheet}/"
    return {
        "verdict save": repeat(150, _judging(verifier, sheet), served=verifier.spent),
        "nation page": repeat(60, lambda _: ministry.get("/nasional/"), served=ministry.spent),
        "district public page": repeat(
            60, lambda _: ministry.get(f"/publik/daerah/{home}/"), served=ministry.spent
        ),
        "desk row change": repeat(
            60, lambda n: verifier.get(f"{change}{codes[n % 200]}/", part=True), served=verifier.spent
        ),
    }


def inside(home: str, folder: Path) -> dict[str, Any]:
    """Seconds and milliseconds of what no page waits for: closing, signing, verifying a year's trail."""
    sheet = _sheet(home)
    closing_ms = repeat(5, lambda _: _frozen(sheet), warm=1)
    settings.SIGN_P12, settings.SIGN_PASSWORD = str(folder / "bench.p12"), PASSWORD
    Path(settings.SIGN_P12).write_bytes(Authority().person("Bench"))
    signed = {name: timing.told() for name, timing in _signed(home)}
    _lines()
    checked = repeat(1, lambda _: _whole(), warm=0)
    return {
        "close a district's stage": closing_ms.told(),
        **signed,
        f"verify a trail of {LINES:,} lines": checked.told(),
    }


def _person(username: str, role: Role, region: str) -> User:
    user = User.objects.create_user(username, name=username)
    Membership.objects.create(user=user, role=role, region_id=region)
    return user


def _sheet(home: str) -> Assessment:
    return Assessment.objects.filter(district_id=home, stage=Stage.PROVINCE).get()


def _standings(cycle: int) -> None:
    sheets = Assessment.objects.filter(cycle=cycle).values_list("pk", flat=True)
    indicators = catalogue.get("kla-2024").indicators.values()
    rows = [
        TierStanding(assessment_id=pk, stage=Stage.PROVINCE, indicator=i.code, points=i.max // 2)
        for pk in sheets
        for i in indicators
    ]
    TierStanding.objects.bulk_create(rows, batch_size=5000)


def _publish(home: str, cycle: int, by: User) -> None:
    sheet = Assessment.objects.get(district_id=home, cycle=cycle)
    result = _frozen(sheet, keep=True)
    Result.objects.filter(pk=result.pk).update(published_at=timezone.now(), published_by=by)


def _frozen(sheet: Assessment, keep: bool = False) -> Result:
    with transaction.atomic():
        result = closing.freeze(sheet, Stage.SELF, by=None, procedure=procedure(sheet.cycle))
        transaction.set_rollback(not keep)
    return result


def _judging(verifier: Visitor, sheet: int):
    """Judges row after row, each time at its right version; rows without points of their own are left out."""
    worth = (q.code for q in catalogue.get("kla-2024").questions.values() if q.max >= 100)
    codes, versions = list(worth), {}
    reason = next(iter(catalogue.reasons()))

    def judge(n: int) -> None:
        code = codes[n % len(codes)]
        fields = {"act": "stay", "version": versions.get(code, 0), "points": "0.1", "reason": reason}
        verifier.post(f"/meja/{sheet}/{code}/", fields)
        versions[code] = versions.get(code, 0) + 1

    return judge


def _signed(home: str) -> Iterator[tuple[str, Timing]]:
    """A rapor, and the minutes of a stage that lowered so many rows that they fill some 20 pages.

    Each run has another district's result, so that nothing is laid out that was laid out before; the
    names say how many pages came out.
    """
    by = User.objects.get(username="bench-verifier")
    near = Assessment.objects.filter(district__parent=home.partition(".")[0]).order_by("-cycle__year", "pk")
    with transaction.atomic():
        results = [_lowered(sheet, by) for sheet in near[: RUNS + 1]]
        for kind in ("rapor", "berita-acara"):
            yield _each(kind, results, by)
        transaction.set_rollback(True)


def _each(kind: str, results: list[Result], by: User) -> tuple[str, Timing]:
    pages: list[int] = []
    timing = repeat(RUNS, lambda n: pages.append(_sign(results[n], kind, by)), warm=1)
    return f"print and sign a {kind} of {max(pages)} pages", timing


def _sign(result: Result, kind: str, by: User) -> int:
    """Print and sign a paper; its pages."""
    paper = papers.print_paper(result, kind, by=by)
    papers.sign(paper, by=by)
    return len(PdfDocument(evidence.kept(paper.sha256)))


def _lowered(sheet: Assessment, by: User) -> Result:
    """How a stage ended that took something from every third row and said why at length."""
    now, reason = contents(sheet), next(iter(catalogue.reasons()))
    given = [
        Verdict(
            assessment=sheet,
            stage=Stage.PROVINCE,
            code=code,
            verifier=by,
            points=said["points"] - 1,
            reason=reason,
            note=f"{sheet.district.name}, {code}: {NOTE}",
            of=digest(said),
            decided_at=timezone.now(),
        )
        for code, said in list(now.items())[::3]
        if said["points"]
    ]
    Verdict.objects.filter(assessment=sheet).delete()
    Verdict.objects.bulk_create(given)
    return closing.freeze(sheet, Stage.PROVINCE, by=None, procedure=procedure(sheet.cycle))


def _whole() -> None:
    """What `layak verify-trail` does for one chain; a trail that does not hold would be no measurement."""
    if jobs.first_breaks([INSTANCE])[INSTANCE] is not None:
        raise RuntimeError("the trail does not hold")


def _lines() -> None:
    """A year of the instance's trail, bound line by line."""
    tip, at, batch = trail.tip(INSTANCE), timezone.now(), []
    seq, prev = tip.seq, tip.hash
    for number in range(LINES):
        seq += 1
        entry = Entry(
            chain=INSTANCE, seq=seq, at=at, actor="Bench", action="answers.save", about=f"row:1:{number}"
        )
        entry.data, entry.prev = '{"code":"14.7","new":{"points":1500}}', prev
        entry.hash = prev = entry.digest()
        batch.append(entry)
        if len(batch) == 5000:
            Entry.objects.bulk_create(batch)
            batch = []
    Entry.objects.bulk_create(batch)
    Head.objects.update_or_create(chain=INSTANCE, defaults={"seq": seq, "hash": prev})
