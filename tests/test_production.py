"""The production path of docs/guide/operate.md: PostgreSQL, two processes, HTTPS by a proxy, secret files."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import psutil
import pytest

from tests.instance import Instance, Server
from tests.postgres import Absent, cluster


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An instance as a district's data centre runs it."""
    home = tmp_path_factory.mktemp("production")
    try:
        with cluster() as url:
            (home / "database").write_text(f"{url}\n")
            (home / "secret").write_text("rahasia-instans-uji\n")
            settings = {
                "DATABASE_URL_FILE": str(home / "database"),
                "SECRET_KEY_FILE": str(home / "secret"),
                "LAYAK_URL": "https://kla.contoh.test",
                "LAYAK_BEHIND_PROXY": "1",
            }
            instance = Instance(home, settings)
            instance.layak("prepare")
            with instance.served("--processes", "2") as server:
                yield server
    except Absent as absent:
        pytest.skip(str(absent))


def ask(server: Server, path: str, scheme: str = "https", host: str = "kla.contoh.test") -> HTTPResponse:
    """What the proxy gets when it passes a request on."""
    link = HTTPConnection("127.0.0.1", server.port, timeout=30)
    link.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": scheme})
    answer = link.getresponse()
    answer.read()
    return answer


def test_two_processes_serve_postgresql_and_nothing_is_kept_in_a_file(production):
    children = psutil.Process(production.process.pid).children()
    openers = [child for child in children if "layak.evidence.inspection.opener" in child.cmdline()]
    assert (len(children), len(openers), ask(production, "/masuk/").status) == (3, 1, 200)


def test_the_process_that_opens_files_knows_no_secret(production):
    children = psutil.Process(production.process.pid).children()
    [opener] = [child for child in children if "layak.evidence.inspection.opener" in child.cmdline()]
    assert not {"SECRET_KEY_FILE", "DATABASE_URL_FILE", "LAYAK_HOME"} & set(opener.environ())


def test_every_page_carries_the_headers_that_protect_it(production):
    headers = ask(production, "/masuk/").headers
    wanted = {
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    assert {name: headers[name] for name in wanted} == wanted


def test_the_content_security_policy_is_strict(production):
    parts = ask(production, "/masuk/").headers["Content-Security-Policy"].split("; ")
    policy = dict(part.split(" ", 1) for part in parts)
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in str(policy)
    assert {policy["object-src"], policy["base-uri"], policy["frame-ancestors"]} == {"'none'"}


def test_cookies_travel_only_over_https(production):
    cookies = ask(production, "/masuk/").headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_plain_http_is_sent_to_https(production):
    answer = ask(production, "/masuk/", scheme="http")
    assert (answer.status, answer.headers["Location"]) == (301, "https://kla.contoh.test/masuk/")


def test_another_host_name_is_refused(production):
    assert ask(production, "/masuk/", host="lain.test").status == 400


def test_static_files_are_hashed_compressed_and_kept_for_a_year(production):
    link = HTTPConnection("127.0.0.1", production.port, timeout=30)
    link.request("GET", "/masuk/", headers={"Host": "kla.contoh.test", "X-Forwarded-Proto": "https"})
    page = link.getresponse().read().decode()
    sheet = next(
        part for part in page.split('"') if part.startswith("/static/layak/layak.") and ".css" in part
    )
    link.request(
        "GET",
        sheet,
        headers={"Host": "kla.contoh.test", "X-Forwarded-Proto": "https", "Accept-Encoding": "br"},
    )
    headers = link.getresponse().headers
    assert (headers["Content-Encoding"], headers["Cache-Control"]) == (
        "br",
        "max-age=315360000, public, immutable",
    )
