"""The backup and the restore of docs/guide/operate.md, command for command, taken while people work."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.instance import LAYAK, Instance
from tests.journeys.house import prepared
from tests.postgres import Absent, cluster, programs

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "guide" / "operate.md").read_text("utf-8")

FILL = """
import django
django.setup()
from layak.assessments.actions import citing
from layak.evidence.actions import uploads
from tests.evidence.files import picture, text_pdf
from tests.world import World, build
build()
world = World()
for name, content in (("a.pdf", text_pdf("LAPORAN")), ("b.jpg", picture()), ("c.pdf", text_pdf("SK"))):
    place = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    document = uploads.add_file(name, [content], len(content), **place)
    citing.attach(world.assessment, "14.1", document.pk, by=world.rina)
"""

EVERYTHING = """
import django, hashlib
django.setup()
from django.apps import apps
from django.core import serializers
passing = {"sessions", "contenttypes"}
models = [model for model in apps.get_models() if model._meta.app_label not in passing]
for model in models:
    rows = serializers.serialize("json", model._base_manager.order_by("pk"))
    print(model._meta.label, model._base_manager.count(), hashlib.sha256(rows.encode()).hexdigest())
"""


def blocks(heading: str) -> list[str]:
    """The shell commands under a heading of the guide, block by block."""
    [part] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    return re.findall(r"```sh\n(.*?)```", part, re.DOTALL)


def shell(instance: Instance, folder: Path, commands: str) -> str:
    """Run commands of the guide as somebody at a terminal would; what they printed."""
    path = f"{Path(LAYAK).parent}:{instance.environment['PATH']}"
    commands = commands.replace(".venv/bin/python", sys.executable)
    done = subprocess.run(
        ["bash", "-euc", commands],
        env=instance.environment | {"PATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout


def python(instance: Instance, code: str) -> str:
    """Run code inside an instance; what it printed."""
    environment = instance.environment | {"DJANGO_SETTINGS_MODULE": "layak.web.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def bring_back(
    live: Instance, restored: Instance, folder: Path, backup: list[str], restore: list[str]
) -> None:
    """Back up while the instance serves, restore elsewhere, and find everything as it was."""
    (folder / "backup").mkdir()
    restored.home.mkdir()
    with live.served():
        for commands in backup:
            shell(live, folder, commands)
    for commands in restore:
        shell(restored, folder, commands)
    checks = blocks("Restore, and try it twice a year")[-1].replace("layak serve --port 8100\n", "")
    said = shell(restored, folder, checks)
    assert "16.10: utuh" in said
    assert "Bukti: utuh, 3 berkas" in said
    assert restored.layak("verify-trail") == live.layak("verify-trail")
    assert python(restored, EVERYTHING) == python(live, EVERYTHING)
    assert (restored.home / "secret-key").read_text() == (live.home / "secret-key").read_text()
    with restored.served():
        pass  # it answers


def test_a_copy_on_sqlite_taken_while_serving_comes_up_elsewhere_as_it_was(tmp_path, shared):
    live = Instance(shutil.copytree(prepared(shared), tmp_path / "live"))
    python(live, FILL)
    restored = Instance(tmp_path / "restored")
    copy_database, _dump, copy_files = blocks("Backup")
    files, database, _pg, _checks = blocks("Restore, and try it twice a year")
    bring_back(live, restored, tmp_path, [copy_database, copy_files], [files, database])

    lost = min((restored.home / "evidence").glob("??/*/*"))
    lost.unlink()
    with pytest.raises(AssertionError, match=f"{lost.name}: berkasnya hilang"):
        restored.layak("verify-proof")
    shutil.copy(live.home / lost.relative_to(restored.home), lost)
    assert "utuh" in restored.layak("verify-proof")


def test_a_copy_on_postgresql_taken_while_serving_comes_up_elsewhere_as_it_was(tmp_path):
    try:
        with cluster() as url:
            second = url.removesuffix("/postgres") + "/kembali"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE kembali")
            path = {"PATH": f"/usr/bin:/bin:{programs()}"}
            live = Instance(tmp_path / "live", {"DATABASE_URL": url} | path)
            live.home.mkdir()
            live.layak("prepare")
            python(live, FILL)
            restored = Instance(tmp_path / "restored", {"DATABASE_URL": second} | path)
            _copy, dump, copy_files = blocks("Backup")
            files, _database, database, _checks = blocks("Restore, and try it twice a year")
            bring_back(live, restored, tmp_path, [dump, copy_files], [files, database])
    except Absent as absent:
        pytest.skip(str(absent))
