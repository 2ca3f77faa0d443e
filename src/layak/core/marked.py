"""YAML read strictly and with line numbers: every value still knows the file and line it came from."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from layak.core import points
from layak.core.findings import Place, Report
from layak.core.instrument import Text

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser when PyYAML has it: several times faster, and its marks are the same."""

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
"""No exponents: "1e999999999" is a few bytes to write and gigabytes to work with."""

DEEPEST = 40
"""How far sections lie within sections; an edition needs five."""

ALIASES = 100
"""How often a file may repeat a part by its name (*name); each costs as much as the part itself."""

Choice = TypeVar("Choice", bound=StrEnum)


class Section:
    """One mapping of a YAML file. Reading a value that is not what it should be is reported once.

    After such a report a harmless value is returned, so that reading goes on and finds the rest.
    """

    def __init__(self, node: yaml.Node | None, place: Place, report: Report, code: str = "") -> None:
        self.place, self.report, self.code = place, report, code
        self.items: dict[str, yaml.Node] = {}
        self._lines: dict[str, Place] = {}
        if isinstance(node, yaml.MappingNode):
            self._take(node)
        elif node is not None:
            self._wrong(place, _NOT_A_MAPPING, _WANT_MAPPING, "key: akta-kelahiran")

    def _take(self, node: yaml.MappingNode) -> None:
        for name, value in node.value:
            key, place = str(name.value), Place(self.place.file, name.start_mark.line + 1)
            if key in self.items:
                self._wrong(
                    place,
                    Text(f'Kunci "{key}" tertulis dua kali.', f'The key "{key}" stands twice.'),
                    Text(
                        f"Hapus salah satu; yang pertama di baris {self._lines[key].line}.",
                        f"Remove one of them; the first is on line {self._lines[key].line}.",
                    ),
                )
            self.items.setdefault(key, value)
            self._lines.setdefault(key, place)

    def _wrong(self, place: Place, what: Text, expected: Text, example: str = "") -> None:
        self.report.error(place, self.code, what, expected, example)

    def at(self, key: str) -> Place:
        """Where a key stands, or the section itself when the key is missing."""
        return self._lines.get(key, self.place)

    def named(self, code: str) -> "Section":
        """The same section under the code that its findings should carry."""
        self.code = code
        return self

    def falling_back_on(self, other: "Section") -> "Section":
        """Take from another section what is not written here."""
        self.items = other.items | self.items
        self._lines = other._lines | self._lines
        return self

    def only(self, *known: str) -> "Section":
        """Refuse keys that are not known, with the nearest known one as a hint."""
        for key in self.items.keys() - set(known):
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            self._wrong(
                self.at(key),
                Text(f'Kunci "{key}" tidak dikenal.', f'The key "{key}" is not known.'),
                Text(f"Yang dikenal di sini: {', '.join(known)}.", f"Known here: {', '.join(known)}."),
                f"{near[0]}: …" if near else "",
            )
        return self

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.items

    def text(self, key: str, example: str = "…") -> str:
        """A required, non-empty word or sentence."""
        node = self.items.get(key)
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return self._printable(key, str(node.value).strip())
        what = Text(f'"{key}" belum diisi.', f'"{key}" is missing.')
        if node is not None and not isinstance(node, yaml.ScalarNode):
            what = Text(f'"{key}" berisi daftar atau bagian.', f'"{key}" holds a list or a section.')
        self._wrong(
            self.at(key),
            what,
            Text(f'Tulis satu nilai pada "{key}".', f'Write one value at "{key}".'),
            f"{key}: {example}",
        )
        return ""

    def _printable(self, key: str, raw: str) -> str:
        """A database refuses some control characters, and nobody sees any of them."""
        if raw.isprintable() or not any(unicodedata.category(c) == "Cc" for c in raw if c not in "\n\t"):
            return raw
        self._wrong(self.at(key), _CONTROL, _WANT_PRINTABLE)
        return ""

    def points(self, key: str) -> points.Points:
        """Required points, at most three decimals, in 1/1000."""
        raw = self.text(key, "1.25")
        try:
            return points.parse(raw) if raw else 0
        except points.NotPoints:
            self.refuse(key, raw, Text("angka poin", "a number of points"), "1.25")
            return 0

    def whole(self, key: str) -> int:
        """A required whole number."""
        raw = self.text(key, "2024")
        if raw.isdecimal() and raw.isascii() and len(raw) < 10:
            return int(raw)
        if raw:
            self.refuse(key, raw, Text("bilangan bulat", "a whole number"), "2024")
        return 0

    def number(self, key: str) -> Decimal | None:
        """An optional exact number, negative allowed."""
        if not self.has(key):
            return None
        raw = self.text(key, "20")
        if NUMBER.fullmatch(raw or "0"):
            return Decimal(raw or "0")
        self.refuse(key, raw, Text("angka", "a number"), "20")
        return None

    def truth(self, key: str) -> bool:
        """A required true or false."""
        raw = self.text(key, "true")
        if raw not in ("true", "false", ""):
            self.refuse(key, raw, Text("true atau false", "true or false"), "true")
        return raw == "true"

    def choice(self, key: str, among: type[Choice]) -> Choice:
        """A required word from a closed list."""
        return among(self.word(key, [str(member) for member in among]))

    def word(self, key: str, among: Iterable[str]) -> str:
        """A required word from a closed list; the first of them when it is not."""
        known = list(among)
        raw = self.text(key, known[0])
        if raw in known:
            return raw
        if raw:
            near = get_close_matches(raw, known, n=1, cutoff=0.5) or known[:1]
            self.refuse(
                key, raw, Text(f"salah satu dari {', '.join(known)}", f"one of {', '.join(known)}"), near[0]
            )
        return known[0]

    def names(self, key: str) -> tuple[str, ...]:
        """A list of words, empty when the key is missing."""
        nodes = self._list(key)
        for node in nodes:
            if not isinstance(node, yaml.ScalarNode):
                self._wrong(self._mark(node), _NOT_A_WORD, _WANT_WORD, f"{key}: [dinkes, dinsos]")
        return tuple(str(n.value) for n in nodes if isinstance(n, yaml.ScalarNode))

    def sections(self, key: str) -> list["Section"]:
        """A list of mappings, empty when the key is missing."""
        return [Section(n, self._mark(n), self.report, self.code) for n in self._list(key)]

    def section(self, key: str) -> "Section":
        """One mapping, empty when the key is missing."""
        return Section(self.items.get(key), self.at(key), self.report, self.code)

    def words(self, key: str = "") -> Text:
        """A sentence in both languages: `id` and `en` here, or in the section under `key`."""
        here = self.section(key).only("id", "en") if key else self
        return Text(here.text("id"), here.text("en"))

    def _list(self, key: str) -> list[yaml.Node]:
        node = self.items.get(key)
        if node is None or isinstance(node, yaml.SequenceNode):
            return list(node.value) if node else []
        self._wrong(
            self.at(key),
            Text(f'"{key}" bukan daftar.', f'"{key}" is not a list.'),
            Text("Tulis daftar.", "Write a list."),
            f"{key}: [ … ]",
        )
        return []

    def _mark(self, node: yaml.Node) -> Place:
        return Place(self.place.file, node.start_mark.line + 1)

    def refuse(self, key: str, raw: str, want: Text, example: str) -> None:
        """Report that a value is not what it should be: what it says, what was wanted, an example."""
        said = "".join(c if c.isprintable() else "·" for c in raw[:80])
        self._wrong(
            self.at(key),
            Text(f'"{key}" berisi "{said}".', f'"{key}" says "{said}".'),
            Text(f"Seharusnya {want.id}.", f"Expected {want.en}."),
            f"{key}: {example}",
        )


_NOT_A_MAPPING = Text("Bagian ini bukan pasangan kunci dan nilai.", "This is not a set of keys and values.")
_WANT_MAPPING = Text('Tulis "kunci: nilai", satu per baris.', 'Write "key: value", one a line.')
_NOT_A_WORD = Text(
    "Daftar ini berisi sesuatu yang bukan kata.", "This list holds something that is not a word."
)
_WANT_WORD = Text("Tulis kata-kata saja.", "Write words only.")
_CONTROL = Text("Ada karakter yang tidak terlihat.", "There is a character that nobody can see.")
_WANT_PRINTABLE = Text("Ketik ulang kalimatnya.", "Type the sentence again.")
_TOO_DEEP = Text(
    "Bagian di dalam bagian terlalu dalam, atau alias (*nama) terlalu banyak.",
    "Sections lie too deep within sections, or there are too many aliases (*name).",
)
_WANT_FLAT = Text("Tulis setiap bagian apa adanya.", "Write each section as it is.")
_AS_YAML = 'title: {id: "Judul", en: "Title"}'


def read(path: Path, shown_as: str, report: Report) -> Section:
    """Read one YAML file as a section; `shown_as` is the name that findings use.

    A file that is missing, unreadable or not YAML is reported once and read as an empty section,
    whose own gaps are not reported again.
    """
    place = Place(shown_as, 1)
    try:
        written = path.read_bytes()
        if line := _trap(written):
            report.error(Place(shown_as, line), "", _TOO_DEEP, _WANT_FLAT, _AS_YAML)
            return Section(None, place, Report())
        node = yaml.compose(written, Loader=Loader)
    except OSError:
        report.error(
            place,
            "",
            Text("Berkas tidak dapat dibuka.", "The file cannot be opened."),
            Text("Buat berkas ini atau hapus dari daftar.", "Create it or take it off the list."),
            shown_as,
        )
        return Section(None, place, Report())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not UTF-8 text"
        report.error(
            Place(shown_as, mark.line + 1 if mark else 1),
            "",
            Text(f"Bukan YAML yang benar ({problem}).", f"Not valid YAML ({problem})."),
            Text("Periksa lekukan, titik dua, dan tanda kutip.", "Check indentation, colons and quotes."),
            _AS_YAML,
        )
        return Section(None, place, Report())
    return Section(node if node is not None else yaml.MappingNode("", []), place, report)


def _trap(written: bytes) -> int:
    """The line from which a file is deeper or longer than a person writes, and could end us; 0: none.

    Going through a file twice takes time, so only one that could be such a trap is looked at.
    """
    if written.count(b"*") <= ALIASES and sum(map(written.count, (b"[", b"{", b"-", b"?"))) < 2000:
        return 0
    depth = aliases = 0
    for event in yaml.parse(written, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        if event.start_mark and (depth > DEEPEST or aliases > ALIASES):
            return int(event.start_mark.line) + 1
    return 0
