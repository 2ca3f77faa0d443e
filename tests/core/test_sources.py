"""Where facts come from is told in both languages, and translating it changes no edition that is there."""

from dataclasses import replace

import pytest

from layak.core import catalogue
from layak.core.checklists import checklists
from layak.core.fingerprint import fingerprint
from layak.core.instrument import Text
from layak.core.linting import lint
from layak.core.loading import draft
from tests.core.broken import write

TOP = "kecil/edition.yaml"
PLAIN = "  kami: Contoh buatan sendiri"
NAMES = {"khabarmetro.com (2021)", "diksi.co (2021)"}


def sources(edition):
    """Every source that an edition names."""
    parts = [edition, *edition.gates, *edition.blocks, *edition.indicators.values()]
    questions = edition.questions.values()
    return {part.source for part in (*parts, *questions, *(question.ladder for question in questions))}


def found(folder):
    return [(f.file, f.line, f.code, f.what.en, f.expected.en, f.example) for f in lint(folder)]


@pytest.mark.parametrize(
    ("key", "seal"),
    [
        ("kla-2024", "3f3b06927890b5048e1f9c860bc9ec30a1574ec73138b22f7ba5922c94b0b156"),
        ("opd-12", "a8db70256d29e50f37a2b9cbf4fe9a88b023495a32ef466b07a3c2942ecb3de9"),
    ],
)
def test_the_editions_that_ship_keep_their_fingerprints(key, seal):
    assert catalogue.get(key).fingerprint == seal


def test_every_source_is_told_in_english_but_for_names():
    named = {source for key in ("kla-2024", "opd-12") for source in sources(catalogue.get(key))}
    named |= {one.source for one in checklists().values()}
    assert {source.id for source in named if source.id == source.en} == NAMES
    assert Text(
        "Perkiraan Layak dari rasio poin dalam rekap Kab. Ogan Ilir 2024",
        "Layak's estimate from the ratios of points in the recap of Kab. Ogan Ilir 2024",
    ) in sources(catalogue.get("kla-2024"))


def test_a_source_in_plain_text_means_the_same_in_both_languages(tmp_path):
    folder = write(tmp_path)
    assert found(folder) == []
    assert sources(draft(folder).edition) == {Text("Contoh buatan sendiri", "Contoh buatan sendiri")}


def test_translating_a_source_leaves_the_fingerprint_and_rewording_it_does_not(tmp_path):
    plain = draft(write(tmp_path / "a")).edition
    both = "  kami: {id: Contoh buatan sendiri, en: Our own example}"
    told = draft(write(tmp_path / "b", edition=(PLAIN, both))).edition
    assert sources(told) == {Text("Contoh buatan sendiri", "Our own example")}
    assert told.fingerprint == plain.fingerprint
    assert fingerprint(replace(told, source=Text("Contoh lain", "Our own example"))) != told.fingerprint


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "  kami: [Contoh, Example]",
            (
                "This source is not a text.",
                "Write one text, or the text in both languages: id and en.",
                "kami: {id: Rekap Kab. Ogan Ilir 2024, en: Recap of Kab. Ogan Ilir 2024}",
            ),
        ),
        (
            "  kami: {id: Contoh buatan sendiri}",
            ('"en" is missing.', 'Write one value at "en".', "en: Recap of Kab. Ogan Ilir 2024"),
        ),
        (
            "  kami: {id: Contoh, en: Example, eng: Example}",
            ('The key "eng" is not known.', "Known here: id, en.", "en: …"),
        ),
        (
            "  kami:",
            (
                '"kami" is missing.',
                'Write one value at "kami".',
                "kami: {id: Rekap Kab. Ogan Ilir 2024, en: Recap of Kab. Ogan Ilir 2024}",
            ),
        ),
    ],
)
def test_a_malformed_source_is_named_once_with_its_line_and_an_example(tmp_path, written, expected):
    code = "" if written == "  kami:" else "kami"
    assert found(write(tmp_path, edition=(PLAIN, written))) == [(TOP, 10, code, *expected)]
