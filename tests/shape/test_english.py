"""Each page speaks one language: English pages have no Indonesian sentence, Indonesian pages no English one.

What people, agencies and sources wrote stays in their language; a source's own words are marked `lang="id"`.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.shape.doors import ROUTES, address
from tests.shape.things import Things, entered, things

__all__ = ["things"]

FOREIGN = {
    "en": "yang dan untuk belum sudah dengan dari tidak atau ini itu oleh akan dapat agar lalu hanya setiap",
    "id": "the and with your this that from not are please must will which into has was",
}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
MACHINE = re.compile(r"class|content|style|d|viewbox|points|transform|hx-.*|on.*")


class Words(HTMLParser):
    """The words that a page shows or says aloud, without scripts and what is marked as another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.skipping, self.said = language, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        foreign = dict(attrs).get("lang", self.language) != self.language
        if tag not in VOID and (self.skipping or foreign or tag in {"script", "style"}):
            self.skipping.append(tag)
        if not self.skipping:
            self.said += [
                value for name, value in attrs if value and " " in value and not MACHINE.fullmatch(name)
            ]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipping:
            del self.skipping[len(self.skipping) - 1 - self.skipping[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.said.append(data)


def foreign(page: str, language: str) -> list[str]:
    """What a page says with words of the other language."""
    reader = Words(language)
    reader.feed(page)
    word = re.compile(rf"\b({FOREIGN[language].replace(' ', '|')})\b", re.IGNORECASE)
    return [" ".join(said.split()) for said in reader.said if word.search(said)]


def pages(client: Client, what: Things) -> Iterator[tuple[str, str]]:
    """Every page that this person sees, by its route."""
    for name in ROUTES:
        answer = client.get(address(name, what))
        if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
            yield name, answer.content.decode()


@pytest.mark.parametrize("person", ["rina", "yusuf", "hadi", "agus"])
@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_every_page_speaks_the_chosen_language(things, settings, person, language):
    client = entered(things.people[person])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    seen = dict(pages(client, things))
    assert len(seen) > 30
    assert {name: words for name, page in seen.items() if (words := foreign(page, language))} == {}


def test_a_sentence_of_the_other_language_would_be_seen():
    page = '<html lang="en"><p>Saved.</p><p title="Belum ada"></p><p lang="id">dan</p>ini <br>itu</html>'
    assert foreign(page, "en") == ["Belum ada", "ini", "itu"]
    assert foreign('<html lang="id">Tersimpan <b>and sent</b>', "id") == ["and sent"]
