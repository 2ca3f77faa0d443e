"""Which pages of a document are meant: "3, 5-7", as a person types it."""

import re

Span = tuple[int, int]
"""From the first page to the last of a stretch, both meant; a single page twice."""

SPAN = re.compile(r"(\d{1,5})(?:\s*[-\u2013]\s*(\d{1,5}))?", re.ASCII)


class NotPages(ValueError):  # noqa: N818 - reads as what happened
    """The text is not a list of pages from 1 on, or a stretch of it runs backwards."""


def parse(text: str) -> tuple[Span, ...]:
    """Read "3, 5-7" as ((3, 3), (5, 7)); an empty text names no page. Raises NotPages."""
    return tuple(_span(part.strip()) for part in text.split(",")) if text.strip() else ()


def last(text: str) -> int:
    """The highest page that a text names; 0 where it names none. Raises NotPages."""
    return max((end for _start, end in parse(text)), default=0)


def _span(part: str) -> Span:
    found = SPAN.fullmatch(part)
    first, end = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= end:
        raise NotPages(part)
    return first, end
