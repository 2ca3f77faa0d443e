"""The agency self-assessment has another shape than the national instrument, and says that it is ours."""

import pytest

from layak.core import catalogue
from layak.core.instrument import AnswerType, Confidence


@pytest.fixture(scope="module")
def edition():
    return catalogue.get("opd-12")


def test_twelve_questions_in_three_blocks_make_sixty_points(edition):
    assert [(b.code, b.max, len(b.indicators)) for b in edition.blocks] == [
        ("A", 25_000, 2),
        ("B", 15_000, 1),
        ("C", 20_000, 2),
    ]
    assert (len(edition.questions), sum(q.max for q in edition.questions.values())) == (12, 60_000)


def test_it_gives_no_predikat_and_says_that_it_is_unofficial(edition):
    assert (edition.bands, edition.gates, edition.status) == ((), (), "unofficial")
    assert "tidak resmi" in edition.notes[0].id


def test_its_points_are_ours(edition):
    assert {b.confidence for b in edition.blocks} == {Confidence.PLACEHOLDER}
    assert {q.is_estimate for q in edition.questions.values()} == {True}


def test_the_partners_are_a_matrix_and_the_rest_are_choices(edition):
    matrices = [q.code for q in edition.questions.values() if q.answer is AnswerType.MATRIX]

    assert matrices == ["C2.2"]
    assert [c.key for c in edition.questions["C2.2"].columns] == ["nama", "kegiatan", "tahun"]
