"""The demo, served once for all tests of this folder, which change nothing in it."""

import shutil
from collections.abc import Iterator

import pytest

from tests.instance import Instance, Server, Visitor

PEOPLE = ("rina", "ketut", "yusuf", "sri", "dewi", "agus", "hadi", "ratna", "imam", "maya", "wayan")


@pytest.fixture(scope="package")
def demo(loaded: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """A copy of the demo instance."""
    home = tmp_path_factory.mktemp("demo") / "home"
    shutil.copytree(loaded.home, home)
    return Instance(home, loaded.settings)


@pytest.fixture(scope="package")
def server(demo: Instance) -> Iterator[Server]:
    """The demo, running."""
    with demo.served() as running:
        yield running


@pytest.fixture(scope="package")
def visitors(server: Server) -> dict[str, Visitor]:
    """The running demo, as each of its people sees it, and a stranger."""
    stranger = {"stranger": Visitor.with_cookies(server.port, {})}
    return stranger | {name: Visitor(server.port, name) for name in PEOPLE}
