"""Every picture that the README and the guides show is there, and nothing is kept that they do not show."""

import re
from pathlib import Path

from tests.journeys.pictures import FOLDER

ROOT = Path(__file__).parents[2]


def shown() -> set[Path]:
    """The pictures named by Markdown files."""
    files = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
    return {
        (file.parent / name).resolve()
        for file in files
        if file.exists()
        for name in re.findall(r"""[("]([^()"\s]+\.png)[)"]""", file.read_text())
    }


def test_every_picture_that_a_guide_shows_is_there():
    assert {path for path in shown() if not path.exists()} == set()


def test_no_picture_is_kept_that_nobody_shows():
    assert {name(path) for path in FOLDER.glob("*.png")} - {name(path) for path in shown()} == set()


def name(path: Path) -> str:
    """What is shown, whatever the width."""
    return path.stem.rpartition("-")[0]
