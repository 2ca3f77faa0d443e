"""A real instance in a folder of its own: prepared, loaded, served by real processes, killed when asked."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import psutil
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

LAYAK = str(Path(sys.executable).with_name("layak"))
PASSWORD = "layak-contoh"


@dataclass
class Instance:
    """One LAYAK_HOME, on SQLite unless `DATABASE_URL` is among the settings."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands; nothing of the tests' own settings leaks in."""
        foreign = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "LAYAK_HOME", "LAYAK_HOSTS"}
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        return kept | {"LAYAK_HOME": str(self.home), "LAYAK_ARGON2_MB": "1", **self.settings}

    def layak(self, *arguments: str) -> str:
        """Run a command to its end; what it printed. Raises CalledProcessError with its words."""
        done = subprocess.run([LAYAK, *arguments], env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"layak {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def served(self, *arguments: str) -> "Iterator[Server]":
        """The instance behind a real server, ended with TERM unless it was killed before."""
        server = Server.start(self, *arguments)
        try:
            yield server
        finally:
            server.end()


@dataclass
class Server:
    """A running `layak serve`, the port it listens on, and the processor seconds its start took."""

    process: subprocess.Popen
    port: int
    work: float

    @classmethod
    def start(cls, instance: Instance, *arguments: str) -> "Server":
        """Start and wait for the first response."""
        port, began = free_port(), time.monotonic()
        with (instance.home / "server.log").open("a") as log:
            process = subprocess.Popen(
                [LAYAK, "serve", "--port", str(port), *arguments],
                env=instance.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not _answers(port):
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() - began < 60, "the server did not answer within a minute"
            time.sleep(0.01)
        return cls(process, port, _work(process.pid))

    def kill(self) -> None:
        """SIGKILL to every process of the server at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        """TERM, and the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


class Visitor:
    """A person with cookies and without a browser: logs in, opens pages, sends forms."""

    def __init__(self, port: int, username: str) -> None:
        self.port, self.cookies = port, {}
        self.get("/masuk/")
        status, _ = self.post("/masuk/", {"login": username, "password": PASSWORD})
        assert status == 302, f"{username} could not log in: {status}"

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, form: dict[str, object]) -> tuple[int, bytes]:
        """Status and body after sending a form. Raises OSError or HTTPException when the server dies."""
        body = urlencode(form, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def patch(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Status and body after sending a piece of an upload."""
        return self._ask("PATCH", path, body, headers)

    def hand_in(self, path: str, name: str, content: bytes) -> tuple[int, bytes]:
        """Status and body after choosing a file in a form and sending it whole."""
        body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, content)})
        return self._ask("POST", path, body, {"Content-Type": MULTIPART_CONTENT})

    @classmethod
    def with_cookies(cls, port: int, cookies: dict[str, str]) -> "Visitor":
        """The same person in another window: no second log-in."""
        visitor = cls.__new__(cls)
        visitor.port, visitor.cookies = port, dict(cookies)
        return visitor

    def _ask(self, method: str, path: str, body: str | bytes | None, headers: dict) -> tuple[int, bytes]:
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | headers
            sent["X-CSRFToken"] = self.cookies.get("csrftoken", "")
            link.request(method, path, body, sent)
            answer = link.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
                self.cookies[name] = value
            return answer.status, answer.read()
        finally:
            link.close()


def _work(pid: int) -> float:
    parent = psutil.Process(pid)
    spent = [process.cpu_times() for process in [parent, *parent.children(recursive=True)]]
    return sum(times.user + times.system for times in spent)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    link = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        link.request("GET", "/sehat/")
        return link.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        link.close()
