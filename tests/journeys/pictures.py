"""Pictures for the README and the guides, taken on the way: LAYAK_PICTURES=1 writes them anew."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.journeys.looking import DESK, PHONE, settle

FOLDER = Path(__file__).parents[2] / "docs" / "guide" / "img"

_BARE = """document.querySelectorAll("[style='']").forEach(one => one.removeAttribute("style"))"""
"""Takes off what a screenshot leaves on elements, lest htmx copies it, which the policy forbids."""


def picture(page: Page, name: str, of: Locator | None = None) -> None:
    """The page as it stands, at 360 and at 1280 px, `of` in its middle: `name-360.png`, `name-1280.png`."""
    if not os.environ.get("LAYAK_PICTURES"):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    own = page.viewport_size or DESK
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        settle(page)
        if of:
            of.evaluate("one => one.scrollIntoView({block: 'center'})")
        drawn = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        drawn.quantize(256).save(FOLDER / f"{name}-{size['width']}.png", optimize=True)
    page.set_viewport_size(own)
    page.evaluate(_BARE)
