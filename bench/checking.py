"""Checking and results, measured: a verifier at the desk, a nation's page, a stage closed, a paper signed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bench.clock import Timing, repeat
from bench.visitor import Visitor
from layak.assessments.models import Assessment, Window
from layak.assessments.queries.procedure import procedure
from layak.core import catalogue
from layak.core.stages import Stage
from layak.people.models import Membership, Role, User
from layak.results.actions import closing, papers
from layak.results.models import Result
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE
from layak.trail.models import Entry, Head
from layak.verification.models import Mandate, TierStanding
from tests.results.pki import PASSWORD, Authority

LINES = 1_000_000


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


def run(port: int, home: str) -> dict[str, Timing]:
    """Milliseconds of what verifiers, ministries and strangers do."""
    verifier, ministry = Visitor(port, "bench-verifier"), Visitor(port, "bench-ministry")
    sheet, codes = _sheet(home).pk, list(catalogue.get("kla-2024").questions)
    pages = {
        "nation page": lambda _: ministry.get("/nasional/"),
        "district public page": lambda _: ministry.get(f"/publik/daerah/{home}/"),
        "desk row change": lambda n: verifier.get(f"/meja/{sheet}/{codes[n % 200]}/", part=True),
    }
    return {"verdict save": repeat(150, _judging(verifier, sheet))} | {
        name: repeat(60, work) for name, work in pages.items()
    }


def inside(home: str, folder: Path) -> dict[str, Any]:
    """Seconds and milliseconds of what no page waits for: closing, signing, verifying a year's trail."""
    sheet = _sheet(home)
    closing_ms = repeat(5, lambda _: _frozen(sheet), warm=1)
    settings.SIGN_P12, settings.SIGN_PASSWORD = str(folder / "bench.p12"), PASSWORD
    Path(settings.SIGN_P12).write_bytes(Authority().person("Bench"))
    _lines()
    checked = repeat(1, lambda _: trail.first_break(INSTANCE), warm=0)
    return {
        "close a district's stage": [closing_ms.median, closing_ms.p95, 5],
        "print and sign a rapor": [*_signed(home), 5],
        f"verify a trail of {LINES:,} lines": [checked.median, checked.p95, 1],
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


def _signed(home: str) -> tuple[float, float]:
    result = Result.objects.filter(assessment__district_id=home).latest("id")
    by = User.objects.get(username="bench-secretariat")

    def work(_: int) -> None:
        with transaction.atomic():
            papers.sign(papers.print_paper(result, "rapor", by=by), by=by)
            transaction.set_rollback(True)

    timing = repeat(5, work, warm=1)
    return timing.median, timing.p95


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
