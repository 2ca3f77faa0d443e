"""The command line scores, checks and compares, and its exit codes say how it went."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from layak import __version__
from layak.cli import main
from tests.core.broken import write
from tests.instance import Instance

EXAMPLE = Path(__file__).parents[1] / "examples" / "ogan-ilir-2024.csv"
INSTRUMENTS = Path(__file__).parents[1] / "src" / "layak" / "instruments"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_real_recap_is_scored_for_a_person():
    result = run("score", EXAMPLE)
    assert result.exit_code == 0
    assert "Nilai 768,81 dari 1.000, predikat Nindya" in result.output
    assert "Kurang 32,19 untuk Utama (mulai 801)." in result.output
    assert "bukan nilai resmi" in result.output


def test_the_real_recap_is_scored_in_english():
    result = run("score", EXAMPLE, "--lang", "en")
    assert "32.19 short of Utama (from 801)." in result.output


def test_the_real_recap_is_scored_for_a_program_with_all_points_as_text():
    values = json.loads(run("score", EXAMPLE, "--json").output)
    assert (values["total"], values["predikat"], values["next"]["gap"]) == ("768.81", "Nindya", "32.19")
    figures = [
        part[key] for kind in ("blocks", "indicators") for part in values[kind] for key in ("points", "max")
    ]
    assert {type(figure) for figure in figures} == {str}
    assert {"1", "7", "17", "21B", "26"} == {
        f["at"] for f in values["findings"] if f["kind"] == "printed-indicator"
    }


def test_a_recap_that_cannot_be_read_ends_with_2_and_names_the_cell(tmp_path):
    path = tmp_path / "rekap.csv"
    path.write_text("kode;nilai\n1.1;dua belas\n", encoding="utf-8")
    result = run("score", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}: B2: Sel ini berisi “dua belas”.")


@pytest.mark.parametrize(
    "arguments",
    [("score", "tidak-ada.csv"), ("score", EXAMPLE, "--edition", "kla-1999"), ("check", "kla-1999")],
)
def test_what_is_not_there_ends_with_2(arguments):
    assert run(*arguments).exit_code == 2


def test_a_recap_of_another_edition_is_scored_by_its_key(tmp_path):
    path = tmp_path / "rekap.csv"
    path.write_text("kode;nilai\nA1.1;5\n", encoding="utf-8")
    values = json.loads(run("score", path, "--edition", "opd-12", "--json").output)
    assert (values["edition"], values["total"], values["predikat"], values["next"]) == (
        "opd-12",
        "5",
        None,
        None,
    )


@pytest.mark.parametrize("arguments", [(), ("kla-2024",), (INSTRUMENTS / "opd-12",)])
def test_the_instruments_that_ship_have_no_errors(arguments):
    result = run("check", *arguments)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Tidak ada kesalahan.")


def test_an_instrument_with_errors_ends_with_1_and_names_file_and_line(tmp_path):
    folder = tmp_path / "opd-12"
    for file in (INSTRUMENTS / "opd-12").rglob("*.yaml"):
        copy = folder / file.relative_to(INSTRUMENTS / "opd-12")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    edition = folder / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("max: 60", "max: 61"), "utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "edition.yaml:" in result.output


def test_editions_that_an_instance_installed_are_checked_compared_and_scored_by(tmp_path):
    write(tmp_path / "editions" / f"kecil@{'0' * 64}")
    instance = Instance(tmp_path)
    assert instance.layak("check", "kecil") == "Tidak ada kesalahan.\n"
    assert instance.layak("diff", "opd-12", "kecil").splitlines()[0] == "opd-12 → kecil"
    (tmp_path / "rekap.csv").write_text("kode,nilai\n1.1,2\n1.2,6\n")
    told = json.loads(instance.layak("score", str(tmp_path / "rekap.csv"), "--edition", "kecil", "--json"))
    assert (told["edition"], told["total"], told["predikat"]) == ("kecil", "8", "Madya")
    (tmp_path / "editions" / f"kecil@{'0' * 64}" / "kecil" / "ladders.yaml").unlink()
    with pytest.raises(AssertionError, match=r"kecil/ladders\.yaml:1"):
        instance.layak("check")


def test_two_editions_are_compared():
    result = run("diff", "kla-2024", "opd-12")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "kla-2024 → opd-12")


def test_the_version_is_told():
    assert run("--version").output == f"layak, version {__version__}\n"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert main.commands[command].get_short_help_str()


def test_scoring_a_recap_starts_without_django():
    code = (
        f"import sys; from layak.cli import main; main(['score', {str(EXAMPLE)!r}], standalone_mode=False); "
    )
    code += "sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert (done.returncode, b"768,81" in done.stdout) == (0, True)
