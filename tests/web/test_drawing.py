"""What repeats is drawn by Jinja2: sentences in the reader's language, nothing unescaped, nothing missing."""

from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import layak

PACKAGE = Path(layak.__file__).parent
DRAWN = sorted(str(path.relative_to(path.parents[1])) for path in PACKAGE.glob("*/jinja2/*/*.html"))


@pytest.fixture
def draw(tmp_path, settings):
    """Draws a template's source with what is given to it."""

    def drawn(source: str, language: str = "id", **shown):
        (tmp_path / "one.html").write_text(source)
        settings.TEMPLATES = [
            *settings.TEMPLATES[:1],
            {
                "NAME": "drawing",
                "BACKEND": "layak.web.drawing.Drawing",
                "DIRS": [tmp_path],
                "APP_DIRS": False,
                "OPTIONS": {},
            },
        ]
        with override(language):
            return get_template("one.html", using="drawing").render(shown)

    return drawn


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_template_compiles_in_both_languages(name, language):
    with override(language):
        assert get_template(name, using="drawing")


@pytest.mark.parametrize(("language", "said"), [("id", "dari 1,5 poin"), ("en", "of 1.5 points")])
def test_a_sentence_is_said_in_the_readers_language_with_its_figures(draw, language, said):
    assert draw('{{ _("dari %(m)s poin")|format(m=m|points) }}', language, m=1500) == said


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("id", 1, "Kirim 1 draf"),
        ("id", 1200, "Kirim 1.200 draf"),
        ("en", 1, "Submit 1 draft"),
        ("en", 2, "Submit 2 drafts"),
    ],
)
def test_a_sentence_that_counts_has_its_plural(draw, language, n, said):
    forms = "Kirim {{ n }} draf{% plural %}Kirim {{ n }} draf"
    source = "{% blocktranslate count n=some.n %}" + forms + "{% endblocktranslate %}"
    assert draw(source, language, some={"n": n}) == said


def test_what_people_wrote_is_escaped_also_inside_a_sentence_with_markup(draw):
    sentence = """{{ _('Sumber pertanyaan: <span lang="id">%(source)s</span>.')|safe|format(source=name) }}"""
    seen = draw("{{ name }} " + sentence, name="<b>&")
    assert seen == '&lt;b&gt;&amp; Sumber pertanyaan: <span lang="id">&lt;b&gt;&amp;</span>.'


def test_what_is_absent_is_empty_however_deep(draw):
    assert draw("[{{ row.answer.data }}]{% if row.answer.note %}note{% endif %}", row=None) == "[]"


def test_a_part_of_djangos_is_drawn_with_just_what_it_is_given(draw):
    seen = draw('{{ part("components/brand.html", word=true) }}')
    assert seen == render_to_string("components/brand.html", {"word": True}, using="django")


def test_a_form_carries_the_token_of_its_request():
    request = RequestFactory().get("/")
    seen = get_template("components/language.html", using="drawing").render({"request": request}, request)
    assert 'name="csrfmiddlewaretoken" value="' in seen


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(TemplateDoesNotExist, match=r"components/nothing\.html"):
        engines["drawing"].get_template("components/nothing.html")
