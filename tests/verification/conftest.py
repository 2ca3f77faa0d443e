"""What tests of verification ask for: the verifiers, and a sheet that the province is judging."""

import pytest

from layak.assessments.models import Assessment
from tests.assessments.steering import claim
from tests.verification.people import Verifiers, charge, open_windows, send, verifiers
from tests.world import World


@pytest.fixture
def store(settings, tmp_path) -> None:
    """Files of proof and their drawn pages in a folder of the test's own."""
    settings.EVIDENCE_ROOT, settings.EVIDENCE_CACHE = tmp_path / "evidence", tmp_path / "cache"


@pytest.fixture
def team(world: World) -> Verifiers:
    """The verifiers."""
    return verifiers()


@pytest.fixture
def sheet(world: World, team: Verifiers) -> Assessment:
    """Ogan Ilir's sheet with three approved answers, at the province, charged to Hadi."""
    open_windows(world)
    claim(world, "14.1", 3_000, status="approved")
    claim(world, "14.2", 2_000, status="approved")
    claim(world, "18.1", 1_000, status="approved")
    sent = send(world)
    charge(sent, team.hadi)
    return sent
