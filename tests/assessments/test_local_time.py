"""One window for the nation, three time zones: its ends come by the clock on each district's own wall."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from layak.assessments.actions import cycles, procedure
from layak.assessments.models import Assessment, Extension, Stage, Window
from layak.assessments.queries import clock
from layak.assessments.views.calendar import ics
from layak.people.models import Membership, Region, Role, User
from layak.portal.queries.nation import picture
from tests.assessments.steering import CLOSES, OPENS, cycle_of
from tests.world import KUTAI_TIMUR, OGAN_ILIR

JAYAPURA = "91.71"
WEST, CENTRAL, EAST = HERE = (OGAN_ILIR, KUTAI_TIMUR, JAYAPURA)
ENDS = {
    # stored: 4 January 08.00 WIB and 28 February 23.59 WIB
    WEST: ("2097-01-04T08:00+07:00", "2097-02-28T23:59+07:00"),
    CENTRAL: ("2097-01-04T08:00+08:00", "2097-02-28T23:59+08:00"),
    EAST: ("2097-01-04T08:00+09:00", "2097-02-28T23:59+09:00"),
}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cycle(world):
    """A cycle in which a district of each zone has opened its sheet."""
    papua = Region.objects.create(code="91", name="Papua", level=1, timezone="Asia/Jayapura")
    told = {"name": "Kota Jayapura", "level": 2, "timezone": "Asia/Jayapura"}
    Region.objects.create(code=JAYAPURA, parent=papua, **told)
    made = cycle_of(world.agus)
    for district in HERE:
        cycles.open_assessment(made.pk, district, by=world.agus)
    return made


def told(found) -> tuple[str, str]:
    return tuple(end.isoformat(timespec="minutes") for end in (found.opens_at, found.closes_at))


def sheets(cycle) -> dict[str, Assessment]:
    return {sheet.district_id: sheet for sheet in Assessment.objects.filter(cycle=cycle)}


def test_the_ends_come_at_the_same_hour_of_every_district_however_they_are_asked_for(cycle):
    opened = sheets(cycle)
    running = clock.currents(opened.values())
    assert {code: told(clock.current(sheet)) for code, sheet in opened.items()} == ENDS
    assert {code: told(running[sheet.pk]) for code, sheet in opened.items()} == ENDS
    assert {code: told(clock.calendar(cycle.pk, code)[0]) for code in HERE} == ENDS
    assert {row.code: told(row.clock) for row in picture(2097).places} == ENDS


@pytest.mark.parametrize("code", HERE)
def test_a_district_is_let_in_and_shut_out_at_its_own_hour(cycle, code):
    here = sheets(cycle)[code]
    opens, closes = map(datetime.fromisoformat, ENDS[code])
    moments = (opens - MINUTE, opens, closes - MINUTE, closes)
    assert [clock.is_open(here, Stage.SELF, now) for now in moments] == [False, True, True, False]
    assert not clock.clock(here).extended


def test_the_east_begins_and_ends_before_the_west(cycle):
    found, hour = sheets(cycle), timedelta(hours=1)

    def open_at(end):
        moments = [end - n * hour for n in (2, 1, 0)]
        return [[clock.is_open(found[code], Stage.SELF, now) for code in HERE] for now in moments]

    assert open_at(OPENS) == [[False, False, True], [False, True, True], [True, True, True]]
    assert open_at(CLOSES) == [[True, True, False], [True, False, False], [False, False, False]]


def test_the_stored_moments_stay_the_nations_in_western_time(cycle):
    assert list(Window.objects.filter(cycle=cycle).values_list("opens_at", "closes_at")) == [(OPENS, CLOSES)]


def test_the_calendar_file_of_an_eastern_district_holds_its_own_moments(cycle):
    lines = ics(clock.calendar(cycle.pk, EAST), cycle.title, "2097-91.71", OPENS).split("\r\n")
    assert "DTSTART:20970103T230000Z" in lines
    assert "DTEND:20970228T145900Z" in lines


def test_a_provinces_own_window_is_the_moment_that_was_typed_in_its_time(cycle, world):
    ends = (datetime(2097, 2, 1, tzinfo=UTC), datetime(2097, 3, 9, 14, 59, tzinfo=UTC))
    procedure.set_window(cycle.pk, Stage.SELF, "91", ends, version=0, by=world.agus)
    east = sheets(cycle)[EAST]
    assert told(clock.clock(east)) == ("2097-02-01T09:00+09:00", "2097-03-09T23:59+09:00")
    assert clock.clock(east) == clock.currents([east])[east.pk] == clock.calendar(cycle.pk, EAST)[0]


def test_an_extension_typed_for_an_eastern_district_ends_at_that_hour_there(cycle, world, client_for):
    east = sheets(cycle)[EAST]
    address = f"/siklus/{cycle.pk}/perpanjang/{EAST}/self/"
    page = client_for(world.agus).get(address).content.decode()
    assert "28 Februari 2097 pukul 23.59 WIT" in page
    seen = clock.closes_at(east).isoformat()
    given = {"closes_at": "2097-03-01T00:30", "reason": "Banjir", "seen": seen}
    assert client_for(world.agus).post(address, given).status_code == 302
    assert Extension.objects.get().closes_at == datetime(2097, 2, 28, 15, 30, tzinfo=UTC)
    found = clock.current(east)
    assert told(found) == ("2097-01-04T08:00+09:00", "2097-03-01T00:30+09:00")
    assert (found.planned, found.extended) == (datetime(2097, 2, 28, 14, 59, tzinfo=UTC), True)
    rows = {row.code: told(row.clock)[1] for row in picture(2097).places}
    assert rows == {code: ENDS[code][1] for code in (WEST, CENTRAL)} | {EAST: "2097-03-01T00:30+09:00"}


def test_the_nations_table_and_its_file_tell_each_end_in_the_districts_time(cycle, client_for):
    ministry = User.objects.create_user("ratna", name="Ratna")
    nation, _new = Region.objects.get_or_create(code="0", defaults={"name": "Indonesia", "level": 0})
    Membership.objects.create(user=ministry, role=Role.VERIFIER, region=nation)
    Window.objects.filter(cycle=cycle).update(closes_at=datetime(2097, 2, 27, 17, tzinfo=UTC))  # 28th 00.00
    page = client_for(ministry).get("/nasional/?tahun=2097").content.decode()
    assert page.count("28 Februari 2097") == 3
    assert "Tenggat berlaku menurut waktu setempat tiap daerah." in page
    lines = client_for(ministry).get("/nasional/daerah.csv?tahun=2097&urut=tenggat").content.decode()
    ends = ("2097-02-28T00:00+09:00", "2097-02-28T00:00+08:00", "2097-02-28T00:00+07:00")
    assert [end for line in lines.splitlines()[1:] for end in ends if end in line] == list(ends)


def test_the_cycles_pages_say_that_its_ends_hold_in_local_time(cycle, world, client_for):
    """The admin reads no zone beside an end; a secretariat reads the district's own."""
    now = timezone.now()
    Window.objects.filter(cycle=cycle).update(opens_at=now - timedelta(days=2))
    admin, maya = client_for(world.agus), client_for(world.maya)
    page = admin.get(f"/siklus/{cycle.pk}/").content.decode()
    assert "23.59 waktu setempat" in page
    assert "menurut waktu setempat tiap daerah" in page
    assert "23.59 WIT di Jayapura" in admin.get(f"/siklus/{cycle.pk}/ubah/").content.decode()
    assert "23.59 WITA" in maya.get(f"/siklus/{cycle.pk}/").content.decode()
