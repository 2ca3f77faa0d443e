"""Making and changing cycles, giving a district more time, and opening its assessment."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment, Cycle, Extension, Stage, Window
from layak.assessments.queries import clock
from layak.assessments.queries.cycles import ends
from layak.assessments.queries.editions import edition_or_none
from layak.assessments.rules import steering
from layak.core.refusal import Refusal, Refused, insist
from layak.people.models import User
from layak.trail.actions import INSTANCE, record

Windows = Mapping[Stage, tuple[datetime, datetime]]
"""Per stage the two ends as aware moments; a stage left out has no window."""


@transaction.atomic
def create(
    *, year: int, title: str, edition_key: str, years: tuple[int, int], windows: Windows, by: User | None
) -> Cycle:
    """Make a cycle for `year` on an edition of the catalogue; `years` are its two data years, older first.

    Raises Refused for a stranger to cycles, an unknown edition, a second cycle in the year or a
    window that ends before it begins.
    """
    insist(steering.manage_cycles(by))
    cycle = Cycle(year=year, title=title, edition_key=edition_key)
    cycle.year_before, cycle.year_latest = years
    cycle.edition_fingerprint = _fingerprint(cycle)
    try:
        with transaction.atomic():
            cycle.save(force_insert=True)
    except IntegrityError:
        raise Refused(Refusal("year-taken", _("Siklus untuk tahun itu sudah ada. Ubah yang ada."))) from None
    _set_windows(cycle, windows)
    record("cycles.create", by=by, chain=INSTANCE, about=f"cycle:{cycle.pk}", data=_told(cycle, windows))
    return cycle


@transaction.atomic
def change(
    cycle_id: int,
    *,
    version: int,
    year: int,
    title: str,
    edition_key: str,
    years: tuple[int, int],
    windows: Windows,
    by: User | None,
) -> Cycle:
    """Change a cycle and its windows as seen at `version`; takes the edition's present fingerprint over.

    Raises Refused: "stale" when someone saved since, "cycle-in-use" when a district already opened on
    another edition, and what `create` refuses.
    """
    insist(steering.manage_cycles(by))
    taken = Cycle.objects.filter(pk=cycle_id, version=version).update(version=F("version") + 1)
    if not taken:
        raise Refused(steering.STALE)
    cycle = Cycle.objects.get(pk=cycle_id)
    old = _told(cycle, _windows_of(cycle))
    insist(steering.keep_edition(cycle, year=year, edition_key=edition_key, years=years))
    cycle.year, cycle.title, cycle.edition_key = year, title, edition_key
    cycle.year_before, cycle.year_latest = years
    cycle.edition_fingerprint = _fingerprint(cycle)
    try:
        with transaction.atomic():
            cycle.save()
    except IntegrityError:
        raise Refused(Refusal("year-taken", _("Siklus untuk tahun itu sudah ada. Ubah yang ada."))) from None
    _set_windows(cycle, windows)
    data = {"old": old, "new": _told(cycle, windows)}
    record("cycles.change", by=by, chain=INSTANCE, about=f"cycle:{cycle.pk}", data=data)
    return cycle


@transaction.atomic
def extend(
    cycle_id: int, stage: Stage, district: str, *, closes_at: datetime, reason: str, seen: datetime, by: User
) -> Extension:
    """Give one district a later end of a stage; `seen` is the end the person saw when deciding.

    Raises Refused: "stale" when the end changed since, "no-reason", "not-later", "passed", and
    "not-in-repair" for the repair of a sheet that is not in it; Window.DoesNotExist for another stage
    without a window.
    """
    insist(steering.manage_cycles(by))
    extended = _repair if stage == Stage.REPAIR else _window
    of, current = extended(cycle_id, stage, district)
    if current != seen:
        raise Refused(steering.STALE)
    insist(steering.extend(closes_at=closes_at, now_closes=current, reason=reason))
    made = Extension.objects.create(
        **of, district_id=district, closes_at=closes_at, reason=reason.strip(), granted_by=by
    )
    old, new = (end.astimezone(UTC).isoformat() for end in (current, closes_at))
    data = {"stage": stage, "old": old, "new": new, "reason": made.reason}
    record("cycles.extend", by=by, chain=district, about=f"cycle:{cycle_id}", data=data)
    return made


@transaction.atomic
def open_assessment(cycle_id: int, district: str, *, by: User | None) -> Assessment:
    """Open a district's assessment, bound for good to the cycle's edition by key and fingerprint.

    Raises Refused: "not-secretariat", "other-edition" when the catalogue no longer holds the edition
    the cycle was made for, "already-open".
    """
    insist(steering.steer(by, district))
    cycle = Cycle.objects.select_for_update().get(pk=cycle_id)
    insist(steering.same_edition(cycle, edition_or_none(cycle.edition_key)))
    made, new = Assessment.objects.get_or_create(
        district_id=district,
        cycle=cycle,
        defaults={"edition_key": cycle.edition_key, "edition_fingerprint": cycle.edition_fingerprint},
    )
    if not new:
        raise Refused(Refusal("already-open", _("Penilaian untuk siklus ini sudah dibuka.")))
    data = {"year": cycle.year, "edition": made.edition_key, "fingerprint": made.edition_fingerprint}
    record("assessments.open", by=by, chain=district, about=f"assessment:{made.pk}", data=data)
    return made


def _window(cycle_id: int, stage: Stage, district: str) -> tuple[dict[str, object], datetime | None]:
    """The window that an extension lengthens for a district, held until the end, and its end there."""
    placed = Assessment(cycle_id=cycle_id, district_id=district)
    counted = clock.window_of(placed, stage)
    window = Window.objects.select_for_update().get(pk=counted.pk if counted else None)
    return {"window": window}, clock.closes_at(placed, stage)


def _repair(cycle_id: int, _stage: Stage, district: str) -> tuple[dict[str, object], datetime | None]:
    """The sheet whose repair an extension lengthens, held until the end, and when that repair ends."""
    found = Assessment.objects.select_for_update().filter(cycle=cycle_id, district=district).first()
    insist(steering.in_repair(found))
    return {"assessment": found}, clock.current(found).closes_at


def _fingerprint(cycle: Cycle) -> str:
    edition = edition_or_none(cycle.edition_key)
    if edition is None:
        raise Refused(steering.same_edition(cycle, None))
    if cycle.pk and cycle.assessments.exclude(edition_fingerprint=edition.fingerprint).exists():
        return cycle.edition_fingerprint
    return edition.fingerprint


def _set_windows(cycle: Cycle, windows: Windows) -> None:
    cycle.windows.filter(province=None).exclude(stage__in=windows).delete()
    for stage, (opens_at, closes_at) in windows.items():
        insist(steering.in_order(opens_at, closes_at))
        both = {"opens_at": opens_at, "closes_at": closes_at}
        same = {"version": F("version") + 1, **both}
        Window.objects.update_or_create(
            cycle=cycle, stage=stage, province=None, defaults=same, create_defaults=both
        )


def _windows_of(cycle: Cycle) -> Windows:
    return ends(cycle)


def _told(cycle: Cycle, windows: Windows) -> dict[str, object]:
    return {
        "year": cycle.year,
        "title": cycle.title,
        "edition": cycle.edition_key,
        "years": list(cycle.years),
        "windows": {stage: [end.isoformat() for end in both] for stage, both in windows.items()},
    }
