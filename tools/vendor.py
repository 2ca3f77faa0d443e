"""Refresh what others wrote: fetch the pinned npm packages, copy their files, draw the icon sprite.

`static/vendor/vendor.json` says which files come from which package; this script fills in their
SHA-256 and rewrites `static/layak/icons.svg` from the names in `web/icons.txt`. Neither building nor
running Layak needs npm: the files are committed.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

WEB = Path(__file__).parents[1] / "src" / "layak" / "web"
VENDOR = WEB / "static" / "vendor"
SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*\n?$")
LADDER = [(0.0, 10.0, 4.0), (4.6, 7.5, 6.5), (9.2, 5.0, 9.0), (13.8, 2.5, 11.5), (18.4, 0.0, 14.0)]


def fetch(package: str, version: str, folder: Path) -> Path:
    """Unpack one npm package below `folder` and return its root."""
    packed = subprocess.run(  # noqa: S603 - the names come from vendor.json
        ["npm", "pack", "--silent", f"{package}@{version}"],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    target = folder / package.replace("/", "-")
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def copy(source: Path, target: Path) -> str:
    """Copy one file without its source-map line (the map is not shipped) and return its SHA-256."""
    content = SOURCE_MAP.sub(b"\n", source.read_bytes())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def symbol(name: str, root: Path) -> str:
    """One lucide icon as a `<symbol>`; raises FileNotFoundError for a name lucide does not have."""
    drawing = (root / "icons" / f"{name}.svg").read_text()
    inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    shapes = re.sub(r"\s*\n\s*", "", inside[1]) if inside else ""
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def ladder(rungs: int) -> str:
    """The little ladder of a predikat with its first `rungs` rungs filled (0 to 5)."""
    bars = "".join(
        f'<rect x="{x:g}" y="{y:g}" width="3.6" height="{height:g}" rx=".9" fill="currentColor"'
        + ("/>" if i < rungs else ' opacity=".3"/>')
        for i, (x, y, height) in enumerate(LADDER)
    )
    return f'<symbol id="p-{rungs}" viewBox="0 0 22 14">{bars}</symbol>'


def sprite(root: Path) -> str:
    """All icons that Layak uses in one file: lucide's (ISC) and the six ladders."""
    names = (WEB / "icons.txt").read_text().split()
    parts = [symbol(name, root) for name in sorted(set(names))] + [ladder(n) for n in range(6)]
    head = "<!-- Lucide, ISC, see vendor/lucide/LICENSE; ladders by Layak -->"
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', head, *parts, "</svg>\n"])


def main() -> int:
    """Fetch, copy, draw; prints one line for each package."""
    manifest = json.loads((VENDOR / "vendor.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        for entry in manifest:
            root = fetch(entry["package"], entry["version"], Path(folder))
            for target, file in entry["files"].items():
                file["sha256"] = copy(root / file["from"], VENDOR / target)
            if entry["package"] == "lucide-static":
                (WEB / "static" / "layak" / "icons.svg").write_text(sprite(root))
            sys.stdout.write(f"{entry['package']} {entry['version']}\n")
    (VENDOR / "vendor.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
