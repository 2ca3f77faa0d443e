"""The recap that Layak writes is the recap that `layak score` reads: same total, nothing found wrong."""

import io

import pytest
from openpyxl import load_workbook

from layak.core import recap
from layak.core.answers import Choice, Direct
from layak.core.scoring import score
from layak.core.workbook import as_csv, as_workbook
from tests.core.workbook.forms import KLA

ANSWERS = {
    code: Direct((at * 377) % (question.max + 1)) if at % 3 else Choice(len(question.ladder.steps) - 1)
    for at, (code, question) in enumerate(KLA.questions.items())
    if at % 7 and (at % 3 or question.answer == "choice")
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("write", "name"), [(as_csv, "rekap.csv"), (as_workbook, "rekap.xlsx")])
def test_a_recap_is_read_back_to_the_same_points_in_every_row_and_sum(tmp_path, write, name, language):
    ours = score(KLA, ANSWERS)
    content = write(ours, language)
    if write is as_workbook:
        assert load_workbook(io.BytesIO(content)).sheetnames == [{"id": "Rekap", "en": "Recap"}[language]]
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8-sig") if isinstance(content, str) else content)

    found = recap.check(KLA, recap.read(path, KLA))

    assert found.findings == ()
    assert (found.score.total.claimed, found.score.total.answered) == (ours.total.claimed, len(ANSWERS))
    assert {c: x.points for c, x in found.score.ledger.items()} == {
        c: x.points for c, x in ours.ledger.items()
    }


def test_a_recap_says_which_points_are_estimates():
    lines = {row.split(";")[0]: row for row in as_csv(score(KLA, {"1.1": Choice(1)})).splitlines()}
    assert lines["1.1"].endswith(";estimasi")
    assert lines["1.2a"].endswith(";")
    assert lines["Total"].endswith(";estimasi")
