"""Finding: questions, documents, agencies, people and districts, each as far as the person may see it."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from layak.assessments.queries import everywhere, visible
from layak.assessments.queries.editions import edition_or_none
from layak.core.instrument import Edition, Question
from layak.evidence import queries as evidence
from layak.people import queries as people
from layak.people import rules
from layak.people.models import Role, User
from layak.people.queries import pages
from layak.people.queries import search as places
from layak.verification.queries import cited, mandates

MOST = 8
"""Hits shown of each kind; the pages of documents and people show the rest."""

LONGEST, SHORTEST = 100, 2


class Hit(NamedTuple):
    """One thing found, and where it is."""

    title: str
    detail: str
    url: str


class Group(NamedTuple):
    """The hits of one kind; `more` is the page that shows all of them, empty when these are all."""

    key: str
    label: Any
    icon: str
    hits: list[Hit]
    more: str = ""


class Finder:
    """What one person can find with some words. A dozen queries at most, however much there is."""

    def __init__(self, user: User, text: str) -> None:
        self.user, self.words = user, cleaned(text)
        self.sheet = visible.current(user) if people.seats(user, *visible.READERS) else None
        self.charges = mandates.reached(user) if people.seats(user, Role.VERIFIER) else []

    @property
    def enough(self) -> bool:
        """Whether there is enough to look for."""
        return len(self.words) >= SHORTEST

    def jump(self) -> str:
        """The row whose code was typed exactly, where there is only one place to go; else empty."""
        edition = self._edition
        code = _code(edition, self.words) if edition else None
        if code is None:
            return ""
        if self.sheet:
            return reverse("question", args=[self.sheet.pk, code])
        rows = self._rows(code)
        return rows[0].url if len(rows) == 1 else ""

    def groups(self) -> list[Group]:
        """Every kind that has a hit, the nearest to the work first."""
        if not self.enough:
            return []
        work = (self._charged, self._cited, self._questions, self._documents)
        kinds = (*work, self._agencies, self._people, self._districts)
        return [group for kind in kinds if (group := kind()).hits]

    @cached_property
    def _edition(self) -> Edition | None:
        bound = self.sheet or (self.charges[0].assessment if self.charges else everywhere.cycles().first())
        return edition_or_none(bound.edition_key) if bound else None

    def _charged(self) -> Group:
        edition = self._edition if self.charges else None
        code = _code(edition, self.words) if edition else None
        hits = self._rows(code)[:MOST] if code else []
        return Group("charges", _("Baris di lembar yang Anda verifikasi"), "scale", hits)

    def _rows(self, code: str) -> list[Hit]:
        """The row on each sheet the person verifies; a second reader's sheets hold drawn rows only."""
        held = [m for m in self.charges if not m.blind and mandates.covers(m, code)]
        sheets = {m.assessment_id: m.assessment for m in held}
        return [
            Hit(code, f"{sheet.district.name}, {sheet.cycle.title}", reverse("desk_row", args=[pk, code]))
            for pk, sheet in sheets.items()
        ]

    def _questions(self) -> Group:
        edition = self._edition
        found = list(_matching(edition, self.words))[:MOST] if edition else []
        hits = [self._question(edition, question) for question in found]
        return Group("questions", pgettext_lazy("banyak", "Pertanyaan"), "list-checks", hits)

    def _question(self, edition: Edition, question: Question) -> Hit:
        indicator = edition.indicator_of[question.code]
        url = (
            reverse("question", args=[self.sheet.pk, question.code])
            if self.sheet
            else reverse("edition_indicator", args=[edition.key, indicator.code])
        )
        language = get_language()
        title = f"{question.code} {question.title.in_language(language)}"
        return Hit(title, indicator.title.in_language(language), url)

    def _documents(self) -> Group:
        page = evidence.page(self.user, evidence.Filter(words=self.words))
        hits = [
            Hit(one.title, " · ".join(filter(None, [one.number, one.agency and one.agency.short_name])), url)
            for one in page.documents[:MOST]
            for url in [reverse("document", args=[one.pk])]
        ]
        more = _more("library", "kata", self.words) if page.count > MOST else ""
        return Group("documents", pgettext_lazy("banyak", "Dokumen"), "file-text", hits, more)

    def _cited(self) -> Group:
        """What the districts cite on the rows that the person verifies; the rest of a library is theirs."""
        hits = [_on_desk(one) for one in cited.documents(self.charges, self.words, MOST)]
        return Group("cited", _("Dokumen di lembar yang Anda verifikasi"), "file-text", hits)

    def _agencies(self) -> Group:
        found = places.agencies(self.user, self.words, MOST)
        hits = [Hit(one.name, one.district.name, reverse("agency", args=[one.pk])) for one in found]
        return Group("agencies", pgettext_lazy("banyak", "Instansi"), "building-2", hits)

    def _people(self) -> Group:
        if rules.see_people(self.user):
            return Group("people", _("Orang"), "users", [])
        found = list(pages.people(self.user, self.words)[: MOST + 1])
        hits = [
            Hit(one.name, _roles(one.shown), _more("people", "cari", one.username)) for one in found[:MOST]
        ]
        more = _more("people", "cari", self.words) if len(found) > MOST else ""
        return Group("people", _("Orang"), "users", hits, more)

    def _districts(self) -> Group:
        found = places.districts(self.user, self.words, MOST)
        sheets = self._sheets([one.pk for one in found])
        hits = [
            Hit(one.name, one.parent.name if one.parent else "", sheets.get(one.pk) or _public(one.pk))
            for one in found
        ]
        return Group("districts", pgettext_lazy("banyak", "Daerah"), "map-pin", hits)

    def _sheets(self, districts: list[str]) -> dict[str, str]:
        """Where the person works on each district's newest sheet: the control room, or the desk."""
        if not people.is_admin(self.user):
            charged = {m.assessment.district_id: m.assessment_id for m in reversed(self.charges)}
            return {place: reverse("desk_start", args=[pk]) for place, pk in charged.items()}
        newest = everywhere.sheets().filter(district__in=districts).order_by("cycle__year")
        known = dict(newest.values_list("district_id", "pk"))
        return {place: reverse("control_room_of", args=[pk]) for place, pk in known.items()}


def cleaned(text: str) -> str:
    """What was typed without blanks to spare or signs that nobody sees, at most 100 characters."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:LONGEST]


def _code(edition: Edition, words: str) -> str | None:
    wanted = words.casefold()
    return next((code for code in edition.questions if code.casefold() == wanted), None)


def _matching(edition: Edition, words: str) -> Iterator[Question]:
    """Questions whose code begins with the words, then those whose code and titles hold every word."""
    first = words.casefold()
    codes = [q for q in edition.questions.values() if q.code.casefold().startswith(first)]
    yield from codes
    for question in edition.questions.values():
        told = f"{question.code} {question.title.id} {question.title.en}".casefold()
        if question not in codes and all(word in told for word in first.split()):
            yield question


def _on_desk(one: Any) -> Hit:
    """A document on the desk, opened at a row that cites it (a citation)."""
    document, sheet, code = one.document, one.answer.assessment, one.answer.code
    detail = " · ".join(filter(None, [document.number, sheet.district.name, code]))
    return Hit(document.title, detail, f"{reverse('desk_row', args=[sheet.pk, code])}?bukti={document.pk}")


def _roles(seats: Iterable[Any]) -> str:
    told = ((seat.get_role_display(), seat.agency or seat.region) for seat in seats)
    return "; ".join(f"{role}, {place}" if place else role for role, place in told)


def _more(route: str, name: str, words: str) -> str:
    return f"{reverse(route)}?{urlencode({name: words})}"


def _public(district: str) -> str:
    return reverse("portal_district", args=[district])
