"""What every test can ask for: the small world, and a browserless client for each of its people."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser

from layak.people.models import User
from tests.instance import Instance
from tests.journeys import house
from tests.web.stage import CHROMIUM, open_browser
from tests.world import World, build

LONGEST = (
    *("journeys/test_sweep", "test_backup.py", "portal/test_looks.py", "test_hardness.py", "journeys/"),
    *("web/test_accessibility.py", "web/test_tidying.py", "web/test_search.py"),
)
"""Files begun first, so that no worker ends alone with one; the first of them loads the demo meanwhile."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Whoever asks for the world uses the database; pytest-django makes only what is asked for by name."""
    for item in items:
        asks = {"world", "db"} & set(getattr(item, "fixturenames", ()))
        if asks and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    within = item.nodeid.removeprefix("tests/")
    return next((at for at, start in enumerate(LONGEST) if within.startswith(start)), len(LONGEST))


@pytest.fixture(autouse=True)
def indonesian() -> None:
    """Every test begins in Indonesian, whatever page the one before it asked for in English."""
    translation.activate("id")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The test database, with the world built in it once and remembered for tests that commit."""
    with django_db_blocker.unblock():
        build()
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for each file of tests, for tests that touch no table themselves."""
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    with open_browser() as opened:
        yield opened


@pytest.fixture
def beside_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium for one test of tables; its driver runs a loop in this thread, where Django would not ask.

    Opened after the tables are ready, because within the loop Django takes another connection.
    """
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with open_browser() as opened:
        yield opened


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """The small world, read afresh; a test marked `django_db(transaction=True)` gets it committed."""
    if request.node.get_closest_marker("django_db") is None:
        request.getfixturevalue("db")
    return World()


@pytest.fixture
def client_for(world: World) -> Iterator[Callable[..., Client]]:
    """A client logged in as a person of the world: `client_for(world.rina)`."""

    def enter(person: User, **headers: str) -> Client:
        client = Client(headers=headers or None)
        client.force_login(person, backend="layak.people.adapters.Backend")
        return client

    return enter


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def loaded(shared: Path) -> Instance:
    """The demo on SQLite as `make run` prepares and loads it, once a run; take a copy, never change it."""
    return Instance(house.loaded(shared), {"LAYAK_DEMO": "1"})


@pytest.fixture(scope="module")
def demo(loaded: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """A copy of the demo instance for one file of tests."""
    home = tmp_path_factory.mktemp("demo") / "home"
    shutil.copytree(loaded.home, home)
    return Instance(home, loaded.settings)
