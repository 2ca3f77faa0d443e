"""Verifiers and sheets for tests of verification: province and ministry at work on Ogan Ilir's sheet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from layak.assessments.models import Assessment, Stage, Window
from layak.core.stages import Go
from layak.core.stages import Stage as Step
from layak.people.models import Membership, Region, Role, User
from layak.verification.actions import assigning
from layak.verification.actions.passing import pass_on
from layak.verification.models import Mandate
from tests.world import PASSWORD, World

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Verifiers:
    """Who verifies: two of Sumatera Selatan, one of Kalimantan Timur, two of the ministry."""

    hadi: User
    lestari: User
    tono: User
    ratna: User
    imam: User


def verifiers() -> Verifiers:
    """Make them, each with the place where they verify."""
    Region.objects.get_or_create(pk="0", defaults={"name": "Indonesia", "level": Region.Level.NATION})
    places = {"hadi": "16", "lestari": "16", "tono": "64", "ratna": "0", "imam": "0"}
    return Verifiers(**{name: person(name, Role.VERIFIER, place) for name, place in places.items()})


def person(name: str, role: Role, place: str) -> User:
    """A person with one role in one region."""
    made, new = User.objects.get_or_create(
        username=name, defaults={"name": name.capitalize(), "email": f"{name}@contoh.test"}
    )
    if new:
        made.set_password(PASSWORD)
        made.save()
    Membership.objects.create(user=made, role=role, region_id=place)
    return made


def window(world: World, stage: Step, opens: datetime, closes: datetime) -> Window:
    """Set the window of a stage for the whole nation."""
    ends = {"opens_at": opens, "closes_at": closes}
    return Window.objects.update_or_create(
        cycle=world.cycle, stage=Stage(stage.value), province=None, defaults=ends
    )[0]


def open_windows(world: World) -> None:
    """Every stage that has a window is open now, for a week to each side."""
    now = timezone.now()
    for stage in Step:
        if stage is not Step.REPAIR:
            window(world, stage, now - 7 * DAY, now + 7 * DAY)


def send(world: World) -> Assessment:
    """The secretariat sends Ogan Ilir's sheet to the province; the sheet as it is now."""
    sheet = fresh(world.assessment)
    pass_on(sheet, Go.SEND, by=world.yusuf)
    return fresh(sheet)


def fresh(sheet: Assessment) -> Assessment:
    """The sheet read anew, with its cycle and district."""
    return Assessment.objects.select_related("cycle", "district").get(pk=sheet.pk)


def charge(sheet: Assessment, who: User, stage: Step = Step.PROVINCE, **said: object) -> Mandate:
    """Give a verifier the sheet."""
    return assigning.assign(sheet, stage, who, by=None, **said)
