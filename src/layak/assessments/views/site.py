"""The address that papers, data and letters carry into the world."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> str:
    """Scheme and host without a slash: the instance's public address (LAYAK_URL), else the one that the
    request came by. A host that is not allowed is refused by Django before anything is written with it.
    """
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
