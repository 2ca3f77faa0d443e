"""Whether an edition holds together: sums, ladders, bands, gates, owners and orphans."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain, count, pairwise
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from layak.core import code_checks, ladder_checks, points
from layak.core.findings import Finding, Place
from layak.core.instrument import Block, Edition, Indicator, Question, Text
from layak.core.loading import INDICATORS, Draft, agency_functions, draft


def lint(path: str | Path) -> list[Finding]:
    """Everything to mend in an edition's folder, by file and line. Empty when there is nothing."""
    return examined(path)[1]


def examined(path: str | Path) -> tuple[Edition | None, list[Finding]]:
    """The edition in a folder, None when errors stop it from being used, and everything to mend."""
    written = draft(Path(path))
    check(written)
    found = sorted(written.report.findings, key=lambda f: (f.file, f.line, f.code))
    return (None if written.report.errors else written.edition), found


def check(written: Draft) -> None:
    """Add to a draft's report what reading alone cannot see."""
    if written.stopped:
        return
    for looks_at in (code_checks.check, _name, _duplicates, _sums, _owners):
        looks_at(written)
    for looks_at in (ladder_checks.check, _bands, _gates, _orphans):
        looks_at(written)


def _name(written: Draft) -> None:
    key, folder = written.edition.key, written.folder.resolve().name
    if code_checks.is_key(key) and key != folder:
        written.report.error(
            written.place(written.edition),
            key,
            Text(f'Edisi "{key}" ada di folder "{folder}".', f'Edition "{key}" is in the folder "{folder}".'),
            Text("Samakan kunci dengan nama folder.", "Give the key and the folder the same name."),
            f"key: {folder}",
        )


class _Named(NamedTuple):
    name: str
    part: object
    what: Text


def _names(edition: Edition) -> Iterable[_Named]:
    """Every name that must be the only one of its sort."""
    for block in edition.blocks:
        yield _Named(block.code, block, Text("Kode blok", "The block code"))
        for indicator in block.indicators:
            yield _Named(indicator.code, indicator, Text("Kode indikator", "The indicator code"))
            yield _Named(indicator.key, indicator, Text("Kunci indikator", "The indicator key"))
            for question in indicator.questions:
                yield _Named(question.code, question, Text("Kode pertanyaan", "The question code"))
                yield _Named(question.key, question, Text("Kunci pertanyaan", "The question key"))
    for band in edition.bands:
        yield _Named(band.key, band, Text("Kunci predikat", "The predikat key"))
    for gate in edition.gates:
        yield _Named(gate.key, gate, Text("Kunci syarat", "The gate key"))


def _duplicates(written: Draft) -> None:
    first: dict[tuple[Text, str], Place] = {}
    for name, part, what in _names(written.edition):
        place = written.place(part)
        if (what, name) not in first:
            first[what, name] = place
            continue
        before = f"{first[what, name].file}:{first[what, name].line}"
        written.report.error(
            place,
            name,
            Text(f'{what.id} "{name}" dipakai dua kali.', f'{what.en} "{name}" is used twice.'),
            Text(
                f"Ubah salah satu; yang pertama di {before}.",
                f"Change one of them; the first is at {before}.",
            ),
            _free(name, {other.name for other in _names(written.edition)}),
        )


def _free(name: str, taken: Collection[str]) -> str:
    """A name like this one that is not taken: 19.2b for 19.2a, 20 for 19, gizi-2 for gizi."""
    stem, last = name[:-1], name[-1:]
    letters = (f"{stem}{letter}" for letter in ascii_lowercase)
    numbers = (f"{name.rstrip('0123456789')}{n}" for n in count(1))
    words = (f"{name}-{n}" for n in count(2))
    alike = numbers if last.isdigit() else letters if name[:1].isdigit() else words
    return next(one for one in chain(alike, words) if one not in taken)


def _sums(written: Draft) -> None:
    edition = written.edition
    _sum(written, edition, edition.key, edition.max, edition.blocks, Text("blok", "the blocks"))
    for block in edition.blocks:
        _sum(written, block, block.code, block.max, block.indicators, Text("indikator", "the indicators"))
        for i in block.indicators:
            _sum(written, i, i.code, i.max, i.questions, Text("pertanyaan", "the questions"))


def _sum(
    written: Draft,
    whole: object,
    code: str,
    maximum: points.Points,
    parts: tuple[Block, ...] | tuple[Indicator, ...] | tuple[Question, ...],
    of: Text,
) -> None:
    total = sum(part.max for part in parts)
    if total == maximum:
        return
    is_, should = points.text(total), points.text(maximum)
    by = points.text(abs(total - maximum))
    over = Text("lebih", "too much") if total > maximum else Text("kurang", "too little")
    written.report.error(
        written.place(whole),
        code,
        Text(f"Jumlah {of.id} {is_}, {over.id} {by}.", f"The sum of {of.en} is {is_}, {by} {over.en}."),
        Text(f"Jumlahnya harus tepat {should}.", f"It must be exactly {should}."),
        f"max: {is_}",
    )


def _owners(written: Draft) -> None:
    known = agency_functions()
    for question in written.edition.questions.values():
        unknown = [name for name in (question.lead, *question.helpers) if name and name not in known]
        for name in unknown:
            written.report.error(
                written.place(question),
                question.code,
                Text(
                    f'Fungsi instansi "{name}" tidak dikenal.',
                    f'The agency function "{name}" is not known.',
                ),
                Text("Pakai kunci dari functions.yaml.", "Use a key from functions.yaml."),
                "lead: dinkes",
            )
        names = Counter((question.lead, *question.helpers))
        if twice := [name for name, times in names.items() if times > 1]:
            written.report.warning(
                written.place(question),
                question.code,
                Text(f'"{twice[0]}" tertulis dua kali.', f'"{twice[0]}" is named twice.'),
                Text("Tulis setiap fungsi sekali saja.", "Name each function once."),
                f"helpers: [{', '.join(sorted({*question.helpers} - {question.lead}))}]",
            )


def _bands(written: Draft) -> None:
    bands = written.edition.bands
    for band in bands:
        if band.lower > band.upper:
            _band(
                written,
                band,
                Text("Batas bawahnya di atas batas atas.", "Its lower limit is above its upper limit."),
            )
    for before, after in pairwise(bands):
        if after.lower <= before.upper:
            _band(
                written,
                after,
                Text(f"Tumpang tindih dengan {before.key}.", f"It overlaps with {before.key}."),
            )
        elif after.lower - before.upper > points.ONE:
            _band(
                written,
                after,
                Text(f"Ada celah setelah {before.key}.", f"There is a hole after {before.key}."),
            )
    if bands and bands[-1].upper != written.edition.max:
        _band(
            written,
            bands[-1],
            Text("Batas atasnya bukan nilai tertinggi.", "Its upper limit is not the maximum."),
        )


def _band(written: Draft, band: object, what: Text) -> None:
    written.report.error(
        written.place(band),
        str(getattr(band, "key", "")),
        what,
        Text(
            "Rentang predikat harus bersambung: tiap rentang mulai 1 poin di atas rentang sebelumnya.",
            "Bands must follow each other: each starts 1 point above the one before.",
        ),
        "{key: madya, id: Madya, en: Madya, from: 601, to: 700}",
    )


def _gates(written: Draft) -> None:
    edition = written.edition
    for gate in edition.gates:
        known = [band.key for band in edition.bands]
        if gate.predikat not in known:
            written.report.error(
                written.place(gate),
                gate.key,
                Text(f'Predikat "{gate.predikat}" tidak ada.', f'There is no predikat "{gate.predikat}".'),
                Text(f"Yang ada: {', '.join(known)}.", f"There are: {', '.join(known)}."),
                "predikat: utama",
            )
        if gate.question is not None and gate.question not in edition.questions:
            written.report.error(
                written.place(gate),
                gate.key,
                Text(f'Pertanyaan "{gate.question}" tidak ada.', f'There is no question "{gate.question}".'),
                Text("Pakai kode lengkap sebuah baris.", "Use the full code of a row."),
                "question: 17.2",
            )


def _orphans(written: Draft) -> None:
    listed = {place.file for place in written.places.values()}
    for path in sorted((written.folder / INDICATORS).glob("*.y*ml")):
        name = f"{written.folder.name}/{INDICATORS}/{path.name}"
        if name not in listed:
            written.report.error(
                Place(name, 1),
                path.stem,
                Text(
                    "Berkas ini tidak terdaftar di edition.yaml.", "This file is not listed in edition.yaml."
                ),
                Text("Tambahkan ke sebuah blok atau hapus berkasnya.", "Add it to a block or delete it."),
                f"indicators: [{path.stem}]",
            )
    used = {name for _, name in written.uses}
    for plan in written.plans.values():
        if plan.name not in used:
            written.report.warning(
                plan.place,
                plan.name,
                Text("Tangga ini tidak dipakai.", "This ladder is never used."),
                Text("Hapus, atau pakai di sebuah pertanyaan.", "Delete it, or use it in a question."),
                f"ladder: {plan.name}",
            )
