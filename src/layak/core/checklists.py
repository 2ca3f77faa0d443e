"""What is looked at in the field: a short list of items for each kind of unit, as data with sources."""

from dataclasses import dataclass
from functools import cache

from layak.core.findings import BadInstrument, Report
from layak.core.instrument import Confidence, Text
from layak.core.loading import INSTRUMENTS
from layak.core.marked import Section, read
from layak.core.sources import source


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at; `key` is unique within its checklist."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items for one kind of unit; `codes`: rows that such a unit usually speaks for."""

    key: str
    title: Text
    items: tuple[Item, ...]
    codes: tuple[str, ...]
    source: Text
    confidence: Confidence


@cache
def checklists() -> dict[str, Checklist]:
    """Every checklist by kind of unit, from `instruments/checklists.yaml`. Raises BadInstrument."""
    report = Report()
    file = read(INSTRUMENTS / "checklists.yaml", "checklists.yaml", report).only("sources", "kinds")
    kinds, sources = file.section("kinds"), file.section("sources")
    found = {key: _checklist(kinds.section(key).named(key), sources) for key in kinds.items}
    if report.errors:
        raise BadInstrument(report.errors)
    return found


def _checklist(part: Section, sources: Section) -> Checklist:
    part.only("id", "en", "source", "confidence", "codes", "items")
    return Checklist(
        key=part.code,
        title=part.words(),
        items=tuple(map(_item, part.sections("items"))),
        codes=part.names("codes"),
        source=source(sources, part.word("source", sources.items)),
        confidence=part.choice("confidence", Confidence),
    )


def _item(part: Section) -> Item:
    part.only("key", "id", "en")
    return Item(part.text("key"), part.words())
