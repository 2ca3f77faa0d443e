"""Every sentence of the interface has its English, and what is served was compiled from it.

`make messages` collects and compiles; English is then written in `locale/en/LC_MESSAGES/django.po`.
"""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAYAK = Path("src/layak")
ENGLISH = Path("locale/en/LC_MESSAGES")
COLLECT = ["makemessages", "-l", "en", "--no-obsolete", "--no-wrap", "--add-location", "file"]
LEAVE_OUT = shutil.ignore_patterns("__pycache__", "static", "instruments", "*.mo")

pytestmark = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not on this machine")


def run(*command: str, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=cwd, env=env, check=True, capture_output=True, text=True).stdout


def sentences(folder: Path) -> list[str]:
    """The catalogue of a source folder in one form, without where and when each sentence was found."""
    normal = run("msgcat", "--no-location", "--no-wrap", "--sort-output", "django.po", cwd=folder / ENGLISH)
    return [line for line in normal.splitlines() if not line.startswith('"POT-Creation-Date')]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in which the sentences were collected anew."""
    copy = tmp_path_factory.mktemp("messages") / "layak"
    shutil.copytree(LAYAK, copy, ignore=LEAVE_OUT)
    run(sys.executable, "-m", "django", *COLLECT, cwd=copy)
    return copy


def test_the_catalogue_holds_every_sentence_and_no_other(collected):
    assert sentences(LAYAK) == sentences(collected), "run make messages"


@pytest.mark.parametrize("kind", ["--untranslated", "--only-fuzzy"])
def test_no_sentence_lacks_its_english(kind):
    assert run("msgattrib", kind, "--no-obsolete", "django.po", cwd=LAYAK / ENGLISH) == ""


def test_what_is_served_was_compiled_from_the_catalogue(tmp_path):
    run("msgfmt", "--check-format", "-o", str(tmp_path / "django.mo"), "django.po", cwd=LAYAK / ENGLISH)
    fresh, served = (
        gettext.GNUTranslations((folder / "django.mo").open("rb")) for folder in (tmp_path, LAYAK / ENGLISH)
    )
    assert served._catalog == fresh._catalog, "run make messages"
