"""What tests of the portal ask for: an empty memory of pages, outlines, published results."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layak.core.stages import Stage
from layak.portal.actions import load_outlines
from layak.portal.views import serving
from layak.results.actions.closing import Award
from layak.results.actions.publishing import publish
from layak.results.models import Result
from tests.results.stage import claimed, close
from tests.world import World

GEO = Path(__file__).parents[3] / "shared" / "geo"


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path) -> Iterator[None]:
    """No page of another test, no outlines."""
    settings.GEO_ROOT = tmp_path / "geo"
    serving._PAGES.clear()
    yield
    serving._PAGES.clear()


@pytest.fixture
def outlines() -> int:
    """The outlines of all districts, loaded as `layak load geo` does."""
    if not GEO.is_dir():
        pytest.skip("the geometry of the country is not here")
    return load_outlines(GEO)


@pytest.fixture
def awarded(world: World) -> Result:
    """Ogan Ilir's published award: far below the first band, decided as Pratama with a reason."""
    claimed(world)
    award = Award("pratama", "Keputusan 1/2026", "Contoh untuk uji")
    return publish(close(world, Stage.AWARD, award), by=world.agus)


@pytest.fixture
def judged(world: World) -> Result:
    """Ogan Ilir's published self-assessment; nothing is decided."""
    claimed(world)
    return publish(close(world, Stage.SELF), by=world.agus)
