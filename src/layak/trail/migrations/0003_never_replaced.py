"""SQLite's INSERT OR REPLACE removes the old line without asking the trigger for DELETE; this one asks."""

from django.db import migrations

PROTECT = (
    "CREATE TRIGGER trail_entry_no_replace BEFORE INSERT ON trail_entry "
    "WHEN EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)) "
    "BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END"
)


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":  # PostgreSQL's ON CONFLICT is an UPDATE, and refused
        schema_editor.execute(PROTECT)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER trail_entry_no_replace")


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_append_only")]
    operations = [migrations.RunPython(protect, release)]
