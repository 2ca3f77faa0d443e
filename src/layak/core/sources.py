"""Where a fact comes from: a text in both languages, or one text that is the same in both."""

import yaml

from layak.core.instrument import Text
from layak.core.marked import Section

NOWHERE = Text("", "")
SAID = Text("Rekap Kab. Ogan Ilir 2024", "Recap of Kab. Ogan Ilir 2024")
EXAMPLE = f"{{id: {SAID.id}, en: {SAID.en}}}"


def source(sources: Section, key: str) -> Text:
    """The source that is listed under `key`; `NOWHERE`, and one finding, where it is not written whole."""
    node = sources.items.get(key)
    if isinstance(node, yaml.ScalarNode):
        same = sources.text(key, EXAMPLE)
        return Text(same, same)
    if isinstance(node, yaml.MappingNode):
        both = sources.section(key).named(key).only("id", "en")
        return Text(both.text("id", SAID.id), both.text("en", SAID.en))
    sources.report.error(sources.at(key), key, _NO_TEXT, _WANT_TEXT, f"{key}: {EXAMPLE}")
    return NOWHERE


_NO_TEXT = Text("Sumber ini bukan kalimat.", "This source is not a text.")
_WANT_TEXT = Text(
    "Tulis satu kalimat, atau kalimatnya dalam dua bahasa: id dan en.",
    "Write one text, or the text in both languages: id and en.",
)
