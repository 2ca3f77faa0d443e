"""A first view costs less than 150 kB on the wire, and less than 30 kB once the browser knows the rest."""

import pytest
from playwright.sync_api import Page

FIRST, AGAIN = 150_000, 30_000
PAGES = {
    "Rina": ("/tugas/", "/lembar/2/14/", "/lembar/2/1/", "/bukti/"),
    "Yusuf": ("/ruang-kendali/2/", "/pembagian/2/", "/orang/", "/jejak/"),
    "Ketut": ("/persetujuan/",),
    "Sri": ("/pimpinan/2/",),
    None: ("/masuk/",),
}


@pytest.mark.parametrize(("name", "path"), [(who, path) for who, found in PAGES.items() for path in found])
def test_a_page_is_light(enter, name, path):
    page = enter(name)
    wire = listen(page)
    wire.send("Network.clearBrowserCache")
    first = bytes_of(page, wire, path)
    again = bytes_of(page, wire, path)
    print(f"{path}: {first / 1000:.0f} kB, {again / 1000:.1f} kB again")  # noqa: T201 - shown with -s
    assert first < FIRST
    assert again < AGAIN


def listen(page: Page):
    """A session of the developer tools that hears of the network."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.got = 0

    def add(event: dict) -> None:
        session.got += event["encodedDataLength"]

    session.on("Network.loadingFinished", add)
    return session


def bytes_of(page: Page, session, path: str) -> int:
    """What came over the wire, headers included, until nothing more does."""
    session.got = 0
    page.goto(path, wait_until="networkidle")
    return session.got
