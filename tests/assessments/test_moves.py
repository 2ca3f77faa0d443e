"""The road of an answer: sent, taken back, approved, returned, one or many at a time, all or none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layak.assessments.actions import citing, moves
from layak.assessments.actions.answering import Stale, answer
from layak.assessments.models import Answer, Remark, Window
from layak.assessments.queries.contents import contents, contents_of
from layak.assessments.queries.rows import about
from layak.core.canonical import digest
from layak.core.refusal import Refused
from layak.evidence.models import Blob, Document, Version
from layak.trail import queries as trail
from tests.assessments.papers import paper
from tests.assessments.test_answering import HALF


@pytest.fixture
def draft(world):
    """Two complete drafts of Dinas Kesehatan, at version 1."""
    for code in ("14.1", "14.2"):
        answer(world.assessment, code, HALF, version=0, by=world.rina)
    return {"14.1": 1, "14.2": 1}


def statuses(world) -> dict[str, tuple[str, int]]:
    rows = Answer.objects.filter(assessment=world.assessment)
    return {a.code: (a.status, a.version) for a in rows}


def test_drafts_are_sent_together_and_taken_back(world, draft):
    moves.submit(world.assessment, draft, by=world.rina)
    assert statuses(world) == {"14.1": ("submitted", 2), "14.2": ("submitted", 2)}
    moves.withdraw(world.assessment, {"14.2": 2}, by=world.rina)
    assert statuses(world) == {"14.1": ("submitted", 2), "14.2": ("draft", 3)}


def test_a_move_tells_the_trail_who_did_what_to_which_row(world, draft):
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    line = trail.history(about(world.assessment.pk, "14.1")).first()
    assert (line.action, line.actor) == ("answers.submit", "Rina")
    of = digest(contents(world.assessment)["14.1"])
    assert line.details == {"code": "14.1", "old": "draft", "new": "submitted", "points": 2000, "of": of}


def test_each_move_is_bound_to_the_answer_and_proof_it_was_about(world, draft):
    report, page = paper(world), paper(world, "Laman data")
    page.versions.all().delete()
    Document.objects.filter(pk=page.pk).update(link="https://data.contoh.test/kia")
    bound = []
    for cite, act, version, by in (
        (report, moves.submit, 1, world.rina),
        (page, moves.approve, 2, world.ketut),
    ):
        citing.attach(world.assessment, "14.1", cite.pk, pages="2", by=world.rina)
        act(world.assessment, {"14.1": version}, by=by)
        bound.append(digest(contents(world.assessment)["14.1"]))
    newer = Blob.objects.create(sha256="f" * 64, size=1, mime="application/pdf", pages=1)
    Version.objects.create(document=report, number=2, blob=newer, filename="b.pdf", uploaded_by=world.rina)
    moves.send_back(world.assessment, {"14.1": 3}, note="Cek lagi.", by=world.ketut)
    now = contents(world.assessment)["14.1"]
    assert ["f" * 64, "2"] in now["documents"]
    lines = trail.history(about(world.assessment.pk, "14.1")).filter(action__startswith="answers.")
    told = {line.action: line.details["of"] for line in lines if "of" in line.details}
    assert told == {
        "answers.submit": bound[0],
        "answers.approve": bound[1],
        "answers.return": digest(now),
    }
    assert len(set(told.values())) == 3


def test_binding_a_move_takes_one_query_however_many_rows_and_documents(
    world, draft, django_assert_num_queries
):
    for title in ("Laporan", "Surat"):
        citing.attach_all(world.assessment, list(draft), paper(world, title).pk, by=world.rina)
    answers = list(Answer.objects.filter(code__in=draft))
    whole = contents(world.assessment)
    with django_assert_num_queries(1):
        assert contents_of(world.assessment, answers) == {code: whole[code] for code in draft}


def test_the_head_approves_what_was_sent_and_may_take_it_back_with_a_reason(world, draft):
    moves.submit(world.assessment, draft, by=world.rina)
    moves.approve(world.assessment, {"14.1": 2, "14.2": 2}, by=world.ketut)
    moves.send_back(world.assessment, {"14.2": 3}, note=" Tanda tangan kurang. ", by=world.ketut)
    assert statuses(world) == {"14.1": ("approved", 3), "14.2": ("needs-fix", 4)}
    remark = Remark.objects.get()
    assert (remark.code, remark.kind, remark.text, remark.author) == (
        "14.2",
        "return",
        "Tanda tangan kurang.",
        world.ketut,
    )


def test_a_returned_answer_stays_returned_while_edited_and_sending_it_settles_the_reason(world, draft):
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    moves.send_back(world.assessment, {"14.1": 2}, note="Cek angka.", by=world.yusuf)
    answer(world.assessment, "14.1", HALF | {"numerator_2025": "900"}, version=3, by=world.rina)
    assert statuses(world)["14.1"] == ("needs-fix", 4)
    assert Remark.objects.get().settled_at is None
    moves.submit(world.assessment, {"14.1": 4}, by=world.rina)
    assert statuses(world)["14.1"] == ("submitted", 5)
    assert Remark.objects.get().settled_at is not None


def test_a_return_without_a_reason_is_refused(world, draft):
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    with pytest.raises(Refused, match="Tulis catatannya dulu"):
        moves.send_back(world.assessment, {"14.1": 2}, note="  ", by=world.ketut)


def test_an_incomplete_draft_is_not_sent_and_the_sentence_names_what_is_missing(world, draft):
    answer(world.assessment, "14.2", HALF | {"numerator_2025": ""}, version=1, by=world.rina)
    with pytest.raises(Refused, match=r"14\.2 belum lengkap.*Angka 2025 belum diisi"):
        moves.submit(world.assessment, {"14.1": 1, "14.2": 2}, by=world.rina)
    assert statuses(world) == {"14.1": ("draft", 1), "14.2": ("draft", 2)}


def test_an_answer_changed_since_the_head_looked_is_not_approved(world, draft):
    moves.submit(world.assessment, draft, by=world.rina)
    moves.withdraw(world.assessment, {"14.1": 2}, by=world.rina)
    answer(world.assessment, "14.1", HALF | {"numerator_2025": "999"}, version=3, by=world.rina)
    moves.submit(world.assessment, {"14.1": 4}, by=world.rina)
    with pytest.raises(Stale) as stale:
        moves.approve(world.assessment, {"14.2": 2, "14.1": 2}, by=world.ketut)
    assert stale.value.saved.data["numerator_2025"] == "999"
    assert statuses(world) == {"14.1": ("submitted", 5), "14.2": ("submitted", 2)}


@pytest.mark.parametrize(
    ("person", "act", "code"),
    [
        ("rina", "approve", "not-now"),
        ("yusuf", "approve", "not-now"),
        ("bayu", "approve", "not-yours"),
        ("sri", "approve", "not-yours"),
        ("maya", "withdraw", "not-yours"),
        ("wayan", "withdraw", "not-yours"),
        ("ketut", "withdraw", "not-now"),
    ],
)
def test_each_move_belongs_to_its_holders(world, draft, person, act, code):
    moves.submit(world.assessment, draft, by=world.rina)
    with pytest.raises(Refused) as refused:
        getattr(moves, act)(world.assessment, {"14.1": 2}, by=getattr(world, person))
    assert refused.value.refusal.code == code
    assert statuses(world) == {"14.1": ("submitted", 2), "14.2": ("submitted", 2)}


def test_a_sent_answer_is_not_edited_before_it_is_taken_back(world, draft):
    moves.submit(world.assessment, draft, by=world.rina)
    with pytest.raises(Refused, match="sudah dikirim"):
        answer(world.assessment, "14.1", HALF | {"numerator_2025": "1"}, version=2, by=world.rina)


def test_nothing_moves_after_the_window_closed(world, draft):
    moves.submit(world.assessment, draft, by=world.rina)
    now = timezone.now()
    Window.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(seconds=1))
    for act, person in ((moves.approve, world.ketut), (moves.withdraw, world.rina)):
        with pytest.raises(Refused) as refused:
            act(world.assessment, {"14.1": 2}, by=person)
        assert refused.value.refusal.code == "closed"
