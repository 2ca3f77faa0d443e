"""Every route of the instance, as the resolver knows it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes(node: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Full name and pattern of every route, depth first."""
    for pattern in (node or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, inner)
        else:
            yield f"{space}{pattern.name or ''}", pattern
