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


def rename(document):
    document["district"]["name"] = "Kabupaten Lain"


def verified(*arguments):
    return CliRunner().invoke(main, ["verify-result", *map(str, arguments)])


def test_a_file_that_carries_another_name_than_its_content_is_refused(tmp_path):
    file, genuine = made(tmp_path, rename)
    told = verified(file.rename(tmp_path / f"hasil-62.02-province-{genuine}.json"))
    assert told.exit_code == 1
    assert told.output.startswith("Isi berkas diubah: sidik jarinya")


def test_a_file_that_carries_its_own_name_holds_and_says_what_that_is_worth(tmp_path):
    file, genuine = made(tmp_path)
    told = verified(file.rename(tmp_path / f"hasil-62.02-province-{genuine}.json"))
    assert (told.exit_code, told.output) == (
        0,
        "Hasil ini cocok dengan nama berkasnya: Kabupaten Uji 2025, Verifikasi administrasi provinsi, "
        "10,66 poin. Nama berkas dapat ditulis siapa saja, jadi bandingkan juga sidik jari ini dengan "
        f"dokumen cetak atau halaman periksa: {genuine}\n",
    )


def test_without_a_name_to_compare_with_nothing_is_called_genuine(tmp_path):
    file, genuine = made(tmp_path, rename)
    told = verified(file)
    own = name(json.loads(file.read_text("utf-8")))
    assert (told.exit_code, told.output, own == genuine) == (
        0,
        "Jumlah dalam berkas ini benar: Kabupaten Lain 2025, Verifikasi administrasi provinsi, 10,66 poin. "
        "Keasliannya belum diperiksa, karena sidik jari pembandingnya tidak disebut. Bandingkan sidik jari "
        f"ini dengan dokumen cetak atau halaman periksa: {own}\n",
        False,
    )


def test_a_name_that_was_cut_short_is_no_name(tmp_path):
    file, genuine = made(tmp_path)
    told = verified(file, "--name", genuine[:12])
    assert told.exit_code == 2
    assert "64 angka dan huruf a sampai f" in told.stderr


def test_a_name_may_be_typed_in_capitals_and_groups(tmp_path):
    file, genuine = made(tmp_path)
    typed = f"{genuine[:32].upper()} {genuine[32:]}"
    assert verified(file, "--name", typed).output.startswith("Hasil ini cocok: Kabupaten Uji 2025")


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
