"""OpenID Connect as a real instance has it: nothing of it without its settings, all of it with them."""

import re
import threading
from http.client import HTTPConnection
from http.server import HTTPServer

import pytest

from tests.instance import Instance
from tests.people.test_oidc import Provider

ADDRESSES = ("oidc/", "oidc/kembali/", "batal/", "gagal/")


def ask(server, path: str):
    """Status, where it leads, and the page."""
    link = HTTPConnection("127.0.0.1", server.port, timeout=30)
    link.request("GET", path)
    answer = link.getresponse()
    return answer.status, answer.headers.get("Location", ""), answer.read().decode()


@pytest.fixture
def provider():
    """The address of a provider."""
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_instance_without_the_settings_has_no_such_button_and_no_such_address(demo):
    with demo.served() as server:
        status, _, page = ask(server, "/masuk/")
        assert (status, "Masuk lewat" in page) == (200, False)
        assert [ask(server, f"/masuk/lewat/{address}")[0] for address in ADDRESSES] == [404] * 4


def test_an_instance_with_the_settings_shows_the_button_and_leads_to_the_provider(demo, provider):
    named = {"NAME": "SSO Kominfo", "URL": provider, "CLIENT": "layak", "SECRET": "rahasia"}
    with_it = Instance(demo.home, demo.settings | {f"LAYAK_OIDC_{key}": said for key, said in named.items()})
    with with_it.served() as server:
        _, _, page = ask(server, "/masuk/")
        assert re.search(r'href="/masuk/lewat/oidc/"[^>]*>.*Masuk lewat SSO Kominfo</a>', page)
        status, where, _ = ask(server, "/masuk/lewat/oidc/")
        assert (status, where.startswith(f"{provider}/authorization?client_id=layak")) == (302, True)
        assert "code_challenge=" in where
        assert [ask(server, f"/masuk/lewat/{address}")[0] for address in ("batal/", "gagal/")] == [200, 401]
