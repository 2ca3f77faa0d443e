"""Who meets what at each route: the table of answers in `doors.txt`, and how an answer is had.

`doors.txt` has a line a route and a column a person, with the status of a GET on Rina's agency's things and
behind a stroke that of an empty POST, each where the route takes it. Read it as a list of permissions: 200
opens, 302 leads to where it happens or is explained, + says that something was done, 400 and 422 miss what
the form should say, 403 says why not, 404 does not exist for this person. Hadi verifies Ogan Ilir for the
province, Ratna for the ministry.
"""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import reverse

from layak.trail.models import Entry
from tests.shape.routes import routes
from tests.shape.things import Things, again

ROUTES = dict(routes())
TABLE = Path(__file__).with_name("doors.txt")
HEADING = "# Who meets what: the status at each route that needs a log-in; doors.py says how to read it."
PEOPLE = ("rina", "ketut", "bayu", "yusuf", "sri", "dewi", "hadi", "ratna", "agus")


def address(name: str, what: Things) -> str:
    """The path of a route on the things."""
    return reverse(name, kwargs=what.of(name, ROUTES[name].pattern.regex.groupindex))


def traces() -> int:
    """How much has ever been done; whoever changes something leaves a line."""
    return Entry.objects.count()


def meet(client: Client, url: str) -> str:
    """The status of opening a route and of asking for its act, with a + when it was done; then undone."""
    met = [_asked(client, method, url) for method in ("get", "post")]
    return "/".join(one for one in met if one != "405")


def _asked(client: Client, method: str, url: str) -> str:
    with transaction.atomic():
        before = traces()
        answer = getattr(again(client), method)(url)
        done = "+" if traces() > before else ""
        transaction.set_rollback(True)
    return f"{answer.status_code}{done}"


def table(told: Mapping[str, Mapping[str, str]]) -> str:
    """The table as text: by route, what each person meets."""
    width = max(map(len, told)) + 2
    lines = [HEADING, f"{'route':<{width}}" + " ".join(f"{person:<9}" for person in PEOPLE)]
    for name, met in told.items():
        lines.append(f"{name:<{width}}" + " ".join(f"{met[person]:<9}" for person in PEOPLE))
    return "\n".join([*(line.rstrip() for line in lines), ""])
