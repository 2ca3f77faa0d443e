"""The command line: thin doors to the core and the server; each command imports only what it needs."""
# ruff: noqa: PLC0415 - commands import inside, so that `layak score` starts fast and needs no Django

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from layak import __version__

LANGUAGE = click.Choice(["id", "en"])
LOOKS = (10_000, 10, 10)
"""How seldom Python looks for garbage in rings: a page makes some ten thousand objects and few rings, and
looking after every 700, through all that never goes, took a fifth of its time and a tenth of the start."""


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
    """Check the files of an instrument: INSTRUMENT is a folder or a key; without it, all there are.

    All: the editions that ship and those installed in this instance (LAYAK_HOME).

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
    from layak.core import diffing, findings

    catalogue = _catalogue()
    try:
        older, newer = (catalogue.load_folder(_folders(name)[0]) for name in (a, b))
    except findings.BadInstrument as error:
        click.echo("\n\n".join(findings.render(found, lang) for found in error.findings), err=True)
        raise SystemExit(2) from error
    click.echo(diffing.render_diff(diffing.diff(older, newer), lang))


@main.command()
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def prepare(lang: str) -> None:
    """Make an instance ready, or bring it up to date: tables, regions, static files. Safe to repeat."""
    _django(lang)
    from layak.people import actions
    from layak.web import serving

    serving.prepare()
    actions.load_regions()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; without it the first free one from 8000.")
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Server processes.")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def serve(host: str, port: int | None, processes: int, lang: str) -> None:
    """Serve the instance in LAYAK_HOME until TERM or Ctrl-C.

    Exit code 0: ended as told. 2: not prepared, or the port is taken; the sentence says what to do.
    """
    _django(lang)
    from django.conf import settings
    from django.utils.translation import gettext as _

    from layak.web import serving

    try:
        serving.insist_ready()
        chosen = serving.free_port(host, port)
    except serving.NotReady as error:
        raise click.UsageError(str(error)) from error
    click.echo(_("Layak: %(address)s (Ctrl-C untuk berhenti)") % {"address": serving.address(host, chosen)})
    if settings.DEMO:
        from layak import demo

        click.echo(demo.logins())
    serving.serve(host, chosen, processes)


@main.group()
def load() -> None:
    """Fill an instance with data from outside."""


@load.command()
@click.argument("districts", nargs=-1)
def regions(districts: tuple[str, ...]) -> None:
    """Load provinces and districts, and for each code in DISTRICTS (16.10) its kecamatan and villages."""
    _django()
    from layak.core.refusal import Refused
    from layak.people import actions

    try:
        changed = actions.load_regions() + sum(actions.load_district_areas(code) for code in districts)
    except Refused as error:
        raise click.UsageError(str(error)) from error
    click.echo(changed)


@load.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def geo(folder: Path, lang: str) -> None:
    """Load the outlines of districts for the maps: the TopoJSON in FOLDER whose shapes have codes (16.10).

    Exit code 0: loaded; prints how many districts. 2: no such file in FOLDER, or a broken one.
    """
    _django(lang)
    from layak.core.refusal import Refused
    from layak.portal import actions

    try:
        click.echo(actions.load_outlines(folder))
    except Refused as error:
        raise click.UsageError(str(error)) from error


@load.command("demo")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def demo_district(lang: str) -> None:
    """Load the demo district: public figures of 2024, invented people and proof. Once only."""
    _django(lang)
    from layak import demo

    click.echo(demo.load())


@main.command("verify-trail")
@click.option("--root", "published", help="A daily root to compare with: its file, or its day (2026-11-21).")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def verify_trail(published: str | None, lang: str) -> None:
    """Recompute every chain of the trail and name the first broken link of each.

    With --root, the signature of a daily root is checked too, and every chain must still have the line
    that was its last on that day: a tail that was cut off is found.

    Exit code 0: all hold. 1: something is broken or missing. 2: the root cannot be read.
    """
    _django(lang)
    from layak.trail import jobs, queries

    found = jobs.first_breaks(queries.chains())
    broken = [_told_chain(chain, queries.count(chain), fault) for chain, fault in found.items()]
    torn = _told_root(published) if published else False
    if any(broken) or torn:
        raise SystemExit(1)


def _told_chain(chain: str, lines: int, fault: Any) -> bool:
    from django.utils.translation import gettext as _

    words = {"chain": chain, "n": lines} | (asdict(fault) if fault else {})
    whole = _("%(chain)s: utuh, %(n)s baris")
    torn = _("%(chain)s: putus pada baris %(seq)s: %(what)s")
    click.echo((torn if fault else whole) % words)
    return bool(fault)


def _told_root(published: str) -> bool:
    from django.utils.translation import gettext as _

    from layak.results.queries import roots

    told = _root(published)
    found = [*roots.faults(told), *roots.missing(told)]
    whole = _("Akar %(day)s: sah, %(n)s jejak ada sampai ujungnya") % {
        "day": told["day"],
        "n": len(told["tips"]),
    }
    click.echo("\n".join(found) or whole)
    return bool(found)


def _root(published: str) -> Any:
    from datetime import date

    from django.utils.translation import gettext as _

    from layak.results.queries import roots

    try:
        if Path(published).is_file():
            return roots.read(Path(published).read_text("utf-8"))
        kept = roots.of_day(date.fromisoformat(published))
    except ValueError as error:
        sentence = str(error) if isinstance(error, roots.Unreadable) else _("Sebut berkas akar atau harinya.")
        raise click.BadParameter(sentence, param_hint="root") from error
    if kept is None:
        raise click.BadParameter(_("Tidak ada akar untuk hari itu."), param_hint="root")
    return roots.read(json.dumps(roots.document(kept)))


@main.command("verify-proof")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def verify_proof(lang: str) -> None:
    """Read every stored file of proof and compare it with the SHA-256 it was stored under.

    Exit code 0: all are whole. 1: files are missing or changed, one line for each.
    """
    _django(lang)
    from django.utils.translation import gettext as _

    from layak.evidence import jobs, queries

    words = {jobs.Loss.MISSING: _("berkasnya hilang"), jobs.Loss.CHANGED: _("isinya berubah")}
    whole = True
    for lost in jobs.lost():
        whole, what = False, words[lost.loss]
        click.echo(f"{lost.sha256}: {what} (/bukti/{lost.document or '-'}/ {lost.filename})")
    if not whole:
        raise SystemExit(1)
    click.echo(_("Bukti: utuh, %(n)s berkas") % {"n": queries.count_stored()})


@main.command()
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def tidy(lang: str) -> None:
    """Drop what was given up, has expired or can be drawn again. `layak serve` does so once a day.

    Uploads left unfinished for a week, drawn pages beyond LAYAK_PAGES_MB and LAYAK_PAGES_DAYS, expired
    sessions and notes of the log-in throttle. Proof, answers and the trail are never touched.
    """
    _django(lang)
    from django.utils.translation import gettext as _

    from layak.web import tidying

    sentence = _(
        "Dibersihkan: %(uploads)s unggahan yang ditinggalkan, %(pages)s gambar halaman, "
        "%(sessions)s sesi lewat waktu, %(notes)s catatan lewat waktu"
    )
    click.echo(sentence % asdict(tidying.tidy()))


@main.command("publish-root")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def publish_root(lang: str) -> None:
    """Sign today's Merkle root over all chains of the trail and print it as JSON. Once a day, from cron.

    Asked again on the same day it prints the root that was made.
    """
    _django(lang)
    from layak.results.actions import roots as actions
    from layak.results.queries import roots

    click.echo(json.dumps(roots.document(actions.publish_root()), indent=1))


@main.command("verify-result")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="The fingerprint it goes by: 64 hexadecimal digits from the page or the paper.")
@click.option("--edition", "key", help="An instrument by key: compare its maxima and count answers again.")
@click.option("--lang", default="id", show_default=True, type=LANGUAGE, help="Language of the sentences.")
def verify_result(file: Path, name: str | None, key: str | None, lang: str) -> None:
    """Recompute a frozen result from its own document, with no database, and say whether it holds.

    The fingerprint to compare with is that of --name, else the one in the name of FILE. Without either
    only the sums are checked, and the fingerprint is printed to compare with the paper or public page.

    Exit code 0: it holds. 1: it does not, with a sentence for each finding. 2: it is no result at all,
    or --name is no fingerprint.
    """
    from layak.core import frozen

    edition = _edition(key) if key else None
    raw = file.read_bytes()
    known = _told(name, lang) if name else frozen.fingerprint_in(file.name)
    found = frozen.verify(raw, known, edition)
    unreadable = [finding for finding in found if finding.code == "unreadable"]
    for finding in unreadable or found:
        click.echo(finding.text.in_language(lang), err=bool(unreadable))
    if found:
        raise SystemExit(2 if unreadable else 1)
    by_file = frozen.Compared.FILE if known else frozen.Compared.NOTHING
    compared = frozen.Compared.TOLD if name else by_file
    click.echo(frozen.held(json.loads(raw), compared).in_language(lang))


def _told(name: str, lang: str) -> str:
    from layak.core import frozen

    if known := frozen.fingerprint(name):
        return known
    raise click.BadParameter(frozen.no_fingerprint().in_language(lang), param_hint="name")


@main.command("invite-admin")
@click.argument("name")
@click.option("--email", default="", help="Address that a password reset may use.")
def invite_admin(name: str, email: str) -> None:
    """Print a link by which NAME becomes an admin of the instance. It works once, for 14 days."""
    _django()
    from layak.people import actions
    from layak.people.models import Role
    from layak.web import serving

    invited = actions.invite(by=None, name=name, role=Role.ADMIN, email=email)
    click.echo(serving.invitation_link(invited.token))


def _django(lang: str = "id") -> None:
    import gc
    import os

    gc.set_threshold(*LOOKS)
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layak.web.settings")
    django.setup()
    translation.activate(lang)


def _edition(key: str):  # type: ignore[no-untyped-def] # the type would import the core at start
    catalogue = _catalogue()
    try:
        return catalogue.get(key)
    except catalogue.UnknownEdition as error:
        raise click.BadParameter(str(error), param_hint="edition") from error


def _folders(instrument: str | None) -> list[Path]:
    catalogue = _catalogue()
    if instrument is None:
        return list(map(catalogue.folder_of, catalogue.keys()))
    if Path(instrument).is_dir():
        return [Path(instrument)]
    try:
        return [catalogue.folder_of(instrument)]
    except catalogue.UnknownEdition as error:
        raise click.BadParameter(str(error), param_hint="instrument") from error


def _catalogue() -> Any:
    """The catalogue, also without Django: it knows what is installed in LAYAK_HOME."""
    from layak.core import catalogue
    from layak.web import environment

    catalogue.look_in(environment.editions())
    return catalogue


if __name__ == "__main__":
    main()
