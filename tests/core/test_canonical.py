"""Canonical text: the same for the same meaning, different for any other, and refused where unsure."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layak.core.canonical import NotCanonical, canonical, changed, content_of_answer, digest, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(str.isascii), inner, max_size=4),
    max_leaves=12,
)
CONTENT = content_of_answer({"kind": "choice", "step": 2}, "lihat hal. 3", 4_000, [("b" * 64, "3-5")])


def test_keys_are_sorted_blanks_left_out_and_letters_kept_as_they_are():
    assert canonical({"b": [1, None, True], "a": "Pidië – √"}) == '{"a":"Pidië – √","b":[1,null,true]}'


def test_the_digest_is_the_sha_256_of_the_utf_8_text():
    assert digest({"a": "ë"}) == hashlib.sha256('{"a":"ë"}'.encode()).hexdigest()


def test_letters_that_look_the_same_are_the_same():
    assert canonical({"de\u0301sa": "cafe\u0301"}) == canonical({"d\u00e9sa": "caf\u00e9"})


def test_the_trails_own_text_is_left_as_it_came():
    assert written("cafe\u0301") == '"cafe\u0301"'


@pytest.mark.parametrize(
    "unfit",
    [1.5, float("nan"), Decimal("1.5"), date(2025, 1, 1), {1: "x"}, {"\u00e9": 1, "e\u0301": 2}, {"x"}],
)
def test_what_has_no_single_form_is_refused(unfit):
    with pytest.raises(NotCanonical):
        canonical({"deep": [unfit]})


@settings(deadline=None)
@given(VALUES, st.randoms())
def test_the_order_of_keys_never_matters(value, chance):
    assert canonical(_shuffled(value, chance)) == canonical(value)


@settings(deadline=None)
@given(VALUES)
def test_canonical_text_read_back_is_canonical_again(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_proof_in_another_order_is_the_same_content():
    one = content_of_answer({"step": 1}, "", 10, [("a" * 64, "1"), ("b" * 64, "2")])
    other = content_of_answer({"step": 1}, " ", 10, [("b" * 64, "2 "), ("a" * 64, "1")])
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        (
            content_of_answer({"kind": "choice", "step": 1}, "lihat hal. 3", 4_000, [("b" * 64, "3-5")]),
            ("data",),
        ),
        (content_of_answer({"kind": "choice", "step": 2}, "lain", 4_000, [("b" * 64, "3-5")]), ("note",)),
        (content_of_answer({"kind": "choice", "step": 2}, "lihat hal. 3", None, []), ("documents", "points")),
        (
            content_of_answer({"kind": "choice", "step": 2}, "lihat hal. 3", 4_000, [("b" * 64, "4")]),
            ("documents",),
        ),
        (CONTENT, ()),
    ],
)
def test_any_change_of_an_answer_changes_its_digest_and_is_named(after, parts):
    assert changed(CONTENT, after) == parts
    assert (digest(after) == digest(CONTENT)) is (parts == ())


def _shuffled(value, chance: Random):
    if isinstance(value, list):
        return [_shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    items = [(key, _shuffled(item, chance)) for key, item in value.items()]
    chance.shuffle(items)
    return dict(items)
