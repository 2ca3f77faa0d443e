"""Publishing the daily root: one signed number that fixes how long every trail was on that day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from layak.core.merkle import root_of
from layak.results.models import Root
from layak.results.queries import roots
from layak.results.signing import instance
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE, record

AGE = timedelta(days=1)


@transaction.atomic
def publish_root(day: date | None = None) -> Root:
    """The root of a day (today by default), made and signed once; asked again, the one that was made.

    Its tips are those of the moment, before its own line in the instance's chain.
    """
    day = day or timezone.localdate()
    if made := roots.of_day(day):
        return made
    tips = trail.tips()
    whole = root_of(tips)
    record("results.root", by=None, chain=INSTANCE, about=f"root:{day}", data={"root": whole})
    root, _new = Root.objects.get_or_create(
        day=day,
        defaults={
            "root": whole,
            "tips": [list(tip) for tip in tips],
            "key": instance.public_key(),
            "signature": instance.sign(roots.message(day, whole)),
        },
    )
    return root


def publish_due() -> Root:
    """The newest root, made now when it is older than a day: for instances that no cron looks after."""
    newest = roots.newest()
    if newest is None or timezone.now() - newest.made_at > AGE:
        return publish_root()
    return newest
