"""Uploads that no disk may ever hold: taken into memory, and no more of them than is of use."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


class _InMemory(MemoryFileUploadHandler):
    """Keeps the first bytes of a file, however large the request is, and lets the rest go by."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self._most = most

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Django's own steps aside for a large request, and a temporary file takes its place."""
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Called for each piece, in order."""
        self.file.write(raw_data[: max(self._most - start, 0)])

    def file_complete(self, file_size: int) -> Any:
        """The file, as large as what was kept of it."""
        return super().file_complete(min(file_size, self._most))


def never_on_disk(most: int) -> Callable[[View], View]:
    """Files sent to the view stay in memory, their first `most` bytes; outermost, as nothing may read them
    before. That is why the form's token is checked here and not by the middleware, which reads them.
    """

    def around(view: View) -> View:
        inside = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.upload_handlers = [_InMemory(request, most)]
            return inside(request, *args, **kwargs)

        return page

    return around
