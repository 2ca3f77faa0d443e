"""Times are shown in the zone where the person works, and no zone leaks into the next request."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from layak.web.middleware import ZoneMiddleware

NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hour"), [("rina", 12), ("yusuf", 12), ("wayan", 13), ("maya", 13), ("agus", 12)]
)
def test_a_moment_is_shown_in_the_persons_own_time(world, name, hour):
    request, seen = RequestFactory().get("/"), []
    request.user = getattr(world, name)

    def page(inner):
        middleware.process_view(inner)
        seen.append(timezone.localtime(NOON).hour)
        return HttpResponse()

    middleware = ZoneMiddleware(page)
    middleware(request)
    assert seen == [hour]
    assert timezone.localtime(NOON).hour == 12
