"""What each page asks of the database: `queries.txt` says it, and it does not grow with what is listed."""

import os
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from layak.portal.views import serving
from layak.web.middleware import PUBLIC
from tests.shape.crowd import grow
from tests.shape.doors import ROUTES, address
from tests.shape.things import Things, again, entered, things

TABLE = Path(__file__).with_name("queries.txt")
HEADING = "# How many queries each page takes, and who asked; an act that refuses GET is no page."
WATCHERS = ("yusuf", "rina", "ketut", "hadi", "ratna", "agus")
"""Who opens a page, the first of them whom it does not refuse; public ones are a stranger's."""
OWN = dict.fromkeys(("tasks", "question", "proof", "sheet_indicator", "exchange"), "rina") | {
    "approvals": "ketut"
}
"""Pages that are fuller for someone else."""

__all__ = ["things"]


def asked(client: Client, url: str) -> tuple[int, int]:
    """Status, and the number of queries until the last byte is written, with nothing remembered."""
    cache.clear()
    serving.forget()
    browser = again(client)
    with CaptureQueriesContext(connection) as heard:
        answer = browser.get(url)
        b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, len(heard)


def measured(things: Things, people: dict[str, Client]) -> dict[str, str]:
    """By route: who asked, and the count; each page is opened once before, so that modules are loaded."""
    found = {}
    for name in ROUTES:
        url = address(name, things)
        for person in ("-",) if name in PUBLIC else (OWN[name],) if name in OWN else WATCHERS:
            status, _first = asked(people[person], url)
            if status in {200, 301, 302}:
                break
        if status != 405:
            found[name] = f"{person} {status} {asked(people[person], url)[1]}"
    return found


def test_each_page_takes_the_queries_that_the_table_says_however_much_it_lists(world, things):
    """QUERIES=write rewrites the table, to be read in the diff."""
    people = {name: entered(things.people[name]) for name in WATCHERS} | {"-": Client()}
    grow(world, things, 1)
    few = measured(things, people)
    if os.environ.get("QUERIES") == "write":
        write(few)
    grow(world, things, 2)
    grow(world, things, 3)
    many = measured(things, people)
    assert {name: (told, many[name]) for name, told in few.items() if told != many[name]} == {}
    assert few == read()


def write(found: dict[str, str]) -> None:
    """The table as text, by name."""
    lines = [f"{name:<38}{told}" for name, told in sorted(found.items())]
    TABLE.write_text("\n".join([HEADING, *lines, ""]))


def read() -> dict[str, str]:
    """The table as it was agreed."""
    lines = [line.split(maxsplit=1) for line in TABLE.read_text().splitlines()[1:]]
    return dict(lines)
