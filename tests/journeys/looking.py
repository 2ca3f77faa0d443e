"""What must hold on every page: quiet console, closed policy, no other host, axe, widths, targets."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 640}
FINGER = 44
"""Least height in px of what a finger presses, but for places on a map, which a table has too."""

_LISTEN = """document.addEventListener("securitypolicyviolation", broken =>
  console.error("policy", broken.violatedDirective, broken.blockedURI, broken.sourceFile))"""
_FRAME = """() => ({
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main").length,
  title: document.title.split(" · ").filter(Boolean).length > 1,
  lang: document.documentElement.lang,
  loose: [...document.querySelectorAll(
      "script:not([src], [type='application/json']), [style]:not([style='']), style")]
    .map(one => one.outerHTML.slice(0, 120)),
})"""
_WIDE = """limit => document.documentElement.scrollWidth <= limit ? [] :
  [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > limit + 1)
    .slice(-3).map(one => one.outerHTML.slice(0, 140))"""
_SMALL = """least => [...document.querySelectorAll(
    "a[href], button, select, summary, textarea, input:not([type=hidden])")]
  .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))
  .filter(one => !one.closest(".ly-skip, .ly-map") && !inline(one))
  .map(one => [stretched(one) ?? one.closest("label, .form-check") ?? one, one])
  .filter(([box]) => box.getBoundingClientRect().height < least - 0.5)
  .map(([box, one]) => Math.round(box.getBoundingClientRect().height) + " px: "
    + one.outerHTML.slice(0, 140));
  function stretched(one) {
    const over = getComputedStyle(one, "::after");
    return over.content !== "none" && over.position === "absolute" ? one.offsetParent : null;
  }
  function inline(one) {
    if (one.tagName !== "A") return false;
    const around = one.parentElement;
    return getComputedStyle(one).display === "inline" &&
      around.textContent.trim().length > one.textContent.trim().length;
  }"""
_THEME = "theme => { document.documentElement.dataset.bsTheme = theme }"
_ALL = {"resultTypes": ["violations"], "preload": False}
_READY = """() => {
  axe.configure({rules: [{id: "color-contrast", selector: ":not([data-again])"}]});
  const color = axe.commons.color.Color.prototype, parse = color.parseString, known = new Map();
  color.parseString = function (text) {
    if (!known.has(text)) {
      const {red, green, blue, alpha} = parse.call(this, text);
      known.set(text, {red, green, blue, alpha});
    }
    return Object.assign(this, known.get(text));
  };
}"""
"""Let axe read each colour's name once, which takes it a third of its time, and not look `_ONCE` again."""
_ONCE = """looks => {
  const numbers = new Map(), ways = new Map([[null, 0]]), met = new Map();
  for (const one of document.querySelectorAll("*")) {
    const style = getComputedStyle(one);
    const way = [ways.get(one.parentElement), one.tagName, one.control?.disabled,
      one.matches(":disabled, [aria-disabled]"), ...looks.map(look => style[look])].join();
    if (!numbers.has(way)) numbers.set(way, numbers.size + 1);
    ways.set(one, numbers.get(way));
    const said = speaks(one), times = (met.get(way) ?? 0) + said;
    met.set(way, times);
    one.toggleAttribute("data-again", said && times > 3 && !one.closest("svg"));
  }
  function speaks(one) {
    return [...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim())
      && one.checkVisibility();
  }
}"""
"""Marks words painted as three before them on this page are, down from the root: their contrast is known.

Three, lest the first lies under something else. It is most of axe's work on a sheet of sixty like rows.
"""
_LOOKS = (
    *("color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow"),
    *("filter", "mixBlendMode", "position", "clipPath"),
)
THEMES = ("light", "dark")
EVERY_LIGHT = os.environ.get("LAYAK_LOOK") == "all"


@dataclass
class Watch:
    """Collects what a browser context complains of, from its first request to its last."""

    address: str
    expected: tuple[str, ...] = ()
    trouble: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Listen to every page of the context."""
        context.add_init_script(_LISTEN)
        context.on("page", lambda page: page.on("pageerror", self._fault))
        context.on("console", self._said)
        context.on("request", self._asked)
        return context

    def look(self, page: Page) -> None:
        """Note every fault of the page that is open."""
        self.trouble += faults(page)

    def _fault(self, error: Any) -> None:
        self.trouble.append(str(error))

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and not any(word in line.text for word in self.expected):
            self.trouble.append(f"{line.page.url if line.page else ''}: {line.text}")

    def _asked(self, request: Request) -> None:
        there, here = urlsplit(request.url), urlsplit(self.address)
        if there.scheme in {"http", "https", "ws"} and there.netloc != here.netloc:
            self.trouble.append(f"asks another host: {request.url}")


def settle(page: Page) -> None:
    """Wait until scripts have run and fonts are there."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")


def faults(page: Page, *, thorough: bool = True) -> list[str]:
    """Everything wrong with the page that is open, as sentences; leaves it light, at its own width.

    `thorough` asks axe in one of the four lights (two widths, day and night), in turn from address to
    address, or in all of them with LAYAK_LOOK=all (`make sweep`); without it only the frame and the phone's
    width are looked at, which takes a tenth of the time.
    """
    own = page.viewport_size
    settle(page)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    found = [f"{page.url}: {text}" for text in _frame(page)]
    for size in (DESK, PHONE) if thorough else (PHONE,):
        if size is PHONE:
            page.set_viewport_size(NARROW)
            found += [f"{page.url}: wider than 320 px: {one}" for one in page.evaluate(_WIDE, 320)]
        if page.viewport_size != size:
            page.set_viewport_size(size)
        place = f"{page.url} at {size['width']} px"
        found += [f"{place}: {text}" for text in _fit(page, size)]
        for theme in _lights(page.url, size) if thorough else ():
            page.evaluate(_THEME, theme)
            found += [f"{place}, {theme}: {text}" for text in broken(page)]
            page.evaluate(_THEME, "light")
    if own:
        page.set_viewport_size(own)
    return found


def _lights(url: str, size: dict[str, int]) -> Iterable[str]:
    """By day or by night, neither or both: in which lights axe is asked at this width."""
    every = [(width, theme) for width in (PHONE["width"], DESK["width"]) for theme in THEMES]
    path = urlsplit(url)
    wanted = every if EVERY_LIGHT else [every[crc32(f"{path.path}?{path.query}".encode()) % len(every)]]
    return [theme for width, theme in wanted if width == size["width"]]


def _frame(page: Page) -> list[str]:
    frame = page.evaluate(_FRAME)
    wanted = {"h1": 1, "main": 1, "title": True, "loose": []}
    wrong = [f"{name} is {frame[name]}" for name, right in wanted.items() if frame[name] != right]
    return wrong + ([] if frame["lang"] in {"id", "en"} else [f"language {frame['lang']!r}"])


def _fit(page: Page, size: dict[str, int]) -> list[str]:
    """Nothing wider than the screen; on a phone nothing to press that is too low."""
    wide = [f"wider than the screen: {one}" for one in page.evaluate(_WIDE, size["width"])]
    if size is not PHONE:
        return wide
    small = [f"too low for a finger, {one}" for one in page.evaluate(_SMALL, FINGER)]
    return wide + small


def broken(page: Page) -> list[str]:
    """The rules of axe that the page breaks as it stands, as sentences."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_READY)
    page.evaluate(_ONCE, _LOOKS)
    return [
        f"axe {rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for rule in page.evaluate("options => axe.run(options).then(found => found.violations)", _ALL)
        for node in rule["nodes"][:3]
    ]
