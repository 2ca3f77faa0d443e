"""The demo beyond the self-assessment: a published result, a desk at work, 48 hours that run."""

import csv
import html
import json
import re
from collections import Counter
from functools import cache

import pytest

from layak.core import catalogue
from layak.core.stages import Stage
from layak.demo.roads import TOLD

OGAN_ILIR, PRABUMULIH, PANGKAL_PINANG = "16.10", "16.74", "19.71"


@pytest.fixture(scope="module")
def look(visitors):
    """A page as a person reads it: its words, without markup."""

    @cache
    def words(person: str, path: str) -> str:
        status, body = visitors[person].get(path)
        assert status == 200, f"{person} {path}: {status}"
        shown = re.sub(r"<(script|style|template)\b.*?</\1>", " ", body.decode(), flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())

    return words


@pytest.fixture(scope="module")
def published(visitors) -> dict:
    """What the public twin says of Ogan Ilir."""
    return json.loads(visitors["stranger"].get(f"/publik/daerah/{OGAN_ILIR}.json")[1])


def districts(body: bytes) -> dict[str, dict[str, str]]:
    """The rows of districts that opened an assessment in a downloaded table, by code."""
    rows = csv.DictReader(body.decode("utf-8-sig").splitlines())
    return {row["Kode"]: row for row in rows if row["Tahap"]}


def test_the_public_reads_one_predikat_and_that_it_is_invented(published, look):
    (only,) = published["history"]
    kept = ("year", "stage", "total", "band", "award", "award_source")
    assert [only[name] for name in kept] == [
        *(2024, "award", "689.01", "madya", "madya"),
        "Keputusan contoh 1/2024, rekaan",
    ]
    assert "Data contoh. Ini bukan hasil sebenarnya daerah ini." in look(
        "stranger", f"/publik/daerah/{OGAN_ILIR}/"
    )


def test_the_published_result_can_be_checked_without_the_instance(demo, visitors, published, tmp_path):
    name = published["result"]["fingerprint"]
    file = tmp_path / "hasil.json"
    file.write_bytes(visitors["yusuf"].get(f"/hasil/1/{name}.json")[1])
    assert "689,01 poin" in demo.layak("verify-result", str(file), "--name", name, "--edition", "kla-2024")
    told = json.loads(file.read_bytes())
    assert (told["synthetic"], told["tiers"][0]) == (True, "self")
    assert {tier: told["scores"][tier]["total"] for tier in told["tiers"]} == {
        "self": 768_810,
        "province": 684_910,
        "review": 686_510,
        "field": 682_510,
        "final": 689_010,
    }


def test_a_stranger_finds_the_result_by_its_fingerprint(published, look):
    name = published["result"]["fingerprint"]
    assert "Kabupaten Ogan Ilir, 2024, Penetapan predikat 689,01 poin" in look(
        "stranger", f"/periksa/{name}/"
    )


def test_the_district_reads_how_every_stage_of_2024_ended(look):
    page = look("yusuf", "/hasil/1/")
    assert "Verifikasi final: 689,01 poin, Madya. Turun 79,8 dari evaluasi mandiri." in page
    assert [stage.label.id for stage in Stage if stage.label.id not in page] == []
    assert "Data contoh, bukan hasil sebenarnya." in page


def test_the_visit_of_2024_and_its_notes_can_be_read_by_the_district(visitors, look):
    assert "Ditutup" in look("yusuf", "/lapangan/sesi/1/")
    units = [unit["name"] for unit in TOLD["finished"]["visit"]["units"]]
    assert [name for name in units if name not in look("yusuf", "/lapangan/sesi/1/")] == []
    assert "Sekat setinggi dada, suara terdengar dari luar." in look("imam", "/lapangan/unit/1/")
    notes = look("yusuf", "/catatan/1/")
    assert (notes.count("Menunggu tanggapan"), "Daftar 14 sekolah dilampirkan." in notes) == (0, True)


def test_dewi_is_in_the_midst_of_prabumulih(visitors, look):
    queue = look("dewi", "/meja/")
    judged, rows = map(int, re.search(r"(\d+) dari (\d+)", queue).groups())
    assert (rows, 50 < judged < 150, "Kota Prabumulih" in queue) == (274, True, True)
    row = look("dewi", "/meja/3/22B.1/")
    assert "Sembilan sekolah, daftarnya dilampirkan." in row
    notes = look("maya", "/catatan/3/")
    assert "Perda yang dilampirkan belum bernomor." in notes


def test_hadi_reads_the_drawn_rows_of_prabumulih_unseen(look):
    assert "Kota Prabumulih" in look("hadi", "/meja/")
    measured = look("ratna", "/kesepakatan/")
    assert "Dewi Anggraini" in measured
    assert "Hadi Nugraha" in measured


def test_pangkal_pinang_repairs_within_48_hours_and_the_clock_runs(look):
    notes = look("wayan", "/catatan/4/")
    hours = re.search(r"(\d+) jam \d+ menit lagi", notes)
    assert 46 <= int(hours[1]) <= 47
    waiting, answered = notes.split("Sudah ditanggapi atau selesai")
    assert (waiting.count("Kirim tanggapan"), "Naskah yang sudah ditandatangani" in answered) == (2, True)


def test_the_ministry_sees_three_districts_each_at_another_stage(visitors):
    rows = districts(visitors["ratna"].get("/nasional/daerah.csv")[1])
    assert {code: row["Tahap"] for code, row in rows.items()} == {
        OGAN_ILIR: Stage.SELF.label.id,
        PRABUMULIH: Stage.PROVINCE.label.id,
        PANGKAL_PINANG: Stage.REPAIR.label.id,
    }


def test_dewi_sees_the_two_districts_of_her_province(visitors):
    assert set(districts(visitors["dewi"].get("/provinsi/16/daerah.csv")[1])) == {OGAN_ILIR, PRABUMULIH}


def test_the_log_in_page_says_what_each_person_is_there_for(visitors):
    page = visitors["stranger"].get("/masuk/")[1].decode()
    offered = re.findall(r"<b>([^<]+)</b><small>(.*?)</small>", page, re.DOTALL)
    purposes = [words.split("<br>")[1] for _name, words in offered]
    assert (len(offered), len(set(purposes))) == (13, 13)
    assert Counter(bool(purpose.strip()) for purpose in purposes) == {True: 13}


def test_every_ruling_names_a_row_and_a_reason_that_exist():
    questions, reasons = catalogue.get("kla-2024").questions, catalogue.reasons()
    told = [*_entries(TOLD, "rulings"), *_entries(TOLD, "notes")]
    assert [one["row"] for one in told if one["row"] not in questions or one["reason"] not in reasons] == []


def _entries(told, name):
    for key, value in told.items():
        if key == name:
            yield from value
        elif isinstance(value, dict):
            yield from _entries(value, name)
