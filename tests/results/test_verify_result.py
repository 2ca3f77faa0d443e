"""A stranger checks a result file on a machine without Django and without a database."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from layak.cli import main
from layak.core.frozen import freeze, name, written
from tests.core import small
from tests.core.frozen.made import head, rows

BARE = """
import sys
class Blocked:
    def find_spec(self, name, *_):
        if name.split('.')[0] in ('django', 'sqlite3', 'psycopg'):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from layak.cli import main
main(sys.argv[1:])
"""


def made(tmp_path, change=lambda document: None):
    document = freeze(small.edition(), head(), rows())
    genuine = name(document)
    change(document)
    file = tmp_path / "hasil.json"
    file.write_text(written(document), "utf-8")
    return file, genuine


def bare(*arguments):
    command = [sys.executable, "-c", BARE, "verify-result", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_whole_result_holds_without_django_or_database(tmp_path):
    file, genuine = made(tmp_path)
    done = bare(file, "--name", genuine)
    assert (done.returncode, done.stdout) == (
        0,
        "Hasil ini cocok: Kabupaten Uji 2025, Verifikasi administrasi provinsi, 10,66 poin. "
        f"Sidik jari {genuine}.\n",
    )


def test_a_result_that_was_tampered_with_says_where(tmp_path):
    def raise_first_verdict(document):
        document["rows"]["1.1"]["verdicts"]["province"]["points"] = 4_000

    file, genuine = made(tmp_path, raise_first_verdict)
    done = bare(file, "--name", genuine)
    assert done.returncode == 1
    assert done.stdout.startswith("Isi berkas diubah: sidik jarinya")
    assert "12" in done.stdout


def test_the_sentences_come_in_english_too(tmp_path):
    file, genuine = made(tmp_path)
    told = CliRunner().invoke(main, ["verify-result", str(file), "--name", "0" * 64, "--lang", "en"])
    assert (told.exit_code, told.output) == (
        1,
        f"The content was changed: its fingerprint is {genuine[:12]}…, it should be 000000000000….\n",
    )


@pytest.mark.parametrize("content", ["", "bukan json", "{}", json.dumps({"format": "lain"})])
def test_what_is_no_result_ends_with_2(tmp_path, content):
    file = tmp_path / "lain.json"
    file.write_text(content)
    done = CliRunner().invoke(main, ["verify-result", str(file)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Berkas ini bukan hasil Layak")


def test_an_instrument_that_differs_is_told(tmp_path):
    file, _name = made(tmp_path)
    done = CliRunner().invoke(main, ["verify-result", str(file), "--edition", "kla-2024"])
    assert done.exit_code == 1
