"""The drawing shows what the tables say, and the page in docs/reference is the one they give."""

import re
from pathlib import Path

from layak.core.stages import Procedure, Stage, diagram, page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "stages.md"


def test_the_diagram_has_every_stage_and_every_step_of_the_procedure():
    for whole in (Procedure.of(), Procedure.of([Stage.SELF, Stage.PROVINCE, Stage.AWARD])):
        drawn = diagram(whole)
        arrows = re.findall(r"^    (\S+) --> (\S+) :", drawn, re.MULTILINE)
        assert arrows == [(s.start, s.end or "[*]") for s in whole.steps]
        assert re.findall(r"^    (\w+) : ", drawn, re.MULTILINE) == list(whole.stages)


def test_the_diagram_speaks_both_languages():
    assert "    self --> province : kirim (kabupaten/kota)\n" in diagram()
    assert "    self --> province : send on (the district)\n" in diagram(language="en")


def test_the_page_in_the_documentation_is_the_one_the_tables_give():
    assert PAGE.read_text(encoding="utf-8") == page()
