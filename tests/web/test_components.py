"""Every component renders from plain values, says its state in words, and passes in a real browser."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from layak.web.templatetags.layak import STATUS
from tests.web import gallery
from tests.web.stage import part

PAGE = part("gallery")


def render(source: str, **context: object) -> str:
    """One template from a string, as a page of Layak would render it."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(context, request)


@pytest.mark.parametrize("layout", ["home", "work", "public"])
def test_every_part_renders_on_every_layout(layout):
    html = render(PAGE, layout=f"layouts/{layout}.html", **gallery.frame(), **gallery.parts())
    assert html.count("<h1>") == 1
    assert 'id="isi"' in html
    assert "768,81" in html


def test_the_score_bar_tells_its_finding_in_words():
    html = render('{% score_bar 618040 768810 1000000 bands "x" %}', bands=gallery.parts()["bands"])
    told = " ".join(html.split("</title>")[0].split(">")[-1].split())
    assert told == (
        "Dari 1.000 poin: 618,04 berbukti siap, 150,77 berisiko, 231,19 belum diklaim. "
        "Ambang: Pratama 500, Madya 601, Nindya 701, Utama 801, KLA 901."
    )


def test_each_status_has_its_word_and_an_icon():
    shown = {key: render(f'{{% status "{key}" %}}') for key in STATUS}
    assert [html.split("</svg>")[1].removesuffix("</span>") for html in shown.values()] == [
        "Belum diisi",
        "Draf",
        "Dikirim",
        "Perlu perbaikan",
        "Disetujui",
        "Terverifikasi",
    ]
    assert all("#i-" in html for html in shown.values())


def test_a_field_ties_its_label_hint_and_error_together():
    form = gallery.Letter({"until": "31 Juni 2027"})
    html = render('{% include "components/field.html" with field=form.until %}', form=form)
    assert 'for="id_until"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_until_error"' in html
    assert 'id="id_until_error"' in html


def test_the_error_summary_is_silent_without_errors_and_links_to_each_field_with_them():
    summary = '{% include "components/error_summary.html" %}'
    assert render(summary, form=gallery.Letter()).strip() == ""
    assert 'href="#id_until"' in render(summary, form=gallery.Letter({"until": "x"}))


def test_years_and_ids_are_written_plainly():
    with translation.override("id"):
        assert render("{{ 2026|plain }} {{ 2026 }}") == "2026 2.026"


def test_text_from_people_is_escaped_everywhere():
    bad = "<script>alert(1)</script>"
    sources = [
        '{% proof bad "#" "siap" reason=bad %}',
        '{% include "components/note.html" with text=bad title=bad %}',
    ]
    sources += [
        "{% icon 'bell' label=bad %}",
        "{% predikat bad %}",
        "{% block_mark bad %}",
        "{% meter 1 2 label=bad %}",
    ]
    sources += ["{% words_for_scripts 'w' said=bad %}"]
    for source in sources:
        assert "<script>alert" not in render(source, bad=bad), source


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500"])
def test_an_error_page_says_what_why_and_what_next_without_any_context(name):
    html = engines["django"].get_template(f"{name}.html").render({})
    assert name[:3] in html
    assert "ly-lead" in html
    assert 'href="/"' in html


def test_a_refusal_alone_is_the_fragment_of_its_page():
    refusal = {"sentence": "Jendela pengisian sudah ditutup."}
    html = engines["django"].get_template("403.html#refusal").render({"refusal": refusal})
    assert "Jendela pengisian sudah ditutup." in html
    assert "<html" not in html
