"""The tags and filters of every template: icons, figures, badges, bars. A builtin: nothing to load."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.stages import Stage
from layak.web import charts, figures

register = template.Library()

for _filter in (figures.points, figures.signed, figures.number, figures.percent, figures.date_long):
    register.filter(_filter.__name__, _filter)
for _filter in (figures.clock, figures.moment, figures.saved_at, figures.ago, figures.initials):
    register.filter(_filter.__name__, _filter)
register.filter("filesize", figures.size)

STATUS = {
    "empty": ("empty", "circle-dashed", _("Belum diisi")),
    "draft": ("draft", "pencil-line", _("Draf")),
    "submitted": ("sent", "send", _("Dikirim")),
    "needs-fix": ("fix", "corner-up-left", _("Perlu perbaikan")),
    "approved": ("approved", "check", _("Disetujui")),
    "verified": ("verified", "badge-check", _("Terverifikasi")),
}
"""Status of an answer: class, icon and one of six words."""

PROOF = {
    "siap": ("ready", "file-check", _("Siap")),
    "periksa": ("check", "file-search", _("Periksa")),
    "bermasalah": ("problem", "file-warning", _("Bermasalah")),
}
PROOF |= {"ready": PROOF["siap"], "check": PROOF["periksa"], "problem": PROOF["bermasalah"]}
"""State of a proof, under its word or the core's key: class, icon and one of three words."""

PREDIKAT = {
    "pratama": ("Pratama", 1),
    "madya": ("Madya", 2),
    "nindya": ("Nindya", 3),
    "utama": ("Utama", 4),
    "kla": ("KLA", 5),
}
"""Predikat: name (never translated) and rungs of its ladder."""


@register.filter
def said(text: Text | str | None) -> str:
    """A core sentence in the reader's language; plain strings pass through, None is empty."""
    if text is None:
        return ""
    return text.in_language(get_language()) if isinstance(text, Text) else str(text)


@register.simple_tag(takes_context=True)
def draw(context: Mapping[str, Any], name: str, **shown: Any) -> SafeString:
    """A template of `web.drawing` inside Django's, with the request and just what is given to it."""
    return get_template(name, using="drawing").render(shown, context.get("request"))


@cache
def _sprite() -> str:
    """The sprite's address, looked up once a process: a page draws hundreds of icons."""
    return static("layak/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "", small: bool = False) -> SafeString:
    """Draw an icon of the sprite; with `label` it speaks, without it is decoration beside a word."""
    if not label:
        return _decoration(name, small)
    return _drawn(name, format_html('role="img" aria-label="{}"', label), small)


@cache
def _decoration(name: str, small: bool) -> SafeString:
    return _drawn(name, SafeString('aria-hidden="true"'), small)


def _drawn(name: str, voice: SafeString, small: bool) -> SafeString:
    classes = "ly-i ly-i-16" if small else "ly-i"
    href = f"{_sprite()}#i-{name}"
    return format_html('<svg class="{}" {}><use href="{}"></use></svg>', classes, voice, href)


@register.filter
def stage_name(key: str) -> str:
    """A stage of the procedure by its key, in the reader's language."""
    return said(Stage(key).label)


@register.filter
def beside(values: Sequence[Any], others: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each of `others` with the value at its place."""
    return list(zip(others, values, strict=True))


@register.filter
def plain(value: int) -> str:
    """A whole number without separators: for years, ids and addresses, which `{{ n }}` would write 2.026."""
    return str(int(value))


@register.simple_tag
def block_mark(code: str) -> SafeString:
    """A block's mark: its code on its colour, "K3"."""
    return format_html('<span class="ly-block ly-{}">{}</span>', code.lower(), code)


@register.simple_tag
def predikat(key: str | None, large: bool = False) -> SafeString:
    """A predikat's badge with its ladder; None or "" is "Belum berperingkat"."""
    name, rungs = PREDIKAT.get((key or "").lower(), (_("Belum berperingkat"), 0))
    href = f"{static('layak/icons.svg')}#p-{rungs}"
    ladder = format_html('<svg aria-hidden="true"><use href="{}"></use></svg>', href)
    look = (key or "none").lower() + (" ly-predikat-lg" if large else "")
    return format_html('<span class="ly-predikat ly-pr-{}">{}{}</span>', look, ladder, name)


@register.simple_tag
def status(key: str) -> SafeString:
    """The pill of an answer's status: empty, draft, submitted, needs-fix or needs_fix, approved, verified."""
    look, sign, word = STATUS[str(key).replace("_", "-")]
    return format_html('<span class="ly-pill ly-s-{}">{}{}</span>', look, icon(sign), word)


@register.simple_tag
def proof_state(key: str | None, mark: bool = False) -> SafeString:
    """The state of a proof as a pill, or as a bare `mark`; None says that there is none yet."""
    if not key:
        return format_html('<span class="ly-quiet">{}</span>', _("belum ada bukti"))
    look, sign, word = PROOF[str(key)]
    shape = "mark" if mark else "pill"
    return format_html('<span class="ly-{} ly-p-{}">{}{}</span>', shape, look, icon(sign), word)


@register.simple_tag
def proof_icon(key: str) -> SafeString:
    """Only the icon of a proof's state; a word must stand beside it."""
    return icon(PROOF[str(key)][1])


@register.filter
def estimate(rests: bool, word: str = "") -> SafeString:
    """The small mark of points that rest on an unconfirmed ladder, "est." or `word`; nothing for others."""
    if not rests:
        return SafeString()
    meaning = _("estimasi: memakai tangga nilai yang belum resmi")
    return format_html('<abbr class="ly-est-mark" title="{}">{}</abbr>', meaning, word or _("est."))


@register.inclusion_tag("components/proof.html")
def proof(title: str, url: str, state: str, page: str = "", reason: str = "") -> dict[str, Any]:
    """A chip for a cited document: its name, page, reason and state; the whole chip is the link."""
    look, sign, word = PROOF[str(state)]
    shown = {"title": title, "url": url, "page": page, "reason": reason}
    return shown | {"look": look, "sign": sign, "word": word}


@register.simple_tag
def meter(done: int, of: int, label: str = "", kind: str = "fill") -> SafeString:
    """n of m as a small bar with its words; `label` replaces "n dari m", `kind` "paused" is turmeric."""
    return draw(
        {}, "components/meter.html", share=charts.share(done, of), done=done, of=of, label=label, kind=kind
    )


@register.inclusion_tag("components/clock.html")
def time_left(deadline: datetime, text: str = "", url: str = "") -> dict[str, Any]:
    """The clock pill of a deadline: words and temper by the time left; `text` follows the words."""
    words, level = figures.left(deadline)
    return {"words": words, "level": level, "text": text, "url": url, "deadline": deadline}


@register.simple_tag
def score_bar(
    ready: Points, claimed: Points, top: Points, bands: Iterable[charts.BandLike], ident: str
) -> SafeString:
    """The bar of a total against the predikat limits; points in 1/1000, `ident` unique on the page."""
    totals = {"ready": ready, "claimed": claimed, "top": top, "risk": claimed - ready, "rest": top - claimed}
    return draw(
        {},
        "components/score_bar.html",
        bar=charts.bar(ready, claimed, top, top, bands),
        ident=ident,
        **totals,
    )


@register.simple_tag
def block_bar(ready: Points, claimed: Points, top: Points, scale: Points | None = None) -> SafeString:
    """One block's bar; give every row the largest block as `scale`, so that weight can be seen."""
    return draw({}, "components/block_bar.html", bar=charts.bar(ready, claimed, top, scale or top))


@register.simple_tag
def largest(rows: Sequence[Any], field: str = "max") -> int:
    """The largest value of one field in rows (dicts or objects): the common scale of their bars."""
    return max((row[field] if isinstance(row, dict) else getattr(row, field) for row in rows), default=0)


@register.simple_tag
def words_for_scripts(ident: str, **words: str) -> SafeString:
    """Sentences for a script as a JSON block that no browser executes, with the sprite's address."""
    given = {name: str(sentence) for name, sentence in words.items()}
    frame = {"icons": static("layak/icons.svg"), "zone": timezone.get_current_timezone_name()}
    return json_script(given | frame, ident)


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """A form field's widget with the class of its kind and its errors announced; no label, no messages."""
    widget = field.field.widget
    if isinstance(widget, Select) and not isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        attrs["class"] = "form-select"
    elif isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        attrs["class"] = "form-check-input"
    else:
        attrs["class"] = "form-control"
    return field.as_widget(attrs={name.replace("_", "-"): value for name, value in attrs.items()})


@register.simple_tag
def choice(option: BoundWidget) -> SafeString:
    """One radio or tick box of a group (iterate the field to get them), without its label."""
    option.data["attrs"]["class"] = "form-check-input"
    return option.tag()


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether a field is a single tick box, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether a field is a group of radio or tick boxes, which needs a legend instead of a label."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
