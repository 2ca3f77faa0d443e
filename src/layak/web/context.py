"""What every page's frame shows: who is in, where they are, where they can go, which clock runs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the layouts, computed only when a layout asks for it."""
    return {"demo": settings.DEMO}
