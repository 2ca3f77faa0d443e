"""The catalogue hands out whole editions by key, once read and then remembered."""

import json
import subprocess
import sys

import pytest

from layak.core import catalogue, linting, loading
from layak.core.instrument import AgencyFunction, DocumentKind, Text


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
