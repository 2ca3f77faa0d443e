"""The sources keep the house's habits: opening sentences, short files, private tables, keys downward."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.models import ForeignObject

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "layak"
MODULES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
STEPS = re.findall(r'^    "([a-z|, ]+)",$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
FLOORS = {name.strip(): floor for floor, line in enumerate(reversed(STEPS)) for name in line.split("|")}
BINARY = {".woff2", ".png", ".mo", ".jpg", ".webp", ".xlsx"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/|\b(?:localhost|127\.0\.0\.1):(?:3141|8081)\b")


def tracked() -> list[Path]:
    """Every file of the repository that is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_module_opens_with_a_sentence_and_stays_short(path):
    text = path.read_text()
    opening = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]
    assert len(opening.split()) >= 2, "a module opens with one sentence on its place in the story"
    assert len(text.splitlines()) <= 400


def test_files_and_functions_keep_their_proportions():
    sizes = sorted(len(path.read_text().splitlines()) for path in MODULES if path.stat().st_size)
    lengths = sorted(
        node.end_lineno - node.lineno
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    )
    assert sizes[len(sizes) // 2] <= 90
    assert sizes[len(sizes) * 9 // 10] <= 250
    assert lengths[len(lengths) // 2] < 9


def crossing() -> list[tuple[str, str, ForeignObject]]:
    """Every foreign key of ours that leaves its step: from, to, the field."""
    fields = [
        field
        for model in apps.get_models()
        if model.__module__.startswith("layak.")
        for field in model._meta.local_fields
        if isinstance(field, ForeignObject)
    ]
    pairs = [(f.model._meta.app_label, f.related_model._meta.app_label, f) for f in fields]
    return [(start, end, field) for start, end, field in pairs if start != end]


def test_foreign_keys_point_down_the_story():
    assert [str(f) for start, end, f in crossing() if FLOORS[end] >= FLOORS[start]] == []


def test_a_key_that_crosses_steps_leaves_no_trace_above():
    assert [str(f) for _, _, f in crossing() if f.remote_field.related_name != "+"] == []


def foreign_rows(path: Path, homes: dict[str, str]) -> list[str]:
    """Places where a module queries a table of another step."""
    step = path.relative_to(SRC).parts[0]
    named = [
        (node.lineno, node.value.id)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
    ]
    return [f"{path.relative_to(SRC)}:{line} {name}" for line, name in named if homes.get(name, step) != step]


def test_a_steps_rows_are_touched_by_that_step_alone():
    ours = [model for model in apps.get_models() if model.__module__.startswith("layak.")]
    homes = {model.__name__: model._meta.app_label for model in ours}
    assert [place for path in MODULES for place in foreign_rows(path, homes)] == []


def test_migrations_have_one_end_each_and_miss_nothing(world):
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_dependency_says_why_it_is_there():
    blocks = re.findall(
        r"(?:dependencies|dev) = \[\n(.*?)\n\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL
    )
    runs = [run.split("\n") for block in blocks for run in re.split(r"\n(?=    #)", block)]
    assert [run for run in runs if not run[0].strip().startswith("#") or len(run) > 3] == []


def test_no_file_names_the_machine_it_was_written_on():
    own = Path(__file__)
    named = [
        str(f.relative_to(ROOT))
        for f in tracked()
        if f != own and MACHINE.search(f.read_text(errors="replace"))
    ]
    assert named == []
