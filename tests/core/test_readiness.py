"""A document's findings are named, say how to mend it, and decide whether a row's points are ready."""

from datetime import date

import pytest

from layak.core.instrument import Evidence, Text
from layak.core.readiness import Facts, State, about, fit, row_ready, row_state, state_of
from tests.core.small import YEARS, question

CERTIFICATE = question(evidence=(Evidence("sertifikat", "data"), Evidence("foto", "any")))
RULE = question(evidence=(Evidence("perda", "in-force"),))
KINDS = {"sertifikat": Text("sertifikat", "certificate"), "foto": Text("foto", "photograph")}


def facts(**known):
    return Facts(**({"kind": "sertifikat", "dated": date(2024, 5, 2)} | known))


def ids(findings):
    return [finding.id for finding in findings]


def test_a_document_without_faults_is_ready():
    assert (about(facts()), fit(facts(), CERTIFICATE, YEARS)) == ((), ())
    assert state_of(()) is State.READY


@pytest.mark.parametrize(
    ("known", "found", "state"),
    [
        ({"readable": False}, "unreadable", State.PROBLEM),
        ({"pages": 0}, "unreadable", State.PROBLEM),
        ({"personal_data": True}, "personal-data", State.PROBLEM),
        ({"is_link": True}, "link-only", State.CHECK),
        ({"kind": None}, "no-kind", State.CHECK),
        ({"dated": None}, "undated", State.CHECK),
    ],
)
def test_each_fault_of_a_document_has_its_name_and_weight(known, found, state):
    findings = about(facts(**known))
    assert (ids(findings), state_of(findings)) == ([found], state)


def test_masked_personal_data_and_a_period_instead_of_a_date_are_no_faults():
    assert about(facts(personal_data=True, masked=True)) == ()
    assert about(facts(dated=None, period_to=date(2024, 12, 31))) == ()


def test_a_document_outside_the_data_years_says_its_date_the_years_and_the_mend():
    (finding,) = fit(facts(dated=date(2023, 3, 14)), CERTIFICATE, YEARS)
    assert (finding.id, finding.state) == ("outside-years", State.PROBLEM)
    assert finding.text.id == (
        "Berkas bertanggal 14 Maret 2023. Pertanyaan ini memakai data 2024 dan 2025. Ganti, atau "
        "jelaskan di catatan."
    )
    assert finding.text.en.startswith("The document is dated 14 March 2023.")


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ((date(2022, 1, 1), date(2024, 1, 1)), []),
        ((date(2025, 12, 31), None), []),
        ((date(2022, 1, 1), date(2023, 12, 31)), ["outside-years"]),
        ((date(2026, 1, 1), date(2026, 6, 1)), ["outside-years"]),
    ],
)
def test_a_period_that_touches_a_data_year_fits(period, found):
    assert ids(fit(facts(period_from=period[0], period_to=period[1]), CERTIFICATE, YEARS)) == found


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"dated": date(2015, 1, 1)}, []),
        ({"dated": date(2015, 1, 1), "expires": date(2024, 1, 1)}, []),
        ({"dated": date(2015, 1, 1), "expires": date(2023, 12, 31)}, ["expired"]),
        ({"dated": date(2026, 1, 1)}, ["not-yet-in-force"]),
    ],
)
def test_a_rule_may_be_old_but_must_be_in_force_in_the_data_years(known, found):
    assert ids(fit(facts(kind="perda", **known), RULE, YEARS)) == found


def test_a_photograph_may_be_of_any_year_where_the_question_says_so():
    assert fit(facts(kind="foto", dated=date(2010, 1, 1)), CERTIFICATE, YEARS) == ()


def test_a_kind_the_question_does_not_expect_is_to_be_checked_and_names_what_is_asked():
    (finding,) = fit(facts(kind="laporan"), CERTIFICATE, YEARS, KINDS)
    assert (finding.id, finding.state) == ("unexpected-kind", State.CHECK)
    assert "tercatat sebagai laporan" in finding.text.id
    assert "dengan sertifikat atau foto." in finding.text.id
    assert "by certificate or photograph." in finding.text.en


def test_a_question_that_names_no_proof_takes_any_document():
    assert fit(facts(kind="laporan", dated=date(1999, 1, 1)), question(), YEARS) == ()


def test_the_worst_finding_decides_a_document_and_the_best_document_a_row():
    worst = about(facts(is_link=True, readable=False))
    assert (ids(worst), state_of(worst)) == (["unreadable", "link-only"], State.PROBLEM)
    assert row_state([State.PROBLEM, State.READY, State.CHECK]) is State.READY
    assert row_state([State.PROBLEM, State.CHECK]) is State.CHECK
    assert row_state([]) is None


def test_points_are_ready_with_one_ready_document_and_no_points_need_none():
    assert row_ready(4000, [State.PROBLEM, State.READY])
    assert not row_ready(4000, [State.CHECK])
    assert not row_ready(4000, [])
    assert row_ready(0, [])


def test_the_three_words_on_the_screen():
    assert [state.label.id for state in State] == ["siap", "periksa", "bermasalah"]
