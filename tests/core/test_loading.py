"""An edition is read strictly: what is unclear is refused with the file and the line."""

import pytest

from layak.core import catalogue
from layak.core.findings import BadInstrument, Place, Report, render
from layak.core.instrument import Basis, Column, Confidence, Direction, Evidence, Ladder, Step, Text
from layak.core.linting import lint
from layak.core.marked import read
from tests.core.broken import write


def test_a_sound_edition_loads_with_nothing_to_mend(tmp_path):
    folder = write(tmp_path)

    edition = catalogue.load_folder(folder)

    assert lint(folder) == []
    assert [(q.code, q.key, q.max, q.lead, q.helpers) for q in edition.questions.values()] == [
        ("1.1", "akta/1", 4_000, "disdukcapil", ()),
        ("1.2", "akta/2", 6_000, "disdukcapil", ("dinkes",)),
    ]
    assert edition.questions["1.1"].evidence == (Evidence("sk", "in-force"),)
    assert edition.questions["1.2"].labels == (Text("Yang punya", "Those who have"), Text("Semua", "All"))


def test_a_named_ladder_is_scaled_to_the_row_that_uses_it(tmp_path):
    edition = catalogue.load_folder(write(tmp_path))

    assert edition.questions["1.1"].ladder == Ladder(
        Basis.OPTION,
        (
            Step(0, Text("Belum", "Not yet")),
            Step(2_000, Text("Sebagian", "Some")),
            Step(4_000, Text("Semua", "All")),
        ),
        Confidence.PLACEHOLDER,
        Text("Contoh buatan sendiri", "Contoh buatan sendiri"),
    )


def test_the_first_threshold_takes_whatever_is_left(tmp_path):
    steps = catalogue.load_folder(write(tmp_path)).questions["1.2"].ladder.steps

    assert [str(step.at) for step in steps] == ["-Infinity", "40", "80"]


def test_a_row_may_keep_its_key_when_its_number_changes(tmp_path):
    edition = catalogue.load_folder(
        write(tmp_path, akta=("row: 2", "row: 7\n    key: 2"), edition=("1.2}", "1.7}"))
    )

    assert edition.questions["1.7"].key == "akta/2"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"akta": ("    en: Is there", "    bobot: 4\n    en: Is there")},
            ("kecil/indicators/1-akta.yaml", 12, "1.1", 'The key "bobot" is not known.'),
        ),
        (
            {"akta": ("    max: 4\n", "    max: 4\n    max: 4\n")},
            ("kecil/indicators/1-akta.yaml", 14, "1", 'The key "max" stands twice.'),
        ),
        (
            {"edition": ("year: 2024", "year: dua ribu")},
            ("kecil/edition.yaml", 4, "", '"year" says "dua ribu".'),
        ),
        (
            {"akta": ("    answer: percent", "    answer: percen")},
            ("kecil/indicators/1-akta.yaml", 21, "1.2", '"answer" says "percen".'),
        ),
        (
            {"akta": ("    part: {id: Yang punya, en: Those who have}\n", "    part: {id: Yang punya}\n")},
            ("kecil/indicators/1-akta.yaml", 23, "1.2", '"en" is missing.'),
        ),
        (
            {"akta": ("{sk: in-force}", "{skk: in-force}")},
            ("kecil/indicators/1-akta.yaml", 16, "1.1", 'The key "skk" is not known.'),
        ),
        (
            {"akta": ("helpers: [dinkes]", "helpers: dinkes")},
            ("kecil/indicators/1-akta.yaml", 25, "1.2", '"helpers" is not a list.'),
        ),
        (
            {"akta": ("row: 2", "row: 2abc")},
            ("kecil/indicators/1-akta.yaml", 17, "1.2abc", '"row" says "2abc".'),
        ),
        (
            {"ladders": ("share: 1/2", "share: separuh")},
            ("kecil/ladders.yaml", 8, "ada", '"share" says "separuh".'),
        ),
        (
            {"ladders": ("share: 1/2", "share: 1/3")},
            (
                "kecil/indicators/1-akta.yaml",
                15,
                "1.1",
                'The ladder "ada" does not give points of at most three decimals for this row.',
            ),
        ),
        (
            {"akta": ("confidence: placeholder\ndefaults", "confidence: sure\ndefaults")},
            ("kecil/indicators/1-akta.yaml", 7, "1", '"confidence" says "sure".'),
        ),
        (
            {"edition": ("indicators: [1-akta]", "indicators: [1-akta, 2-kia]")},
            ("kecil/indicators/2-kia.yaml", 1, "", "The file cannot be opened."),
        ),
    ],
)
def test_what_is_unclear_is_refused_with_file_and_line(tmp_path, changes, expected):
    folder = write(tmp_path, **changes)

    assert expected in [(f.file, f.line, f.code, f.what.en) for f in lint(folder)]
    with pytest.raises(BadInstrument):
        catalogue.load_folder(folder)


def test_broken_yaml_is_one_finding_at_its_line(tmp_path):
    folder = write(tmp_path, ladders=("  basis: option", "  basis: [option"))

    found = [f for f in lint(folder) if f.file == "kecil/ladders.yaml"]

    assert [(f.line, f.what.id.startswith("Bukan YAML yang benar")) for f in found] == [(3, True)]


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"key: \xff\xfe\x00")
    report = Report()

    read(tmp_path / "x.yaml", "x.yaml", report)

    assert [f.line for f in report.findings] == [1]


def test_points_and_rows_are_read_as_written_and_never_as_floats(tmp_path):
    folder = write(tmp_path, akta=("row: 2", "row: 10"), edition=("question: 1.2", "question: 1.10"))

    edition = catalogue.load_folder(folder)

    assert list(edition.questions) == ["1.1", "1.10"]


def test_every_finding_is_gathered_before_anything_is_refused(tmp_path):
    folder = write(tmp_path, akta=("lead: disdukcapil", "lead: dukcapil"), edition=("max: 10", "max: 11"))

    with pytest.raises(BadInstrument) as refused:
        catalogue.load_folder(folder)

    assert {f.code for f in refused.value.findings} == {"1.1", "1.2", "kecil", "madya"}


def test_the_seal_changes_with_the_meaning_and_not_with_the_spelling(tmp_path):
    plain = catalogue.load_folder(write(tmp_path / "a"))
    spelled = catalogue.load_folder(
        write(tmp_path / "b", ladders=("at: 40,", "at: 40.0,"), akta=("id: Akta\n", "id: 'Akta' # sama\n"))
    )
    other = catalogue.load_folder(write(tmp_path / "c", akta=("id: Apakah ada data?", "id: Adakah data?")))

    assert plain.fingerprint == spelled.fingerprint
    assert plain.fingerprint != other.fingerprint


def test_a_finding_says_where_what_and_how_in_both_languages(tmp_path):
    (finding,) = lint(write(tmp_path, akta=("row: 1\n", "row: 1\n    maks: 4\n")))

    assert render(finding).splitlines()[0] == (
        'kecil/indicators/1-akta.yaml:11: salah: 1.1: Kunci "maks" tidak dikenal.'
    )
    assert render(finding, "en").splitlines()[::2] == [
        'kecil/indicators/1-akta.yaml:11: error: 1.1: The key "maks" is not known.',
        "  Example: max: …",
    ]


def test_matrix_columns_come_from_their_own_file(tmp_path):
    folder = write(
        tmp_path,
        akta=("answer: choice\n    ladder: ada", "answer: matrix\n    columns: mitra\n    ladder: baris"),
        ladders=("ada:\n  basis: option", "baris:\n  basis: rows"),
    )
    text = (folder / "ladders.yaml").read_text()
    (folder / "ladders.yaml").write_text(
        text.replace("{share: 1/2, id", "{share: 1/2, at: 1, id", 1).replace(
            "share: 1, id: S", "share: 1, at: 2, id: S"
        )
    )
    (folder / "columns.yaml").write_text(
        "mitra:\n  - {key: nama, kind: text, required: true, id: Nama, en: Name}\n"
    )

    question = catalogue.load_folder(folder).questions["1.1"]

    assert question.columns == (Column("nama", Text("Nama", "Name"), "text", True),)
    assert (question.ladder.basis, question.direction) == (Basis.ROWS, Direction.HIGHER)


def test_a_section_knows_where_it_stands(tmp_path):
    (tmp_path / "x.yaml").write_text("a: 1\nb:\n  c: 2\n")

    file = read(tmp_path / "x.yaml", "x.yaml", Report())

    assert (file.at("b"), file.section("b").at("c")) == (Place("x.yaml", 2), Place("x.yaml", 3))
