"""From a folder of YAML to a draft edition: what is written, strictly, and where each thing stands."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from layak.core.findings import Place, Report
from layak.core.fingerprint import fingerprint
from layak.core.instrument import (
    AgencyFunction,
    AnswerType,
    Band,
    Basis,
    Block,
    Column,
    Confidence,
    Direction,
    DocumentKind,
    Edition,
    Evidence,
    Gate,
    Indicator,
    Ladder,
    Level,
    Question,
    Text,
)
from layak.core.ladder_plans import LadderPlan, read_plans
from layak.core.marked import Section, read
from layak.core.points import Points
from layak.core.sources import NOWHERE, source

INSTRUMENTS = Path(__file__).resolve().parent.parent / "instruments"
INDICATORS = "indicators"
ROW = re.compile(r"\d{1,3}z?[a-z]?", re.ASCII)
FILE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,59}")
PERIODS = ("data", "in-force", "any")
STATUSES = ("reconstructed", "unofficial", "official")
COLUMN_KINDS = ("text", "year", "number", "option")


@dataclass(slots=True)
class Draft:
    """What was read, with the place of every part, ready for the linter."""

    edition: Edition
    report: Report
    plans: dict[str, LadderPlan]
    uses: list[tuple[str, str]]  # question code and the name of its ladder
    places: dict[int, Place]  # id() of a part of the edition: where it is written
    folder: Path
    stopped: bool  # edition.yaml cannot be read; what else there would be to say follows from that

    def place(self, part: object) -> Place:
        """Where a part of the edition is written; the edition's own file when not known."""
        return self.places.get(id(part), Place(f"{self.folder.name}/edition.yaml", 1))


@cache
def agency_functions() -> dict[str, AgencyFunction]:
    """Every agency function by key, from `instruments/functions.yaml`."""
    report = Report()
    file = read(INSTRUMENTS / "functions.yaml", "functions.yaml", report)
    parts = {key: file.section(key).only("kind", "id", "en") for key in file.items}
    return {key: AgencyFunction(key, part.words(), part.text("kind")) for key, part in parts.items()}


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """Every kind of document by key, from `instruments/kinds.yaml`."""
    file = read(INSTRUMENTS / "kinds.yaml", "kinds.yaml", Report())
    return {key: DocumentKind(key, file.section(key).only("id", "en").words()) for key in file.items}


@cache
def reasons() -> dict[str, Text]:
    """Every reason of a verdict by key, in the order of the list, from `instruments/reasons.yaml`."""
    file = read(INSTRUMENTS / "reasons.yaml", "reasons.yaml", Report())
    return {key: file.section(key).only("id", "en").words() for key in file.items}


def draft(folder: Path) -> Draft:
    """Read an edition's folder. Whatever is wrong is in `report`; nothing is raised."""
    return _Reading(Path(folder)).draft()


class _Reading:
    """One pass over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.report = folder, Report()
        self.places: dict[int, Place] = {}
        self.uses: list[tuple[str, str]] = []
        self.scaled: dict[tuple[str, Points], Ladder] = {}
        self.listed: set[str] = set()
        self.top = self._file("edition.yaml")
        self.stopped = [] if self.top.items else self.report.errors
        self.sources = self.top.section("sources")
        self.cited: dict[str, Text] = {}
        self.plans = read_plans(self._file("ladders.yaml"), self._source)
        self.columns = self._column_sets()

    def _file(self, name: str) -> Section:
        return read(self.folder / name, f"{self.folder.name}/{name}", self.report)

    def draft(self) -> Draft:
        """Read everything, in the order of the instrument."""
        top = self.top.only(*_EDITION_KEYS)
        edition = Edition(
            key=top.text("key", "kla-2024"),
            title=top.words(),
            year=top.whole("year"),
            status=top.word("status", STATUSES),
            max=top.points("max"),
            blocks=tuple(self._block(s) for s in top.sections("blocks")),
            bands=tuple(self._band(s) for s in top.sections("bands")),
            gates=tuple(self._gate(s) for s in top.sections("gates")),
            notes=tuple(s.only("id", "en").words() for s in top.sections("notes")),
            source=self._source(top),
            confidence=top.choice("confidence", Confidence),
            fingerprint="",
        )
        edition = replace(edition, fingerprint=fingerprint(edition))
        self.places[id(edition)] = top.at("max")
        report = Report(self.stopped) if self.stopped else self.report
        return Draft(edition, report, self.plans, self.uses, self.places, self.folder, bool(self.stopped))

    def _source(self, part: Section) -> Text:
        key = part.text("source", next(iter(self.sources.items), "…"))
        if key and not self.sources.has(key):
            part.word("source", self.sources.items or ["…"])
            return NOWHERE
        if key not in self.cited:
            self.cited[key] = source(self.sources, key) if key else NOWHERE
        return self.cited[key]

    def _block(self, part: Section) -> Block:
        part.named(part.text("code", "K1")).only("code", "id", "en", "short", "max", "indicators", *_TRUST)
        part.falling_back_on(self.top.section("defaults").only(*_TRUST))
        block = Block(
            code=part.code,
            title=part.words(),
            short=part.words("short"),
            max=part.points("max"),
            indicators=tuple(self._indicator(name) for name in self._files(part)),
            source=self._source(part),
            confidence=part.choice("confidence", Confidence),
        )
        self.places[id(block)] = part.at("max")
        return block

    def _files(self, part: Section) -> list[str]:
        """The files a block lists: names, no paths, each once."""
        names = []
        for name in part.names("indicators"):
            if not FILE.fullmatch(name) or name in self.listed:
                part.refuse("indicators", name, _FILE_FORM, "[1-akta-kelahiran]")
            else:
                names.append(name)
            self.listed.add(name)
        return names

    def _indicator(self, name: str) -> Indicator:
        file = self._file(f"{INDICATORS}/{name}.yaml")
        file.named(file.text("code", "4"))
        file.only("key", "code", "id", "en", "max", "defaults", "questions", *_TRUST)
        defaults = file.section("defaults").only(*_INHERITED)
        key = file.text("key", "akta-kelahiran")
        indicator = Indicator(
            code=file.code,
            key=key,
            title=file.words(),
            max=file.points("max"),
            questions=tuple(self._question(s, defaults, file.code, key) for s in file.sections("questions")),
            source=self._source(file),
            confidence=file.choice("confidence", Confidence),
        )
        self.places[id(indicator)] = file.at("max")
        return indicator

    def _question(self, part: Section, defaults: Section, indicator: str, key: str) -> Question:
        row = part.text("row", "4a")
        part.named(f"{indicator}.{row}").only(*_QUESTION_KEYS).falling_back_on(defaults)
        if row and not ROW.fullmatch(row):
            part.refuse("row", row, _ROW_FORM, "2za")
        maximum, answer = part.points("max"), part.choice("answer", AnswerType)
        question = Question(
            code=part.code,
            key=f"{key}/{part.text('key') if part.has('key') else row}",
            title=part.words(),
            max=maximum,
            answer=answer,
            ladder=self._ladder(part, maximum),
            evidence=self._evidence(part),
            lead=part.text("lead", "dinkes"),
            helpers=part.names("helpers"),
            level=part.choice("level", Level),
            direction=part.choice("direction", Direction),
            source=self._source(part),
            confidence=part.choice("confidence", Confidence),
            labels=self._labels(part, answer),
            columns=self._columns(part, answer),
            help=part.words("help") if part.has("help") else None,
            note=part.words("note") if part.has("note") else None,
        )
        self.places[id(question)] = part.at("row")
        return question

    def _ladder(self, part: Section, maximum: Points) -> Ladder:
        name = part.word("ladder", self.plans or ["ada-tidak"])
        if name not in self.plans:
            return Ladder(Basis.OPTION, (), Confidence.PLACEHOLDER, NOWHERE)
        self.uses.append((part.code, name))
        if not self.plans[name].divides(maximum):
            _does_not_divide(part, name)
        if (name, maximum) not in self.scaled:
            self.scaled[name, maximum] = self.plans[name].for_maximum(maximum)
        return self.scaled[name, maximum]

    def _evidence(self, part: Section) -> tuple[Evidence, ...]:
        kinds = part.section("evidence").only(*document_kinds())
        return tuple(Evidence(kind, kinds.word(kind, PERIODS)) for kind in kinds.items)

    def _labels(self, part: Section, answer: AnswerType) -> tuple[Text, ...]:
        wanted = {AnswerType.PERCENT: ("part", "whole"), AnswerType.COUNT: ("counted",)}.get(answer, ())
        return tuple(part.words(name) for name in wanted)

    def _columns(self, part: Section, answer: AnswerType) -> tuple[Column, ...]:
        if answer is not AnswerType.MATRIX:
            return ()
        return self.columns.get(part.word("columns", self.columns or ["mitra"]), ())

    def _band(self, part: Section) -> Band:
        part.named(part.text("key", "pratama")).only("key", "id", "en", "from", "to")
        band = Band(part.code, part.words(), part.points("from"), part.points("to"))
        self.places[id(band)] = part.at("from")
        return band

    def _gate(self, part: Section) -> Gate:
        part.named(part.text("key", "perda-rokok"))
        part.only("key", "predikat", "id", "en", "status", "source", "question")
        gate = Gate(
            key=part.code,
            predikat=part.text("predikat", "utama"),
            text=part.words(),
            status=part.word("status", ("dilaporkan", "resmi")),
            source=self._source(part),
            question=part.text("question") if part.has("question") else None,
        )
        self.places[id(gate)] = part.at("predikat")
        return gate

    def _column_sets(self) -> dict[str, tuple[Column, ...]]:
        if not (self.folder / "columns.yaml").exists():
            return {}
        file = self._file("columns.yaml")
        return {name: tuple(map(self._column, file.sections(name))) for name in file.items}

    def _column(self, part: Section) -> Column:
        part.named(part.text("key", "nama")).only("key", "kind", "required", "id", "en", "options")
        options = tuple(s.only("id", "en").words() for s in part.sections("options"))
        return Column(
            part.code, part.words(), part.word("kind", COLUMN_KINDS), part.truth("required"), options
        )


def _does_not_divide(part: Section, ladder: str) -> None:
    part.report.error(
        part.at("ladder"),
        part.code,
        Text(
            f'Tangga "{ladder}" tidak menghasilkan poin dengan paling banyak tiga desimal di baris ini.',
            f'The ladder "{ladder}" does not give points of at most three decimals for this row.',
        ),
        Text(
            "Pilih tangga yang bagiannya habis dibagi, misalnya perempatan untuk 3 poin.",
            "Choose a ladder whose shares divide the maximum, such as quarters for 3 points.",
        ),
        "share: 0.25",
    )


_ROW_FORM = Text(
    "angka dan paling banyak satu huruf, atau angka, z, dan satu huruf",
    "a number and at most one letter, or a number, z and a letter",
)
_FILE_FORM = Text(
    "nama berkas di folder indicators, tanpa .yaml, masing-masing satu kali",
    "names of files in the folder indicators, without .yaml, each once",
)
_TRUST = ("source", "confidence")
_INHERITED = (
    "answer",
    "ladder",
    "columns",
    "whole",
    "evidence",
    "lead",
    "helpers",
    "level",
    "direction",
    *_TRUST,
)
_QUESTION_KEYS = ("row", "key", "id", "en", "max", "part", "counted", "help", "note", *_INHERITED)
_EDITION_LISTS = ("sources", "notes", "bands", "gates", "defaults", "blocks")
_EDITION_KEYS = ("key", "id", "en", "year", "status", "max", *_EDITION_LISTS, *_TRUST)
