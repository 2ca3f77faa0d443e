"""Moments come back from the database as they went in, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from psycopg.pq import Format

from layak.people.models import User
from layak.web.moments import Moment

WITA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"2026-11-22 17:07:58+00", datetime(2026, 11, 22, 17, 7, 58, tzinfo=UTC)),
        (b"2026-11-22 17:07:58.1+00", datetime(2026, 11, 22, 17, 7, 58, 100_000, tzinfo=UTC)),
        (b"2026-11-22 17:07:58.000012+00", datetime(2026, 11, 22, 17, 7, 58, 12, tzinfo=UTC)),
        (b"2026-11-23 01:07:58+08", datetime(2026, 11, 23, 1, 7, 58, tzinfo=WITA)),
    ],
)
def test_a_moment_is_read_as_postgresql_writes_it(written, read):
    assert Moment(0).load(written) == read
    assert Moment(0).load(memoryview(written)).utcoffset() == read.utcoffset()


def test_what_is_no_moment_is_not_guessed():
    with pytest.raises(ValueError, match="11/22/2026"):
        Moment(0).load(b"11/22/2026 17:07:58 UTC")


@pytest.mark.django_db
@pytest.mark.parametrize("fraction", [0, 1, 120_000, 999_999])
def test_a_moment_is_stored_to_the_microsecond_and_read_in_utc(world, fraction):
    at = datetime(2026, 11, 23, 1, 7, 58, fraction, tzinfo=WITA)
    User.objects.filter(pk=world.rina.pk).update(told_at=at)
    read = User.objects.get(pk=world.rina.pk).told_at
    assert (read, read.tzinfo) == (at, UTC)


@pytest.mark.django_db
def test_connections_to_postgresql_read_moments_so():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps moments as text, which Django reads")
    connection.ensure_connection()
    adapters = connection.connection.adapters
    assert adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT) is Moment
