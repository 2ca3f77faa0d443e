"""Windows: wall times that hold in each district's own zone, and later ends for single districts."""

from datetime import UTC, datetime, timedelta

from layak.assessments.actions import cycles
from layak.assessments.models import Assessment, Stage
from layak.assessments.queries import clock
from layak.assessments.views.calendar import ics, stages
from tests.assessments.steering import CLOSES, OPENS, cycle_of
from tests.world import KUTAI_TIMUR, OGAN_ILIR

MINUTE = timedelta(minutes=1)


def placed(cycle, district=OGAN_ILIR):
    return Assessment(cycle=cycle, district_id=district)


def test_a_window_is_open_from_its_first_moment_until_just_before_its_last(world):
    here = placed(cycle_of(world.agus))
    moments = (OPENS - MINUTE, OPENS, CLOSES - MINUTE, CLOSES)
    assert [clock.is_open(here, Stage.SELF, now) for now in moments] == [False, True, True, False]


def test_the_clock_takes_one_query(world, django_assert_num_queries):
    here = placed(cycle_of(world.agus))
    with django_assert_num_queries(1):
        assert clock.closes_at(here) == CLOSES
    with django_assert_num_queries(1):
        assert [c.stage for c in clock.calendar(here.cycle_id, OGAN_ILIR)] == [Stage.SELF]


def test_a_stage_without_a_window_is_never_open(world):
    here = placed(cycle_of(world.agus))
    assert clock.closes_at(here, Stage.FIELD) is None
    assert not clock.is_open(here, Stage.FIELD)


def test_an_extension_counts_for_its_district_alone_and_the_newest_counts(world):
    cycle = cycle_of(world.agus)
    first, second = CLOSES + timedelta(days=3), CLOSES + timedelta(days=5)
    said = {"reason": "Banjir", "by": world.agus}
    cycles.extend(cycle.pk, Stage.SELF, OGAN_ILIR, closes_at=first, seen=CLOSES, **said)
    cycles.extend(cycle.pk, Stage.SELF, OGAN_ILIR, closes_at=second, seen=first, **said)

    assert clock.closes_at(placed(cycle)) == second
    assert clock.closes_at(placed(cycle, KUTAI_TIMUR)) == CLOSES - timedelta(hours=1)
    assert clock.clock(placed(cycle)).extended
    assert not clock.clock(placed(cycle, KUTAI_TIMUR)).extended
    assert clock.is_open(placed(cycle), Stage.SELF, first)


def test_one_districts_end_is_written_in_the_zone_of_whoever_reads_it(world):
    from django.utils import timezone

    calendar = clock.calendar(cycle_of(world.agus).pk, OGAN_ILIR)
    said = {}
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        with timezone.override(zone):
            said[zone] = stages(calendar, OPENS)[0]
    assert said == {
        "Asia/Jakarta": {
            "label": "Evaluasi mandiri",
            "when": "tutup 28 Februari 23.59 WIB",
            "state": "now",
        },
        "Asia/Makassar": {"label": "Evaluasi mandiri", "when": "tutup 1 Maret 00.59 WITA", "state": "now"},
        "Asia/Jayapura": {"label": "Evaluasi mandiri", "when": "tutup 1 Maret 01.59 WIT", "state": "now"},
    }


def test_a_stage_to_come_and_a_stage_gone_by_say_so(world):
    calendar = clock.calendar(cycle_of(world.agus).pk, OGAN_ILIR)
    assert (
        stages(calendar, datetime(2026, 12, 1, tzinfo=UTC))[0]["when"]
        == "4 Januari 2097 sampai 28 Februari 2097"
    )
    assert stages(calendar, CLOSES + MINUTE)[0] == {
        "label": "Evaluasi mandiri",
        "when": "selesai 28 Februari",
        "state": "done",
    }


def test_the_calendar_file_holds_moments_in_utc_and_folds_long_lines(world):
    calendar = clock.calendar(cycle_of(world.agus, title="Evaluasi, " + "sangat " * 12).pk, OGAN_ILIR)
    lines = ics(calendar, "Evaluasi, " + "sangat " * 12, "2097-16.10", OPENS).split("\r\n")
    assert "DTSTART:20970104T010000Z" in lines
    assert "DTEND:20970228T165900Z" in lines
    assert "UID:self-2097-16.10@layak" in lines
    assert any(line.startswith("SUMMARY:Evaluasi\\, sangat") for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
