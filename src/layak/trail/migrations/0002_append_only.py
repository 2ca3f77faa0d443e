"""Triggers that forbid changing or deleting a line of the trail, on both databases."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry "
    "BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
    "CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON trail_entry "
    "BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END",
]
SQLITE_BACK = ["DROP TRIGGER trail_entry_no_update", "DROP TRIGGER trail_entry_no_delete"]
POSTGRESQL = [
    "CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'trail is append-only'; END $$",
    "CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry "
    "FOR EACH ROW EXECUTE FUNCTION trail_append_only()",
    "CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_append_only()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER trail_entry_no_truncate ON trail_entry",
    "DROP TRIGGER trail_entry_no_change ON trail_entry",
    "DROP FUNCTION trail_append_only()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def protect(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def release(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
