"""Drawing the demo's documents: real PDFs and photographs that say on every page that they are invented."""

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFont

A4 = (595, 842)
PHOTO = (960, 640)
INK, PALE = (36, 50, 54), (214, 226, 226)
NOTICE = "CONTOH: BUKAN DOKUMEN RESMI"


def drawn(entry: dict[str, Any]) -> tuple[str, bytes]:
    """File name and bytes of a document of the list: a JPEG when it is a photo, else a PDF."""
    out = io.BytesIO()
    if entry.get("photo"):
        _photo(entry["title"]).save(out, "JPEG", quality=80)
        return f"{entry['title']}.jpg", out.getvalue()
    first, *rest = (_page(entry, number) for number in range(1, entry["pages"] + 1))
    first.save(out, "PDF", save_all=True, append_images=rest, title=entry["title"], producer="Layak")
    return f"{entry['title']}.pdf", out.getvalue()


def _page(entry: dict[str, Any], number: int) -> Image.Image:
    """A sheet with a heading, lines in place of words, and the notice."""
    page, pen = _sheet(A4, "white")
    pen.text((60, 60), entry["title"], INK, _font(20))
    pen.text((60, 92), str(entry.get("number", "")), INK, _font(13))
    for line in range(24):
        right = 535 if (line + number) % 5 else 340
        pen.rectangle((60, 150 + line * 24, right, 158 + line * 24), PALE)
    pen.text((60, 770), f"{NOTICE}   {number}/{entry['pages']}", INK, _font(13))
    return page


def _photo(title: str) -> Image.Image:
    """A schoolyard under a sky, without anybody in it."""
    photo, pen = _sheet(PHOTO, (188, 216, 226))
    pen.rectangle((0, 420, *PHOTO), (158, 188, 132))
    pen.rectangle((180, 240, 620, 460), (244, 236, 220), INK, 3)
    pen.polygon([(160, 240), (400, 130), (640, 240)], (172, 92, 70))
    pen.rectangle((370, 330, 430, 460), (120, 88, 66))
    pen.ellipse((760, 60, 850, 150), (250, 222, 130))
    pen.text((40, 560), title, INK, _font(28))
    pen.text((40, 600), NOTICE, INK, _font(20))
    return photo


def _sheet(size: tuple[int, int], colour: Any) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, colour)
    return image, ImageDraw.Draw(image)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
