"""What the tests of the people step share."""

import pytest


@pytest.fixture(autouse=True)
def landing(settings) -> None:
    """After a log-in people land on a page of this step, so that its tests need no step above it."""
    settings.LOGIN_REDIRECT_URL = "profile"
