"""What is written about the code is what the code does."""

import re

import pytest

from tests.shape.reference import PAGES, REFERENCE, ROOT, main, walk


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name):
    assert (REFERENCE / name).read_text() == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize(("words", "command"), walk(main, "layak"), ids=lambda value: str(value))
def test_every_command_and_every_option_has_help(words, command):
    silent = [p.name for p in command.params if p.param_type_name == "option" and not p.help]
    assert (bool(command.help), silent) == (True, [])


def test_every_make_target_that_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {word for page in pages for word in re.findall(r"`make ([a-z]+)", page.read_text())}
    assert named <= targets


def test_every_environment_variable_that_the_documents_name_is_a_setting():
    known = set(re.findall(r"`([A-Z_]+)`", (REFERENCE / "settings.md").read_text()))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs" / "guide").glob("*.md")]
    named = {
        word for page in pages for word in re.findall(r"\b(LAYAK_[A-Z_0-9]+?)(?:_FILE)?\b", page.read_text())
    }
    assert named <= known


def test_every_link_between_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, to)
        for page in pages
        for to in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
    ]
    assert [(str(page.relative_to(ROOT)), to) for page, to in links if not (page.parent / to).exists()] == []
