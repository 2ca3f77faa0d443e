"""What a recap prints is held against what its rows give."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from layak.core import catalogue
from layak.core.points import parse
from layak.core.recap import Unreadable, as_json, as_text, check, read
from layak.core.recap.codes import Level
from tests.core.small import edition, question

KLA = catalogue.get("kla-2024")
OGAN_ILIR = Path(__file__).parents[3] / "examples" / "ogan-ilir-2024.csv"
SOURCE = Path(__file__).parents[4] / "shared" / "domain" / "kla-2024.json"


@pytest.fixture
def checked(tmp_path):
    """Write a recap and check it."""

    def write(content: str):
        path = tmp_path / "rekap.csv"
        path.write_text(content, encoding="utf-8")
        return check(KLA, read(path, KLA))

    return write


def told(recap):
    return [(f.kind, f.at, f.printed, f.computed) for f in recap.findings]


def test_the_real_recap_of_ogan_ilir_scores_and_every_defect_of_its_source_is_found():
    recap = check(KLA, read(OGAN_ILIR, KLA))
    assert told(recap) == [
        ("row-above-maximum", "19.4", "6", "3"),
        ("printed-maximum", "19.4", "6", "3"),
        ("printed-maximum", "21B.2", "9", "8"),
        ("printed-block", "KLB", "127.66", "126.91"),
        ("printed-indicator", "1", "73.16", "72.41"),
        ("printed-maximum", "K1", "150", "115"),
        ("printed-indicator", "7", "25", "20"),
        ("printed-block", "K3", "137", "136"),
        ("printed-indicator", "17", "28", "27"),
        ("printed-block", "K5", "163.8", "163"),
        ("printed-indicator", "21B", "15.2", "14.4"),
        ("printed-block", "KD", "67.5", "68.5"),
        ("printed-indicator", "26", "41.5", "52.4"),
        ("printed-total", "", "770.36", "768.81"),
    ]
    values = as_json(recap)
    assert list(values) == [
        *("edition", "total", "max", "predikat", "ambiguous", "estimate"),
        *("next", "blocks", "indicators", "findings"),
    ]
    assert {key: values[key] for key in list(values)[:7]} == {
        "edition": "kla-2024",
        "total": "768.81",
        "max": "1000",
        "predikat": "Nindya",
        "ambiguous": False,
        # the cut of 19.4 to 3 rests on a maximum that is only inferred
        "estimate": True,
        "next": {"predikat": "Utama", "threshold": "801", "gap": "32.19"},
    }
    assert values["blocks"][0] == {"code": "KLB", "points": "126.91", "max": "164"}
    assert [len(values[key]) for key in ("blocks", "indicators", "findings")] == [7, 31, 14]


@pytest.mark.skipif(not SOURCE.exists(), reason="the source of the example is not part of this repository")
def test_the_example_holds_every_figure_as_its_source_has_it():
    source = json.loads(SOURCE.read_text("utf-8"), parse_float=Decimal)
    printed = {
        f"{i['code'].replace(' ', '')}.{q['code']}": (q["self_score_ogan_ilir_2024"], q["max"])
        for block in source["clusters"]
        for i in block["indicators"]
        for q in i["questions"]
    }
    entries = [e for e in read(OGAN_ILIR, KLA).entries if e.level is Level.ROW]
    assert {e.code: (e.points, e.max) for e in entries} == {
        code: (parse(points), parse(most)) for code, (points, most) in printed.items()
    }
    assert len(entries) == 274


def test_a_recap_whose_figures_follow_has_no_findings(checked):
    recap = checked("kode;maks;nilai\nKLB;164;12,75\n1;96;12,75\n1.1;12;12\n1.2a;1;0,75\nTOTAL;1.000;12,75\n")
    assert told(recap) == []
    assert "Semua angka yang tertulis sesuai dengan barisnya." in as_text(recap)


def test_a_recap_without_subtotals_is_scored_by_its_rows_alone(checked):
    recap = checked("code;points\n1.1;12\n2.1;3\n")
    assert (recap.score.total.claimed, recap.score.total.answered, told(recap)) == (15_000, 2, [])


def test_rows_of_an_indicator_that_pass_its_maximum_are_told_and_cut(tmp_path):
    capped = edition({"1": (question("1.1"), question("1.2")), "3": (question("3.1"),)}, caps={"1": 6000})
    path = tmp_path / "rekap.csv"
    path.write_text("kode;nilai\n1;6\n1.1;4\n1.2;3\n", encoding="utf-8")
    recap = check(capped, read(path, capped))
    assert told(recap) == [("indicator-above-maximum", "1", "7", "6")]
    assert recap.score.total.claimed == 6000


def test_a_row_that_stands_twice_with_the_same_points_counts_once(checked):
    recap = checked("kode;nilai\n1.1;12\n1.1;12\n")
    assert (recap.score.total.claimed, told(recap)) == (12_000, [("duplicate-row", "1.1", "", "")])


def test_a_row_that_stands_twice_with_other_points_is_refused(checked):
    with pytest.raises(Unreadable) as caught:
        checked("kode;nilai\n1.1;12\n1.1;9\n")
    assert (caught.value.at, caught.value.text.id) == (
        "B3",
        "Pertanyaan 1.1 sudah ada di B2 dengan nilai lain. Hapus salah satu.",
    )


def test_a_code_worked_out_from_the_order_of_the_rows_is_told(checked):
    lines = "".join(f"14.{n};1\n" for n in range(1, 10))
    recap = checked(f"kode;nilai\n{lines}14.1;2\n")
    assert told(recap) == [("code-read", "14.10", "14.1", "14.10")]
    assert recap.score.indicators["14"].claimed == 11_000


def test_a_figure_without_a_code_is_told(checked):
    recap = checked("kode;uraian;nilai\n1.1;Perda;12\n;Nilai tahun lalu;700\n")
    assert told(recap) == [("figure-without-code", "C3", "700", "")]


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ("12", "Kurang 488 untuk Pratama (mulai 500)."),
        ("0", "Kurang 500 untuk Pratama (mulai 500)."),
    ],
)
def test_the_report_says_how_far_the_next_predikat_is(checked, total, sentence):
    report = as_text(checked(f"kode;nilai\n1.1;{total}\n"))
    assert sentence in report
    assert "predikat belum ada" in report


def test_the_report_is_told_in_english_with_english_figures():
    report = as_text(check(KLA, read(OGAN_ILIR, KLA)), "en")
    assert "768.81 of 1,000 points, predikat Nindya" in report
    assert "32.19 short of Utama (from 801)." in report
    assert "Indicator 26 (C296) is printed as 41.5 but its rows give 52.4 (10.9 too little)." in report
