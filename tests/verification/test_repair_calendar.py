"""The repair stands in its district's calendar, on the page and in the file, with its extension."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import cycles
from layak.assessments.models import Assessment, Stage
from layak.assessments.queries import clock
from layak.assessments.queries.lived import lived
from layak.assessments.queries.overview import picture
from layak.core.stages import Condition, Go
from layak.verification.actions.passing import pass_on
from tests.verification.people import DAY, charge, fresh

BEGAN = datetime(2026, 9, 10, 2, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def now(monkeypatch) -> list[datetime]:
    """What time it is, to be moved on by the test: an hour after the repair began."""
    here = [BEGAN + HOUR]
    monkeypatch.setattr(timezone, "now", lambda: here[0])
    return here


@pytest.fixture
def repair(sheet, now) -> Assessment:
    """Ogan Ilir's sheet, whose repair began on 10 September 2026 at 9.30 in the morning there."""
    Assessment.objects.filter(pk=sheet.pk).update(stage="repair", stage_began_at=BEGAN)
    return fresh(sheet)


def extend(repair, world, days: int = 3):
    ends = clock.current(repair).closes_at
    said = {"closes_at": ends + days * DAY, "reason": "Listrik padam, dua hari.", "seen": ends}
    return cycles.extend(repair.cycle_id, Stage.REPAIR, repair.district_id, **said, by=world.agus)


def shown(client, sheet) -> dict[str, tuple[str, str]]:
    page = client.get(reverse("control_room_of", args=[sheet.pk]))
    return {str(one["label"]): (one["when"], one["state"]) for one in page.context["stages"]}


def event(client, sheet) -> list[str]:
    """The lines of the repair's event in the file, but for the moment in which that was made."""
    text = client.get(reverse("calendar_file", args=[sheet.pk])).content.decode().replace("\r\n ", "")
    events = text.split("BEGIN:VEVENT\r\n")[1:]
    found = [one.split("\r\n") for one in events if one.startswith("UID:repair-")]
    return [line for line in found[0] if ":" in line and "STAMP" not in line] if found else []


def test_the_page_names_start_end_and_extension_in_the_districts_own_time(repair, world, client_for):
    yusuf = client_for(world.yusuf)
    label = "Perbaikan 2 x 24 jam"
    assert shown(yusuf, repair)[label] == (
        "mulai 10 September 09.30, tutup 12 September 09.30 WIB",
        "now",
    )
    extend(repair, world)
    assert shown(yusuf, repair)[label] == (
        "mulai 10 September 09.30, tutup 15 September 09.30 WIB, diperpanjang",
        "now",
    )
    cycle = yusuf.get(reverse("cycle", args=[repair.cycle_id])).context["stages"]
    assert label in {str(one["label"]) for one in cycle}
    assert picture(repair).window == clock.current(repair)


def test_the_file_holds_one_event_whose_sequence_rises_with_each_extension(repair, world, client_for):
    yusuf = client_for(world.yusuf)
    same = [
        "UID:repair-2026-16.10@layak",
        "DTSTART:20260910T023000Z",
        "SUMMARY:Evaluasi KLA 2026: Perbaikan 2 x 24 jam",
        "END:VEVENT",
    ]
    found = event(yusuf, repair)
    assert [line for line in found if line in same] == same
    assert set(found) - set(same) == {"DTEND:20260912T023000Z", "SEQUENCE:0"}
    for number, end in ((1, "15"), (2, "18")):
        extend(repair, world)
        found = event(yusuf, repair)
        assert [line for line in found if line in same] == same
        assert set(found) - set(same) == {
            f"DTEND:202609{end}T023000Z",
            f"SEQUENCE:{number}",
            f"DESCRIPTION:Diperpanjang sampai {end} September 2026 09.30 WIB: Listrik padam\\, dua hari.",
        }


def test_an_eastern_districts_repair_is_told_in_its_own_time(repair, world, client_for):
    Assessment.objects.filter(pk=world.assessment_lain.pk).update(stage="repair", stage_began_at=BEGAN)
    told = shown(client_for(world.maya), world.assessment_lain)
    assert told["Perbaikan 2 x 24 jam"][0] == "mulai 10 September 10.30, tutup 12 September 10.30 WITA"


def test_before_its_repair_a_sheet_has_none_in_its_calendar(sheet, world, client_for):
    yusuf = client_for(world.yusuf)
    assert "Perbaikan 2 x 24 jam" not in shown(yusuf, sheet)
    assert event(yusuf, sheet) == []


def test_a_repair_gone_by_stays_with_the_moment_in_which_it_was_sent_on(sheet, team, world, client_for, now):
    Assessment.objects.filter(pk=sheet.pk).update(stage="field")
    charge(fresh(sheet), team.ratna, Stage.FIELD)
    also = frozenset(Condition)
    now[0] = BEGAN
    pass_on(fresh(sheet), Go.SEND, by=team.ratna, also=also)
    extend(fresh(sheet), world)
    now[0] = BEGAN + 5 * HOUR
    pass_on(fresh(sheet), Go.SEND, by=world.yusuf, also=also)
    one = next(one for one in lived(fresh(sheet)) if one.stage == Stage.REPAIR)
    assert (one.opens_at, one.closes_at, one.extended) == (BEGAN, BEGAN + 5 * HOUR, False)
    yusuf = client_for(world.yusuf)
    assert shown(yusuf, sheet)["Perbaikan 2 x 24 jam"] == ("selesai 10 September", "done")
    assert {"DTEND:20260910T073000Z", "SEQUENCE:2"} <= set(event(yusuf, sheet))


def test_the_calendar_takes_as_many_queries_however_often_it_was_extended(
    repair, world, django_assert_num_queries
):
    for _round in range(2):
        with django_assert_num_queries(2):
            lived(repair)
        extend(repair, world)


def test_a_windows_sequence_rises_when_it_is_saved_anew_and_when_it_is_extended(sheet, world, now):
    def changes() -> int:
        return next(c.changes for c in clock.calendar(sheet.cycle_id, "16.10") if c.stage == Stage.SELF)

    before = changes()
    ends = clock.closes_at(sheet)
    said = {"closes_at": ends + DAY, "reason": "Banjir", "seen": ends, "by": world.agus}
    cycles.extend(sheet.cycle_id, Stage.SELF, "16.10", **said)
    assert changes() == before + 1
    sheet.cycle.windows.filter(stage="self").update(version=9)
    assert changes() == 9
