"""The demo district: the public figures unbent, invented people in every role, proof in every state."""

import json

import pytest
import yaml

from layak.core import catalogue
from layak.core.points import text
from layak.core.refusal import Refused
from layak.demo import answers, loading, paper, proof
from layak.evidence.inspection import inspect
from tests.instance import Visitor

ENTRIES = yaml.safe_load(
    proof.LIST.read_text().replace("$latest", "2025").replace("$before", "2024").replace("$old", "2023")
)


def room(visitor: Visitor, assessment: int) -> dict:
    return json.loads(visitor.get(f"/ruang-kendali/{assessment}.json")[1])


def test_the_published_rows_make_768_81_points():
    assert text(sum(answers.published().values())) == "768.81"


def test_the_running_demo_claims_exactly_that_in_both_cycles(visitors):
    past, present = (room(visitors["yusuf"], assessment) for assessment in (1, 2))
    assert (past["total"]["claimed"], present["total"]["claimed"]) == ("768.81", "768.81")
    assert present["predikat"] == {"claimed": "nindya", "ready": "madya"}
    assert present["next"] == {"predikat": "utama", "threshold": "801", "gap": "32.19"}


def test_every_status_an_answer_can_have_is_there_to_see(visitors):
    rows = json.loads(visitors["yusuf"].get("/lembar/2.json")[1])["rows"]
    assert {row["status"] for row in rows} == {"empty", "draft", "submitted", "needs-fix", "approved"}


def test_everybody_lands_on_a_page_of_their_own(visitors):
    assert {name: visitor.get("/")[0] for name, visitor in visitors.items()} == dict.fromkeys(visitors, 302)


def test_loading_twice_changes_nothing_and_says_so(demo):
    assert demo.layak("load", "demo") == "Data contoh sudah dimuat.\n"


def test_the_trail_of_the_loaded_demo_holds(demo):
    assert "putus" not in demo.layak("verify-trail")


def test_the_demo_is_refused_on_an_instance_that_is_not_one(settings):
    settings.DEMO = False
    with pytest.raises(Refused, match="LAYAK_DEMO=1"):
        loading.load()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["title"])
def test_each_document_is_of_a_known_kind_and_proves_rows_of_its_agency(entry):
    assert entry["kind"] in catalogue.kinds()
    assert proof.rows_of(entry)


@pytest.mark.parametrize("entry", [ENTRIES[0], next(e for e in ENTRIES if e.get("photo"))])
def test_the_drawn_documents_are_real_files(entry, tmp_path):
    name, content = paper.drawn(entry)
    (tmp_path / name).write_bytes(content)
    with (tmp_path / name).open("rb") as file:
        assert inspect(file, name).pages == entry.get("pages")
