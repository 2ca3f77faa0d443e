"""Operations made apart: every order of arrival ends the same, and nothing is lost."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from layak.core.oplog import Op, heads, unlike

YES, NO = {"answer": "yes"}, {"answer": "no"}


def test_an_operation_follows_the_one_it_was_made_on():
    first = Op(uuid4(), YES)
    second = Op(uuid4(), NO, base=first.id)
    assert heads([first, second]) == heads([second, first]) == [second]


def test_two_made_on_the_same_are_both_heads_and_unlike():
    start = Op(uuid4(), YES)
    one, two = Op(uuid4(), NO, base=start.id), Op(uuid4(), YES, base=start.id)
    assert heads([start, one, two]) == [one, two]
    assert unlike([one, two])


def test_the_same_said_twice_is_no_conflict():
    assert not unlike([Op(uuid4(), YES), Op(uuid4(), YES)])
    assert not unlike([])


def test_one_that_settles_the_other_ends_the_conflict():
    one, two = Op(uuid4(), YES), Op(uuid4(), NO)
    chosen = Op(uuid4(), YES, base=one.id, settles=(two.id,))
    assert heads([one, two, chosen]) == [chosen]


def test_an_operation_cannot_put_itself_aside():
    own = uuid4()
    assert [op.id for op in heads([Op(own, YES, base=own, settles=(own,))])] == [own]


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    made: list[Op] = []
    for number in range(draw(st.integers(1, 12))):
        earlier = [op.id for op in made]
        base = draw(st.sampled_from([None, *earlier]))
        made.append(Op(UUID(int=number + 1), {"answer": draw(st.sampled_from("abc"))}, base))
    return made


@given(histories(), st.randoms())
def test_every_order_of_arrival_ends_with_the_same_heads(made, chance):
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert {op.id for op in heads(shuffled)} == {op.id for op in heads(made)}
    assert heads(made)
