"""The table of moves is complete: every status can be reached, every move made, every refusal explained."""

from itertools import product

import pytest

from layak.core.workflow import BY_START, TABLE, Move, Role, Status, moves, transition, why_not

EVERYTHING = list(product(Status, Move, Role))


def test_every_status_is_reached_from_an_unanswered_row_and_every_road_leads_on():
    reached, todo = {Status.EMPTY}, [Status.EMPTY]
    while todo:
        start = todo.pop()
        for end in {t.end for t in TABLE if t.start is start} - reached:
            reached.add(end)
            todo.append(end)
    assert reached == set(Status)
    assert {t.start for t in TABLE} == set(Status)


def test_every_move_has_a_holder_and_is_written_once():
    assert {t.move for t in TABLE} == set(Move)
    assert all(t.roles for t in TABLE)
    assert len(BY_START) == len(TABLE)


def test_who_may_do_what_is_exactly_this():
    fills = {
        Status.EMPTY: (Move.ANSWER,),
        Status.DRAFT: (Move.ANSWER, Move.CLEAR, Move.SUBMIT),
        Status.SUBMITTED: (Move.WITHDRAW,),
        Status.NEEDS_FIX: (Move.ANSWER, Move.CLEAR, Move.SUBMIT),
        Status.APPROVED: (),
    }
    judges = {Status.SUBMITTED: (Move.APPROVE, Move.RETURN), Status.APPROVED: (Move.RETURN,)}
    both = fills | {Status.SUBMITTED: (Move.WITHDRAW, Move.RETURN), Status.APPROVED: (Move.RETURN,)}
    assert {s: moves(s, Role.OPERATOR) for s in Status} == fills
    assert {s: moves(s, Role.HEAD) for s in Status} == {s: judges.get(s, ()) for s in Status}
    assert {s: moves(s, Role.SECRETARIAT) for s in Status} == both


def test_what_was_returned_needs_fixing_until_it_is_sent_again():
    ends = {t.move: t.end for t in TABLE if t.start is Status.NEEDS_FIX}
    assert ends == {
        Move.ANSWER: Status.NEEDS_FIX,
        Move.CLEAR: Status.NEEDS_FIX,
        Move.SUBMIT: Status.SUBMITTED,
    }


def test_only_a_return_needs_a_note():
    assert {t.move for t in TABLE if t.note} == {Move.RETURN}


@pytest.mark.parametrize(("status", "move", "role"), EVERYTHING)
def test_a_move_is_either_permitted_or_refused_with_a_sentence(status, move, role):
    sentence = why_not(status, move, role)
    assert (transition(status, move, role) is None) is (sentence is not None)
    assert sentence is None or (sentence.id.endswith(".") and sentence.en.endswith("."))


def test_a_submitted_answer_says_that_it_must_be_withdrawn_first():
    refusal = why_not(Status.SUBMITTED, Move.ANSWER, Role.OPERATOR)
    assert refusal.id == "Jawaban ini sudah dikirim. Tarik dulu untuk mengubahnya."


def test_the_five_words_on_the_screen():
    assert [s.label.id for s in Status] == ["belum diisi", "draf", "dikirim", "perlu perbaikan", "disetujui"]
