"""A query that is built once finds what Django's own finds, for other values too."""

import pytest
from django.db import connection
from django.db.models import F, Q

from layak.assessments.models import Cycle
from layak.people.models import Agency, Membership, Region
from layak.prepared import Prepared


@pytest.fixture
def build():
    """What was built so far, one entry for each time."""
    return []


def test_it_finds_what_the_query_finds_and_is_built_once_for_lists_of_every_length(
    world, build, django_assert_num_queries
):
    def make(codes):
        build.append(len(codes))
        return Region.objects.filter(pk__among=codes).order_by("pk")

    asked, ours = Prepared(make), ["16.10", "64.08"]
    with django_assert_num_queries(3):
        found = [asked(["16"]), asked(ours), asked(["64", "16", "64"])]
    assert [[one.pk for one in some] for some in found] == [["16"], ours, ["16", "64"]]
    assert build == [1]
    assert found[1] == list(Region.objects.filter(pk__in=ours).order_by("pk"))


def test_a_list_of_10_000_is_one_value(world):
    asked = Prepared(lambda numbers: Agency.objects.filter(pk__among=numbers))
    assert world.dinkes in asked(range(10_000, 0, -1)[:10_000])


def test_among_reaches_across_tables_and_may_be_turned_around(world):
    seats = Membership.objects.filter(agency__district_id__among=["64.08"])
    others = Membership.objects.exclude(agency__district_id__among=["64.08"])
    assert set(seats) | set(others) == set(Membership.objects.all())
    assert set(seats) == set(Membership.objects.filter(agency__district_id__in=["64.08"])) != set()
    assert not Membership.objects.filter(pk__among=[]).exists()


def test_a_list_that_is_not_asked_with_among_is_refused(world):
    with pytest.raises(ValueError, match="as it was given"):
        Prepared(lambda codes: Region.objects.filter(pk__in=codes))(["16"])


def test_what_is_joined_comes_along(world, django_assert_num_queries):
    seats = Prepared(lambda user: Membership.objects.filter(user=user).select_related("agency", "region"))
    with django_assert_num_queries(1):
        [seat] = seats(world.rina.pk)
        assert (seat.agency.pk, seat.region.pk) == (world.dinkes.pk, "16.10")


def test_columns_words_and_numbers_together(world):
    def make(district, numbers):
        found = Agency.objects.filter(district=district, pk__among=numbers).annotate(home=F("district__name"))
        return found.order_by("pk").values_list("pk", "home")

    asked, ours = Prepared(make), [world.dinas_pppa.pk, world.dinkes.pk, world.dinkes_lain.pk]
    assert asked("16.10", ours) == list(make("16.10", ours))
    assert asked("64.08", ours) == list(make("64.08", ours)) != []


def test_an_empty_list_finds_nothing_without_asking_unless_something_else_does(
    world, django_assert_num_queries
):
    asked = Prepared(lambda codes: Region.objects.filter(pk__among=codes))
    either = Prepared(lambda codes, name: Region.objects.filter(Q(pk__among=codes) | Q(pk=name)))
    with django_assert_num_queries(1):
        assert (asked([]), asked.one([])) == ([], None)
        assert [one.pk for one in either([], "16.10")] == ["16.10"]


def test_the_smallest_columns_take_numbers_too(world):
    asked = Prepared(lambda year: Cycle.objects.filter(year__lt=year).order_by("year").values_list("year"))
    assert (asked(2026), asked(2027)) == ([], [(2026,)])


def test_a_number_that_no_column_holds_finds_what_django_finds(world, client_for):
    asked = Prepared(lambda number: Agency.objects.filter(pk=number))
    assert (asked(10**30), asked(-(10**30))) == ([], [])
    assert client_for(world.rina).get(f"/lembar/{10**30}/14/").status_code == 404


def test_a_value_that_the_query_bends_is_refused(world):
    with pytest.raises(ValueError, match="as it was given"):
        Prepared(lambda name: Region.objects.filter(name__startswith=name))("Og")


def test_a_value_that_looks_like_sql_stays_a_value(world):
    asked = Prepared(lambda code: Region.objects.filter(pk=code))
    assert asked("16.10' OR '1'='1") == []


def test_postgresql_plans_once_what_is_asked_again_and_again(world):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps plans for Layak; SQLite's are kept by Python")
    for code in ("16", "64", "16.10", "64.08", "16"):
        list(Region.objects.filter(pk=code).values_list("name"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_region%'")
        assert cursor.fetchone()[0] > 0
