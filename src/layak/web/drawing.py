"""Jinja2 for what a page shows by the hundred: cards, rows, tiles; compiled once a language (decision 14)."""

import json
import re
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.base import BaseEngine
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import capfirst, linebreaksbr, truncatechars
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, Template, TemplateNotFound
from jinja2.ext import Extension

from layak.web import figures
from layak.web.templatetags import layak as tags
from layak.web.templatetags import quick

SENTENCE = re.compile(r"""\b_\(("[^"]*"|'[^']*')\)""")
COUNTED = re.compile(
    r"{% blocktranslate count (\w+)=(.+?) %}(.*?){% plural %}(.*?){% endblocktranslate %}", re.DOTALL
)
NAMED = re.compile(r"{{ *(\w+) *}}")
KEPT = 4096
"""Figures and sentences remembered a language and filter; the least used go first."""

LASTING = (
    *(figures.points, figures.signed, figures.number, figures.percent, tags.said, tags.plain, capfirst),
    *(tags.block_mark, tags.predikat, tags.status, tags.proof_state, tags.proof_icon, tags.icon),
    *(tags.meter, tags.block_bar, tags.estimate, truncatechars),
)
"""Filters whose answer follows from their arguments and the language alone."""

PASSING = (
    *(figures.date_long, figures.saved_at, figures.ago),
    *(tags.beside, tags.largest, linebreaksbr, quick.address),
)
"""Filters that ask the clock, take lists, or remember by themselves."""


class Sentences(Extension):
    """Sentences are said in the language for which a template is compiled.

    They are written `_("...")`; those that count as in Django's templates, with `blocktranslate count`.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with its sentences in place."""
        return SENTENCE.sub(lambda found: _literal(gettext(found[1][1:-1])), COUNTED.sub(_counted, source))


def _counted(found: re.Match[str]) -> str:
    """One of two sentences, by a number: the plural of Indonesian and of English."""
    name, value, one, many = found.groups()
    forms = [NAMED.sub(r"%(\1)s", form.replace("%", "%%")) for form in (one, many)]
    said, other = (_literal(ngettext(*forms, n)) for n in (1, 2))
    given = {other: other for other in NAMED.findall(one + many)} | {name: f"{name}|number"}
    chosen = f"({said} if {name} == 1 else {other})|format({', '.join(map('='.join, given.items()))})"
    return f"{{% with {name}={value} %}}{{{{ {chosen} }}}}{{% endwith %}}"


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Drawing(BaseEngine):
    """Django's template backend for the folders `jinja2/` of the applications."""

    app_dirname = "jinja2"

    def __init__(self, params: dict[str, Any]) -> None:
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, template_name: str) -> "Drawn":
        """A template in the language of the request. Raises `TemplateDoesNotExist`."""
        try:
            return Drawn(_environment(self.template_dirs, get_language()).get_template(template_name))
        except TemplateNotFound as missing:
            raise TemplateDoesNotExist(missing.name, backend=self) from missing


class Drawn:
    """A compiled template; it knows what it is given, `request` and `csrf_input`; all else is empty."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        """The text; no context processor runs."""
        token = SimpleLazyObject(lambda: csrf_input(request))
        return SafeString(self.template.render({"request": request, **(context or {}), "csrf_input": token}))


@cache
def _environment(folders: tuple[str, ...], language: str | None) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folders),
        extensions=[Sentences],
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {one.__name__: one for one in PASSING} | {"filesize": figures.size}
    made.filters |= {one.__name__: lru_cache(KEPT, typed=True)(one) for one in LASTING}
    made.globals |= {"part": part, "language": language}
    return made


def part(name: str, **shown: Any) -> SafeString:
    """One of Django's templates inside ours; given only yes or no it is drawn once a language."""
    if all(isinstance(value, bool) for value in shown.values()):
        return _still(get_language(), name, tuple(shown.items()))
    return render_to_string(name, shown, using="django")


@lru_cache(maxsize=64)
def _still(_language: str | None, name: str, shown: tuple[tuple[str, bool], ...]) -> SafeString:
    return render_to_string(name, dict(shown), using="django")
