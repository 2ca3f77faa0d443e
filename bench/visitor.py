"""A person at a browser, as little as HTTP needs: one kept connection, a session, a CSRF token."""

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from layak.people.models import User
from layak.people.storage import SessionStore

TOKEN = "b" * 32


class Visitor:
    """Someone logged in at a running server."""

    def __init__(self, port: int, username: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.served = 0.0
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={_session(username)}; csrftoken={TOKEN}"

    def get(self, path: str, part: bool = False) -> bytes:
        """Fetch a page, or the part a script asks for; any answer but 200 stops the benchmark."""
        return self._ask("GET", path, None, {"HX-Request": "true"} if part else {})

    def post(self, path: str, fields: Mapping[str, Any]) -> bytes:
        """Send a form as the page's script would."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        return self._ask("POST", path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, name: str, content: bytes) -> dict[str, Any]:
        """Send a file in pieces, as the page's script would; what the server says of the last piece."""
        told = json.loads(self.post(path, {"name": name, "size": len(content)}))
        offset, answer = told["offset"], told
        while offset < len(content):
            piece = content[offset : offset + told["chunk_size"]]
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
            answer = json.loads(self._ask("PATCH", told["url"], piece, headers))
            offset += len(piece)
        return answer

    def spent(self) -> float:
        """Milliseconds the server spent on this person since this was last asked."""
        spent, self.served = self.served, 0.0
        return spent

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        said = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, **headers}
        if method != "GET":
            said["HX-Request"] = "true"
        self.connection.request(method, path, body, said)
        response = self.connection.getresponse()
        content = response.read()
        self.served += float(response.headers["Server-Timing"].partition("dur=")[2])
        if response.status not in (200, 201, 302):
            raise RuntimeError(f"{method} {path}: {response.status} {content[:400]!r}")
        return content


def _session(username: str) -> str:
    """A session as a log-in would leave it; hashing a password is not what is measured."""
    user = User.objects.get(username=username)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
