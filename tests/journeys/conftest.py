"""What a journey needs: a served demo district, Chromium, and its people with their devices."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.journeys import house
from tests.journeys.looking import DESK, PHONE, Watch

Enter = Callable[..., Page]
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def demo(shared: Path) -> Path:
    """The loaded demo, one for all workers."""
    return house.loaded(shared)


@pytest.fixture(scope="module")
def address(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where this file's own district is served."""
    with house.served(house.copied(demo, tmp_path_factory.mktemp("instance") / "home")) as found:
        yield found


@pytest.fixture(scope="module")
def entered() -> dict[str, StorageState]:
    """The cookies of those who have logged in on this file's instance, so that each does it once."""
    return {}


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    """Hears every page of the test; at the end nothing may have been amiss."""
    watching = Watch(address)
    yield watching
    assert not watching.trouble, "\n".join(dict.fromkeys(watching.trouble))


@pytest.fixture
def enter(browser: Browser, address: str, watch: Watch, entered: dict[str, StorageState]) -> Iterator[Enter]:
    """`enter("Rina", phone=True)`: a demo person's first page after log-in; None stays outside."""
    contexts = []

    def open_as(name: str | None, *, phone: bool = False, **options: object) -> Page:
        device = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": DESK}
        usual = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "color_scheme": "light"}
        usual["reduced_motion"] = "reduce"  # else a colour is measured on its way to another
        if name in entered:
            usual["storage_state"] = entered[name]
        context = browser.new_context(base_url=address, **(usual | device | options))
        contexts.append(watch.over(context))
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/" if name in entered else "/masuk/")
        if name and name not in entered:
            page.locator(".ly-demo-people button", has_text=name).click()
            page.wait_for_url(lambda url: "/masuk/" not in url)
            entered[name] = context.storage_state()
        return page

    yield open_as
    for context in contexts:
        context.close()
