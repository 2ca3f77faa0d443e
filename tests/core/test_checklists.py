"""The checklists that ship: complete, sourced, and about rows that exist."""

import pytest

from layak.core import catalogue
from layak.core.checklists import checklists

KINDS = ["sra", "puskesmas", "rbra", "rira", "puspaga", "desa", "perpustakaan", "uptd-ppa"]


def test_there_is_a_checklist_for_every_kind_of_unit_that_teams_visit():
    assert list(checklists()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_checklist_has_six_to_ten_items_each_with_its_own_key(kind):
    keys = [item.key for item in checklists()[kind].items]
    assert 6 <= len(keys) <= 10
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("kind", KINDS)
def test_a_checklist_says_where_it_comes_from_and_speaks_of_rows_that_exist(kind):
    found = checklists()[kind]
    assert found.source
    assert set(found.codes) <= set(catalogue.get("kla-2024").questions)
