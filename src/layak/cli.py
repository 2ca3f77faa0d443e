"""The command line: thin doors to the core and the server; each command imports only what it needs."""
# ruff: noqa: PLC0415 - commands import inside, so that `layak score` starts fast and needs no Django

import json
from pathlib import Path

import click

from layak import __version__

LANGUAGE = click.Choice(["id", "en"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="layak")
def main() -> None:
    """Layak: the platform on which a district runs its child-friendly district (KLA) year."""


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", "key", default="kla-2024", show_default=True, help="The instrument to score by.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs; all points are text.")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def score(file: Path, key: str, as_json: bool, lang: str) -> None:
    """Score a recap (CSV or XLSX) with no database and check every printed figure.

    FILE needs a column of codes and one of points, headed in Indonesian or English (kode, nilai
    mandiri, points ...); a column of maxima and lines of subtotals are checked when they are there.

    Exit code 0: scored, with or without findings. 2: the file or the edition could not be read, and
    the sentence on standard error names the cell.
    """
    from layak.core import recap

    edition = _edition(key)
    try:
        checked = recap.check(edition, recap.read(file, edition))
    except recap.Unreadable as error:
        sentence = error.text.in_language(lang)
        click.echo(f"{file}: {error.at}: {sentence}" if error.at else f"{file}: {sentence}", err=True)
        raise SystemExit(2) from error
    values = json.dumps(recap.as_json(checked, lang), ensure_ascii=False, indent=2) if as_json else None
    click.echo(values or recap.as_text(checked, lang))


@main.command()
@click.argument("instrument", required=False)
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def check(instrument: str | None, lang: str) -> None:
    """Check the files of an instrument: INSTRUMENT is a folder or a key; without it, all that ship.

    Exit code 0: no errors (warnings may be printed). 1: errors. 2: no such instrument.
    """
    from layak.core import findings, linting

    found = [finding for folder in _folders(instrument) for finding in linting.lint(folder)]
    for finding in found:
        click.echo(findings.render(finding, lang))
    if any(finding.severity is findings.Severity.ERROR for finding in found):
        raise SystemExit(1)
    click.echo({"id": "Tidak ada kesalahan.", "en": "No errors."}[lang])


@main.command()
@click.argument("a")
@click.argument("b")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def diff(a: str, b: str, lang: str) -> None:
    """Show what changed from edition A to edition B, and which answers carry over.

    A and B are folders or keys. Exit code 0: compared. 2: no such edition, or one with errors.
    """
    from layak.core import catalogue, diffing, findings

    try:
        older, newer = (catalogue.load_folder(_folders(name)[0]) for name in (a, b))
    except findings.BadInstrument as error:
        click.echo("\n\n".join(findings.render(found, lang) for found in error.findings), err=True)
        raise SystemExit(2) from error
    click.echo(diffing.render_diff(diffing.diff(older, newer), lang))


# Commands that need Django (serve, load, verify-trail ...) follow here, each importing it inside.


def _edition(key: str):  # type: ignore[no-untyped-def] # the type would import the core at start
    from layak.core import catalogue

    try:
        return catalogue.get(key)
    except catalogue.UnknownEdition as error:
        raise click.BadParameter(str(error), param_hint="edition") from error


def _folders(instrument: str | None) -> list[Path]:
    from layak.core import catalogue, loading

    known = catalogue.keys()
    if instrument is None:
        return [loading.INSTRUMENTS / key for key in known]
    if Path(instrument).is_dir():
        return [Path(instrument)]
    if instrument in known:
        return [loading.INSTRUMENTS / instrument]
    raise click.BadParameter(f"{instrument}: {', '.join(known)}", param_hint="instrument")


if __name__ == "__main__":
    main()
