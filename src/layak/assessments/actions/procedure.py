"""How a cycle goes: the stages it has, how much is verified twice, and a province's own windows."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.assessments.models import CALENDAR, Cycle, Window
from layak.assessments.models import Stage as Calendar
from layak.assessments.rules import steering
from layak.core.refusal import Refusal, Refused, insist
from layak.core.stages import BadProcedure, Procedure, Stage
from layak.people.models import User
from layak.trail.actions import INSTANCE, record

FIELDS = ("stages", "double_share", "rivals_judge", "provinces_publish")


@transaction.atomic
def settle(
    cycle_id: int,
    *,
    version: int,
    stages: Collection[Stage],
    double_share: int,
    rivals_judge: bool,
    provinces_publish: bool = False,
    by: User | None,
) -> Cycle:
    """Choose the stages of a cycle as seen at `version`, and how it verifies and publishes (`Cycle`).

    Raises Refused: "not-admin", "bad-procedure" with what does not fit, "stage-in-use" when a sheet is
    in a stage that would be left out, "stale".
    """
    insist(steering.manage_cycles(by))
    chosen = _procedure(stages)
    seen = Cycle.objects.get(pk=cycle_id)
    old = {name: getattr(seen, name) for name in FIELDS}
    new = {"stages": chosen, "double_share": double_share}
    new |= {"rivals_judge": rivals_judge, "provinces_publish": provinces_publish}
    data = {"old": old, "new": new}
    record("cycles.settle", by=by, chain=INSTANCE, about=f"cycle:{cycle_id}", data=data)
    if seen.assessments.exclude(stage__in=chosen.split(",")).exists():
        sentence = _("Ada lembar yang sedang pada tahap yang dihapus. Tunggu sampai lembar itu berpindah.")
        raise Refused(Refusal("stage-in-use", sentence))
    if not Cycle.objects.filter(pk=cycle_id, version=version).update(version=F("version") + 1, **new):
        raise Refused(steering.STALE)
    return Cycle.objects.get(pk=cycle_id)


@transaction.atomic
def set_window(
    cycle_id: int,
    stage: Calendar,
    province: str,
    ends: tuple[datetime, datetime] | None,
    *,
    version: int,
    by: User | None,
) -> None:
    """Give one province its own window of a stage, as seen at `version` (0: none yet); None takes it back.

    Raises Refused: "not-admin", "window-order", "no-window" for a stage without one, "stale".
    """
    insist(steering.manage_cycles(by))
    insist(steering.in_order(*ends) if ends else None)
    if stage not in CALENDAR:
        raise Refused(Refusal("no-window", _("Tahap ini tidak punya jendela: jamnya dihitung sejak mulai.")))
    told = {"stage": stage, "province": province, "window": [end.isoformat() for end in ends or ()]}
    record("cycles.window", by=by, chain=INSTANCE, about=f"cycle:{cycle_id}", data=told)
    own = Window.objects.filter(cycle=cycle_id, stage=stage, province=province)
    stored = own.values_list("version", flat=True).first() or 0
    if stored != version:
        raise Refused(steering.STALE)
    if ends is None:
        own.delete()
    elif stored:
        own.update(opens_at=ends[0], closes_at=ends[1], version=F("version") + 1)
    else:
        both = {"opens_at": ends[0], "closes_at": ends[1]}
        Window.objects.create(cycle_id=cycle_id, stage=stage, province_id=province, **both)


def _procedure(stages: Collection[Stage]) -> str:
    try:
        return ",".join(Procedure.of(stages).stages)
    except BadProcedure as bad:
        raise Refused(Refusal("bad-procedure", bad.text.in_language(get_language()))) from bad
