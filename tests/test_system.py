"""tools/system.sh: what the tests need comes through apt where it may, and is named where it may not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "system.sh"
WANTED = {"chromium", "msgcmp", "initdb"}
MISSING = "chromium gettext"  # PostgreSQL is looked for in a fixed folder as well, so it may be there


@pytest.fixture
def machine(tmp_path):
    """Run the script on a machine that has these programs, given as what they do."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "ls").symlink_to(shutil.which("ls"))

    def run(**programs: str) -> subprocess.CompletedProcess:
        for name, act in {"initdb": "", **programs}.items():
            (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{act}\n")
            (folder / name.replace("_", "-")).chmod(0o755)
        environment = {"PATH": str(folder), "LOG": str(tmp_path / "log")}
        return subprocess.run(
            [shutil.which("sh"), SCRIPT], env=environment, capture_output=True, text=True, cwd=os.sep
        )

    return run


def test_nothing_is_done_or_said_where_all_is_there(machine):
    done = machine(**dict.fromkeys(WANTED, ""), apt_get='echo "$@" >> "$LOG"')
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_apt_brings_only_what_is_missing(machine, tmp_path):
    done = machine(id="echo 0", msgcmp="", apt_get='echo "$@" >> "$LOG"')
    asked = (tmp_path / "log").read_text().splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert asked == ["update -qq", "install -y -qq --no-install-recommends chromium"]


def test_someone_who_is_not_root_uses_sudo_when_it_asks_nothing(machine, tmp_path):
    machine(id="echo 1000", msgcmp="", sudo='printf "%s\n" "$*" >> "$LOG"', apt_get="exit 1")
    assert (tmp_path / "log").read_text().splitlines()[1:] == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium",
    ]


@pytest.mark.parametrize(
    ("programs", "why"),
    [
        ({}, "there is no apt-get on this machine"),
        (
            {"apt_get": "", "id": "echo 1000", "sudo": "exit 1"},
            "apt needs root, and sudo asks for a password",
        ),
        ({"apt_get": "", "id": "echo 1000"}, "apt needs root, and sudo asks for a password"),
        ({"apt_get": "exit 100", "id": "echo 0"}, "apt-get failed, as it says above"),
    ],
)
def test_where_apt_may_not_the_reason_and_what_to_do_are_said_and_the_tests_go_on(machine, programs, why):
    done = machine(**programs)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        f"Not installed: {MISSING} ({why}). The tests that need them are skipped.",
        f"Install them yourself and run again: sudo apt-get install {MISSING}",
    ]
