"""Whether an edition holds together."""

from layak.core.loading import Draft


def check(draft: Draft) -> None: ...
