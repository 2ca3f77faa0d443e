"""The look is built as documented: joined styles, sums of what others wrote, icons that exist."""

import hashlib
import json
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "layak"
WEB = SRC / "web"
STATIC = WEB / "static"
MANIFEST = json.loads((STATIC / "vendor" / "vendor.json").read_text())
FILES = {name: file["sha256"] for entry in MANIFEST for name, file in entry["files"].items()}


def test_the_joined_stylesheet_is_up_to_date():
    parts = sorted((WEB / "styles").glob("*.css"))
    joined = "".join(part.read_text() for part in parts)
    assert (STATIC / "layak" / "layak.css").read_text() == joined, "run `make css`"


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_the_one_that_was_fetched(name):
    assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == FILES[name]


def test_every_vendored_file_is_in_the_manifest_and_has_a_licence_beside_it():
    present = {str(f.relative_to(STATIC / "vendor")) for f in (STATIC / "vendor").rglob("*") if f.is_file()}
    assert present == {*FILES, "vendor.json"}
    assert {name.split("/")[0] for name in FILES} == {
        n.split("/")[0] for n in FILES if n.endswith("/LICENSE")
    }


def test_the_sprite_has_every_listed_icon_and_the_six_ladders():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "layak" / "icons.svg").read_text()))
    listed = {f"i-{name}" for name in (WEB / "icons.txt").read_text().split()}
    assert drawn == listed | {f"p-{rungs}" for rungs in range(6)}


def test_every_icon_that_a_page_names_is_in_the_sprite():
    listed = set((WEB / "icons.txt").read_text().split())
    for page in SRC.rglob("*.html"):
        named = set(re.findall(r'{% icon "([^"]+)"', page.read_text()))
        named |= set(re.findall(r'"([^"]+)"\|icon\b', page.read_text()))
        named |= set(re.findall(r'icon_name="([^"]+)"', page.read_text()))
        assert named <= listed, f"{page.name} names icons that icons.txt lacks: {named - listed}"


def test_every_class_of_ours_that_a_page_names_is_in_the_styles():
    drawn = set(re.findall(r"\.(ly-[a-z0-9-]+)", (STATIC / "layak" / "layak.css").read_text()))
    for page in SRC.rglob("*.html"):
        classes = " ".join(re.findall(r'class="([^"]*)"', page.read_text()))
        named = set(re.findall(r"(?<![\w-])(ly-[a-z0-9-]*[a-z0-9])(?![\w{-])", classes))
        assert named <= drawn, f"{page.name} names classes without a style: {sorted(named - drawn)}"


def test_no_page_breaks_the_content_security_policy():
    forbidden = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|https?://(?!www\.w3\.org)|javascript:"
    )
    for page in (page for page in SRC.rglob("*.html") if "email" not in page.parts):
        assert not forbidden.search(page.read_text()), page.name


def test_a_first_visit_stays_under_150_kb_on_the_wire():
    import brotli

    texts = [
        "vendor/bootstrap/bootstrap.min.css",
        "layak/layak.css",
        "layak/icons.svg",
        "vendor/htmx/htmx.min.js",
    ]
    texts += [str(f.relative_to(STATIC)) for f in (STATIC / "layak" / "js").glob("*.js")]
    wire = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in texts)
    assert wire + (STATIC / "vendor" / "plus-jakarta-sans" / "latin.woff2").stat().st_size < 120_000
