"""The linter sees what reading alone cannot, and says where it stands."""

import pytest

from layak.core.findings import Severity
from layak.core.linting import lint
from tests.core.broken import EDITION, write

AKTA, LADDERS, TOP = "kecil/indicators/1-akta.yaml", "kecil/ladders.yaml", "kecil/edition.yaml"


def found(folder):
    return [(f.file, f.line, f.code, f.what.en) for f in lint(folder)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"akta": ("max: 6", "max: 5")},
            [(AKTA, 5, "1", "The sum of the questions is 9, 1 too little.")],
            id="rows that do not add up to their indicator",
        ),
        pytest.param(
            {"edition": ("    max: 10", "    max: 9.5")},
            [
                (TOP, 6, "kecil", "The sum of the blocks is 9.5, 0.5 too little."),
                (TOP, 21, "K1", "The sum of the indicators is 10, 0.5 too much."),
            ],
            id="a block that differs from its indicators and from the whole",
        ),
        pytest.param(
            {"akta": ("row: 2", "row: 1")},
            [
                (TOP, 15, "syarat", 'There is no question "1.2".'),
                (AKTA, 17, "1.1", 'The question code "1.1" is used twice.'),
                (AKTA, 17, "akta/1", 'The question key "akta/1" is used twice.'),
            ],
            id="a code used twice",
        ),
        pytest.param(
            {"akta": ("row: 2", "row: 2\n    key: 1")},
            [(AKTA, 17, "akta/1", 'The question key "akta/1" is used twice.')],
            id="a key used twice under another code",
        ),
        pytest.param(
            {"akta": ("lead: disdukcapil", "source: kami")},
            [
                (AKTA, 8, "1", 'The key "source" stands twice.'),
                (AKTA, 10, "1.1", '"lead" is missing.'),
                (AKTA, 17, "1.2", '"lead" is missing.'),
            ],
            id="a row without an owner",
        ),
        pytest.param(
            {"akta": ("helpers: [dinkes]", "helpers: [dinkess]")},
            [(AKTA, 17, "1.2", 'The agency function "dinkess" is not known.')],
            id="an agency function that is not known",
        ),
        pytest.param(
            {"akta": ("helpers: [dinkes]", "helpers: [disdukcapil]")},
            [(AKTA, 17, "1.2", '"disdukcapil" is named twice.')],
            id="a helper who is also the owner",
        ),
        pytest.param(
            {"akta": ("source: kami, confidence: placeholder, lead", "confidence: placeholder, lead")},
            [(AKTA, 10, "1.1", '"source" is missing.'), (AKTA, 17, "1.2", '"source" is missing.')],
            id="a row without a source",
        ),
        pytest.param(
            {"akta": ("source: kami\nconf", "source: kamu\nconf")},
            [(AKTA, 6, "1", '"source" says "kamu".')],
            id="a source that is not listed",
        ),
        pytest.param(
            {"ladders": ("share: 1/2", "share: 1")},
            [(LADDERS, 9, "ada", "The points of this step do not rise.")],
            id="a ladder that does not rise",
        ),
        pytest.param(
            {"ladders": ("share: 1, id: Semua", "share: 1.5, id: Semua")},
            [(LADDERS, 9, "ada", "This step is above the maximum.")],
            id="a step above the maximum",
        ),
        pytest.param(
            {"ladders": ("share: 1, id: Semua", "share: 0.75, id: Semua")},
            [(LADDERS, 9, "ada", "This ladder does not reach the maximum.")],
            id="a ladder that stops short",
        ),
        pytest.param(
            {"ladders": ("share: 1/2, id", "share: 1/2, at: 3, id")},
            [(LADDERS, 8, "ada", "A step that people choose has a threshold.")],
            id="a threshold on a choice",
        ),
        pytest.param(
            {"ladders": ("share: 0.5, at: 40,", "share: 0.5,")},
            [(LADDERS, 17, "persen", "This step has no threshold.")],
            id="a missing threshold",
        ),
        pytest.param(
            {"ladders": ("share: 0, id: Rendah", "share: 0, at: 10, id: Rendah")},
            [
                (
                    LADDERS,
                    16,
                    "persen",
                    "The first step has a threshold, so values beyond it belong to no step.",
                )
            ],
            id="a hole below the first step",
        ),
        pytest.param(
            {"ladders": ("at: 40", "at: 90")},
            [(LADDERS, 10, "persen", "This ladder is inverted for its direction.")],
            id="thresholds that run the wrong way",
        ),
        pytest.param(
            {"ladders": ("at: 40", "at: 80")},
            [(LADDERS, 18, "persen", "The threshold of this step is out of order.")],
            id="two steps with one threshold",
        ),
        pytest.param(
            {"akta": ("row: 2", "row: 2\n    direction: lower")},
            [(AKTA, 17, "1.2", 'The ladder "persen" has direction higher, this row lower.')],
            id="a ladder inverted for its row",
        ),
        pytest.param(
            {"akta": ("ladder: ada", "ladder: persen")},
            [
                (LADDERS, 1, "ada", "This ladder is never used."),
                (AKTA, 10, "1.1", 'The ladder "persen" (value) does not fit an answer of type choice.'),
            ],
            id="a ladder that does not fit its answer, and one that is never used",
        ),
        pytest.param(
            {"edition": ("from: 8", "from: 7")},
            [(TOP, 13, "madya", "It overlaps with pratama.")],
            id="bands that overlap",
        ),
        pytest.param(
            {"edition": ("from: 8", "from: 8.5")},
            [(TOP, 13, "madya", "There is a hole after pratama.")],
            id="a hole between bands",
        ),
        pytest.param(
            {"edition": ("from: 5, to: 7", "from: 7.5, to: 7")},
            [(TOP, 12, "pratama", "Its lower limit is above its upper limit.")],
            id="a band upside down",
        ),
        pytest.param(
            {"edition": ("from: 8, to: 10", "from: 8, to: 9")},
            [(TOP, 13, "madya", "Its upper limit is not the maximum.")],
            id="a last band that ends before the maximum",
        ),
        pytest.param(
            {"edition": ("predikat: madya", "predikat: utama")},
            [(TOP, 15, "syarat", 'There is no predikat "utama".')],
            id="a gate for an unknown predikat",
        ),
        pytest.param(
            {"edition": ("question: 1.2", "question: 9.9")},
            [(TOP, 15, "syarat", 'There is no question "9.9".')],
            id="a gate on an unknown row",
        ),
        pytest.param(
            {"edition": ("key: kecil", "key: besar")},
            [(TOP, 6, "besar", 'Edition "besar" is in the folder "kecil".')],
            id="an edition in the wrong folder",
        ),
    ],
)
def test_each_fault_is_found_once_where_it_stands(tmp_path, changes, expected):
    assert sorted(found(write(tmp_path, **changes))) == sorted(expected)


def test_an_indicator_file_that_nobody_lists_is_an_orphan(tmp_path):
    folder = write(tmp_path)
    (folder / "indicators" / "2-kia.yaml").write_text("key: kia\n")

    assert found(folder) == [
        ("kecil/indicators/2-kia.yaml", 1, "2-kia", "This file is not listed in edition.yaml.")
    ]


def test_a_listed_file_that_is_missing_is_one_finding_and_the_sum_it_breaks(tmp_path):
    folder = write(tmp_path, edition=("indicators: [1-akta]", "indicators: [1-akta, 2-kia]"))

    assert ("kecil/indicators/2-kia.yaml", 1, "", "The file cannot be opened.") in found(folder)


@pytest.mark.parametrize(
    ("changes", "examples"),
    [
        ({"akta": ("row: 2", "row: 1")}, {"1.1": "1.2", "akta/1": "akta/2"}),
        ({"akta": ("helpers: [dinkes]", "helpers: [dinkes, dinkes]")}, {"1.2": "helpers: [dinkes]"}),
        ({"akta": ("max: 6", "max: [6")}, {"": 'title: {id: "Judul", en: "Title"}'}),
    ],
)
def test_what_is_wrong_is_told_with_an_example_that_would_be_right(tmp_path, changes, examples):
    told = {f.code: f.example for f in lint(write(tmp_path, **changes))}
    assert {code: told[code] for code in examples} == examples


def test_an_unused_ladder_only_warns(tmp_path):
    folder = write(tmp_path, ladders=("ada:\n", "lain: &lain\n"), akta=("ladder: ada", "ladder: lain"))
    text = (folder / "ladders.yaml").read_text()
    (folder / "ladders.yaml").write_text(text + "sisa: *lain\n")

    assert [(f.severity, f.code) for f in lint(folder)] == [(Severity.WARNING, "sisa")]


def test_an_edition_without_bands_is_fine(tmp_path):
    bands = EDITION[EDITION.index("bands:") : EDITION.index("blocks:")]

    assert lint(write(tmp_path, edition=(bands, ""))) == []


def test_a_folder_that_is_not_there_is_a_finding_and_not_a_crash(tmp_path):
    assert next(f.what.en for f in lint(tmp_path / "none") if f.file == "none/edition.yaml") == (
        "The file cannot be opened."
    )
