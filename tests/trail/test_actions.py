"""Writing the trail: in the change's own transaction, one chain a district, nothing ever edited."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from layak.trail import queries
from layak.trail.actions import record
from layak.trail.models import Entry, Head

pytestmark = pytest.mark.django_db


def write(chain: str = "16.10", by=None, **data) -> Entry:
    with transaction.atomic():
        return record("test.write", by=by, chain=chain, about="test:1", data=data)


def test_a_line_says_who_did_what_to_which_thing_with_which_values(world):
    line = write("99.99", by=world.rina, old=None, new={"nilai": "1,5"})
    assert (line.actor_id, line.actor, line.action, line.about, line.details) == (
        world.rina.pk,
        "Rina",
        "test.write",
        "test:1",
        {"old": None, "new": {"nilai": "1,5"}},
    )


def test_what_the_system_did_itself_is_told_as_such(world):
    assert (write().actor_id, write().actor) == (None, "Layak")


def test_each_line_is_bound_to_the_one_before_it_in_its_own_chain(world):
    first, other, second = write("99.98"), write("99.99"), write("99.98")
    assert [(e.seq, e.prev) for e in (first, other, second)] == [(1, ""), (1, ""), (2, first.hash)]


def test_the_trail_vanishes_with_a_change_that_is_rolled_back(world):
    before = queries.count("16.10")
    with transaction.atomic():
        record("test.write", by=None, chain="16.10", about="test:1")
        transaction.set_rollback(True)
    assert queries.count("16.10") == before


@pytest.mark.django_db(transaction=True)
def test_the_trail_refuses_to_be_written_outside_the_transaction_of_a_change(world):
    with pytest.raises(transaction.TransactionManagementError):
        record("test.write", by=None, chain="16.10", about="test:1")


@pytest.mark.parametrize(
    "touch",
    [
        lambda line: Entry.objects.filter(pk=line.pk).update(actor="Orang lain"),
        lambda line: Entry.objects.filter(pk=line.pk).delete(),
        lambda line: Entry.objects.filter(pk=line.pk)._raw_delete("default"),
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_a_line(world, touch):
    line = write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        touch(line)
    assert Entry.objects.get(pk=line.pk).hash == line.hash


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_a_line_cannot_be_replaced_past_the_trigger_for_deleting(world):
    line = write()
    columns = ", ".join(field.column for field in Entry._meta.concrete_fields)
    for key in ("id", "-id"):  # the same number, or the same place in the chain
        others = columns.replace("id, ", f"{key}, ", 1).replace("actor,", "'PALSU',", 1)
        forged = f"INSERT OR REPLACE INTO trail_entry ({columns}) SELECT {others} FROM trail_entry"  # noqa: S608
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(forged)
    assert Entry.objects.get(pk=line.pk).actor == line.actor


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_trail_cannot_be_truncated(world):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE trail_entry")


@pytest.mark.django_db(transaction=True)
def test_eight_people_writing_at_once_make_one_unbroken_chain(world):
    def ten_lines():
        for _ in range(10):
            write("99.99")
        connections.close_all()

    people = [threading.Thread(target=ten_lines) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (queries.count("99.99"), queries.first_break("99.99")) == (80, None)
    assert Head.objects.get(pk="99.99").seq == 80
