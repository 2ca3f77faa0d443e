"""Open data holds what is published, as files that check out, and nothing that points at a child."""

import csv
import hashlib
import io
import json

import pytest
from django.test import Client

from layak.assessments.actions import answering
from layak.core.points import parse
from layak.core.stages import Stage
from layak.portal.queries import opendata
from layak.results.actions.publishing import publish, withdraw
from layak.results.actions.roots import publish_root
from layak.results.models import Result
from layak.results.queries import published
from tests.results.stage import claimed, close

FILES = ("hasil.csv", "blok.csv", "jawaban.csv", "penghargaan.csv", "hasil.json")


def fetch(name: str) -> bytes:
    answer = Client().get(f"/data/{name}")
    assert answer.status_code == 200
    return answer.getvalue()


def told(world, count: str, version: int = 0) -> Result:
    """Rina counts infants, and the self-assessment is published with it."""
    data = {"numerator_2024": "30", "denominator_2024": "60", "numerator_2025": count}
    data |= {"kind": "percent", "denominator_2025": "60"}
    answering.answer(world.assessment, "14.1", data, version=version, by=world.rina)
    return publish(close(world, Stage.SELF), by=world.agus)


@pytest.fixture
def measured(world) -> Result:
    """A published result with one percentage of two years."""
    return told(world, "38")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(name).decode())))


def test_a_published_result_is_one_row_with_its_points_as_text(awarded):
    (row,) = rows("hasil.csv")
    told = {key: row[key] for key in ("year", "district_code", "stage", "total", "award", "fingerprint")}
    assert told == {
        "year": "2026",
        "district_code": "16.10",
        "stage": "award",
        "total": "11.5",
        "award": "pratama",
        "fingerprint": awarded.name,
    }


def test_the_blocks_of_a_result_add_up_to_its_total(awarded):
    found = rows("blok.csv")
    assert [row["block"] for row in found] == sorted(awarded.blocks)
    assert sum(parse(row["points"]) for row in found) == awarded.total


def test_what_is_not_published_is_in_no_file(world):
    claimed(world)
    hidden = close(world, Stage.SELF)
    assert all(hidden.name.encode() not in fetch(name) for name in FILES)
    assert (rows("hasil.csv"), rows("blok.csv"), rows("jawaban.csv")) == ([], [], [])


def test_every_file_has_the_columns_that_its_dictionary_names(awarded):
    for one in opendata.files():
        if one.kind == "text/csv":
            header = fetch(one.name).decode().splitlines()[0]
            assert header == ",".join(column.name for column in one.columns)


def test_the_checksums_are_those_of_the_downloads(awarded):
    told = dict(
        reversed(line.split("  ")) for line in Client().get("/data/SHA256SUMS").content.decode().splitlines()
    )
    assert told == {name: hashlib.sha256(fetch(name)).hexdigest() for name in FILES}


def test_a_file_is_not_sent_twice(awarded):
    first = Client().get("/data/hasil.csv")
    again = Client().get("/data/hasil.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_a_document_is_read_once_for_the_answers_of_its_district(measured, monkeypatch):
    first = fetch("jawaban.csv")
    assert [row["question"] for row in rows("jawaban.csv")] == ["14.1", "14.1"]
    monkeypatch.setattr(published, "document", lambda _name: pytest.fail("read again"))
    assert (fetch("jawaban.csv"), opendata.checksum(opendata.file("jawaban.csv"))) == (
        first,
        hashlib.sha256(first).hexdigest(),
    )


def test_a_new_result_changes_the_answers_and_their_tag(measured, world):
    before = Client().get("/data/jawaban.csv")
    assert [row["count"] for row in rows("jawaban.csv")] == ["30", "38"]
    told(world, "41", version=1)
    assert [row["count"] for row in rows("jawaban.csv")] == ["30", "41"]
    after = Client().get("/data/jawaban.csv", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.headers["ETag"] == before.headers["ETag"]) == (200, False)


def test_a_result_taken_back_takes_its_answers_along(measured, world):
    assert len(rows("jawaban.csv")) == 2
    withdraw(measured, reason="Salah hitung", by=world.agus)
    assert rows("jawaban.csv") == []


def test_an_instance_that_can_keep_nothing_still_answers(measured, settings, tmp_path):
    first, settings.HOME = fetch("jawaban.csv"), tmp_path / "berkas"
    settings.HOME.write_text("not a folder")
    assert fetch("jawaban.csv") == first


def test_a_file_that_does_not_exist_is_not_found(world):
    assert Client().get("/data/rahasia.csv").status_code == 404
    assert Client().get("/data/peta.geojson").status_code == 404


def test_the_map_is_a_file_once_outlines_are_loaded(awarded, outlines):
    told = json.loads(fetch("peta.geojson"))
    ogan_ilir = next(one for one in told["features"] if one["id"] == "16.10")
    assert (ogan_ilir["properties"]["state"], ogan_ilir["properties"]["total"]) == ("pratama", "11.5")
    assert ogan_ilir["geometry"]["type"] == "MultiPolygon"


def answer(kind: str, **data: str) -> dict:
    """A frozen document with one answered row."""
    row = {"answer": {"data": {"kind": kind, **data}}}
    return {"cycle": {"data_years": [2024]}, "rows": {"14.1": row}}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (answer("percent", numerator_2024="38", denominator_2024="60"), ["38", "60", "false"]),
        (answer("percent", numerator_2024="3", denominator_2024="60"), ["", "60", "true"]),
        (answer("percent", numerator_2024="58", denominator_2024="60"), ["", "60", "true"]),
        (answer("percent", numerator_2024="1", denominator_2024="4"), ["", "", "true"]),
        (answer("count", value_2024="4"), ["", "", "true"]),
        (answer("count", value_2024="0"), ["0", "", "false"]),
    ],
)
def test_small_counts_and_what_would_reveal_them_are_kept_back(awarded, document, told):
    one = published.named(awarded.name)
    (row,) = opendata.answers(one, document)
    assert list(row[4:]) == told


def test_the_catalogue_names_every_file_with_its_checksum(awarded):
    told = Client().get("/data/katalog.jsonld").json()
    assert told["@type"] == "dcat:Catalog"
    found = [one["dcat:distribution"][0] for one in told["dcat:dataset"]]
    assert [one["dcat:downloadURL"]["@id"].rpartition("/")[2] for one in found] == [
        one.name for one in opendata.files()
    ]
    sums = {one["spdx:checksum"]["spdx:checksumValue"] for one in found}
    assert sums == {hashlib.sha256(fetch(name)).hexdigest() for name in FILES}


def test_every_address_in_the_catalogue_and_the_dictionary_is_whole(awarded):
    """Where no public address is set it is the host that was asked for, and no host is told another's."""
    for host in ("kla.contoh.test", "data.contoh.test:8443"):
        asked = Client(headers={"host": host})
        told = asked.get("/data/katalog.jsonld").json()
        found = [one["dcat:distribution"][0]["dcat:downloadURL"]["@id"] for one in told["dcat:dataset"]]
        assert told["@id"] == f"http://{host}/data/katalog.jsonld"
        assert found == [f"http://{host}/data/{name}" for name in FILES]
        assert [one["url"] for one in asked.get("/data.json").json()["files"]] == found


def test_a_public_address_that_is_set_goes_before_the_one_that_was_asked_for(awarded, settings):
    settings.PUBLIC_URL = "https://kla.contoh.test"
    told = Client().get("/data.json").json()["files"]
    assert [one["url"] for one in told] == [f"https://kla.contoh.test/data/{name}" for name in FILES]


def test_a_host_that_is_not_ours_is_told_nothing(awarded, settings):
    settings.ALLOWED_HOSTS = ["kla.contoh.test"]
    asked = Client(headers={"host": "palsu.contoh.test"})
    assert [asked.get(path).status_code for path in ("/data/katalog.jsonld", "/data.json")] == [400, 400]


def test_the_page_and_its_twin_name_every_file(world):
    page = Client().get("/data/").content.decode()
    twin = Client().get("/data.json").json()
    assert [one["name"] for one in twin["files"]] == list(FILES)
    assert all(f'href="/data/{name}"' in page for name in FILES)


def test_the_daily_root_is_published_with_all_that_checks_it(world):
    root = publish_root()
    assert root.root in Client().get("/data/akar/").content.decode()
    assert [one["root"] for one in Client().get("/data/akar.json").json()["roots"]] == [root.root]
    told = Client().get(f"/data/akar/{root.day}.json").json()
    assert (told["root"], told["signature"], told["tips"]) == (root.root, root.signature, root.tips)


@pytest.mark.parametrize("day", ["2020-01-01", "kemarin"])
def test_a_day_without_a_root_is_not_found(world, day):
    assert Client().get(f"/data/akar/{day}.json").status_code == 404
