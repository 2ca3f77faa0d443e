"""The catalogue hands out whole editions by key, once read and then remembered."""

import json
import shutil
import subprocess
import sys

import pytest

from layak.core import catalogue, linting, loading
from layak.core.findings import BadInstrument, Place
from layak.core.instrument import AgencyFunction, DocumentKind, Text
from tests.core.broken import write

NEW = Text("Aturan baru.", "A new rule.")


def test_two_editions_ship():
    assert catalogue.keys() == ("kla-2024", "opd-12")


@pytest.mark.parametrize("key", catalogue.keys())
def test_what_ships_has_nothing_to_mend(key):
    assert linting.lint(loading.INSTRUMENTS / key) == []


def test_an_edition_is_read_once():
    assert catalogue.get("kla-2024") is catalogue.get("kla-2024")


def test_an_unknown_key_names_those_that_exist():
    with pytest.raises(catalogue.UnknownEdition, match="kla-1999: kla-2024, opd-12"):
        catalogue.get("kla-1999")


def test_every_read_gives_the_same_seal():
    again = catalogue.load_folder(loading.INSTRUMENTS / "kla-2024")

    assert again == catalogue.get("kla-2024")
    assert len(again.fingerprint) == 64


def test_functions_and_kinds_carry_both_languages():
    assert catalogue.functions()["dinkes"] == AgencyFunction("dinkes", Text("Kesehatan", "Health"), "opd")
    assert catalogue.kinds()["sk"] == DocumentKind("sk", Text("Surat keputusan", "Decree"))
    assert all(f.title.id and f.title.en and f.kind for f in catalogue.functions().values())
    assert all(k.title.id and k.title.en for k in catalogue.kinds().values())


def test_the_big_edition_opens_fast_enough_for_a_quick_start():
    program = (
        "import json, time; from layak.core import catalogue; t = time.process_time();"
        "catalogue.get('kla-2024'); print(json.dumps(time.process_time() - t))"
    )

    taken = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert json.loads(taken.stdout) < 0.5, "seconds of processor time; some 0.07 on an idle machine"


@pytest.fixture
def installed(tmp_path):
    """The folder of installed editions, where one can write the small edition under any seal."""
    usual = catalogue._installed_in
    catalogue.look_in(tmp_path)
    yield lambda seal, **changes: write(tmp_path / f"kecil@{seal}", **changes)
    catalogue.look_in(usual)


def test_an_installed_edition_stands_beside_those_that_ship(installed, tmp_path):
    assert catalogue.keys() == ("kla-2024", "opd-12")
    folder = installed("0" * 64)
    (tmp_path / ".staged" / "kecil").mkdir(parents=True)
    assert catalogue.keys() == ("kecil", "kla-2024", "opd-12")
    assert (catalogue.folder_of("kecil"), catalogue.get("kecil").title.id) == (folder, "Edisi kecil")


def test_a_stricter_linter_does_not_take_an_installed_edition_away(installed, monkeypatch):
    seal = loading.draft(installed("0" * 64)).edition.fingerprint
    shutil.rmtree(catalogue.folder_of("kecil").parent)
    installed(seal)
    monkeypatch.setattr(
        linting, "check", lambda written: written.report.error(Place("x", 1), "", NEW, NEW, "x")
    )
    assert catalogue.get("kecil").fingerprint == seal
    with pytest.raises(BadInstrument):
        catalogue.load_folder(catalogue.folder_of("kecil"))


def test_an_installed_edition_that_someone_changed_is_linted_and_has_another_seal(installed):
    seal = loading.draft(installed("0" * 64)).edition.fingerprint
    shutil.rmtree(catalogue.folder_of("kecil").parent)
    installed(seal, akta=("max: 4", "max: 5"))
    with pytest.raises(BadInstrument):
        catalogue.get("kecil")


def test_an_update_that_ships_an_installed_key_leaves_the_installed_edition_in_place(installed, tmp_path):
    shipped = loading.INSTRUMENTS / "opd-12"
    shutil.copytree(shipped, tmp_path / f"opd-12@{'0' * 64}" / "opd-12")
    assert catalogue.folder_of("opd-12") == tmp_path / f"opd-12@{'0' * 64}" / "opd-12"
