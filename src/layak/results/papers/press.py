"""Drawing papers with typst: data goes in as JSON, never as source text, so nothing typed can become code.

Tagged PDF, PDF/UA-1 and PDF/A-2a. The typeface is Libertinus Serif, which typst carries: no font ships.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent
STANDARDS = ["ua-1", "a-2a"]


def draw(kind: str, data: Mapping[str, Any]) -> bytes:
    """A paper ("berita-acara", "rapor") as PDF; the same data give the same bytes."""
    return _pressed(f"{kind}.typ", data, STANDARDS)


def stamp(data: Mapping[str, str]) -> bytes:
    """The picture of a signature: name, day and reason, as a PDF of one small page."""
    return _pressed("stempel.typ", data, [])


def qr(address: str) -> str:
    """A QR code as SVG."""
    import segno  # noqa: PLC0415 - 0.1 s that no start should wait for

    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def _pressed(template: str, data: Mapping[str, Any], standards: list[str]) -> bytes:
    drawn: bytes = typst.compile(
        str(FOLDER / template),
        root=str(FOLDER),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standards,
        ignore_system_fonts=True,
    )
    return drawn
