"""What people do in their busiest week: save answers, turn pages, upload proof."""

import io
import os
import zlib
from functools import partial

from PIL import Image

from bench.clock import Timing, repeat
from bench.visitor import Visitor
from layak.assessments.models import Answer, Assessment, Assignment
from layak.core import catalogue

SMALL, LARGE = 100_000, 49_900_000


def pages(home: str, indicator: str) -> dict[str, tuple[str, str]]:
    """The pages measured: name -> (who looks, address)."""
    number = _newest(home).pk
    return {
        "indicator page": ("bench-operator", f"/lembar/{number}/{indicator}/"),
        "tasks": ("bench-operator", "/tugas/"),
        "control room": ("bench-secretariat", f"/ruang-kendali/{number}/"),
        "sheet .json (274 rows)": ("bench-secretariat", f"/lembar/{number}.json"),
        "assignments": ("bench-secretariat", f"/pembagian/{number}/"),
        "library (200 documents)": ("bench-secretariat", "/bukti/"),
    }


def run(port: int, home: str, indicator: str, saves: int) -> dict[str, Timing]:
    """Milliseconds of everything a busy district does, seen by the browser on the same machine."""
    operator = Visitor(port, "bench-operator")
    timed = {"save an answer": repeat(saves, _saving(operator, home), served=operator.spent)}
    for name, (who, path) in pages(home, indicator).items():
        visitor = Visitor(port, who)
        timed[name] = repeat(60, lambda _, v=visitor, p=path: v.get(p), served=visitor.spent)
    sizes = {"upload 100 kB": (SMALL, 20, 3), "upload 50 MB": (LARGE, 3, 0)}
    for name, (size, runs, warm) in sizes.items():
        photos = [(f"{size}-{n}.jpg", _photo(size)) for n in range(runs + warm)]
        send = partial(_upload, operator, photos)
        timed[name] = repeat(runs, send, warm, operator.spent)
    return timed


def _upload(operator: Visitor, photos: list[tuple[str, bytes]], _n: int) -> None:
    operator.upload("/bukti/unggah/", *photos.pop())


def _saving(visitor: Visitor, home: str):
    """Saves the operator's draft rows in turn, other points each time, at their right versions."""
    newest, edition = _newest(home), catalogue.get("kla-2024")
    operators = Assignment.objects.filter(assessment=newest, agency__name="Dinas Kesehatan")
    rows = Answer.objects.filter(assessment=newest, status="draft", code__in=operators.values("code"))
    versions = dict(rows.order_by("id").values_list("code", "version"))
    codes = list(versions)

    def save(n: int) -> None:
        code = codes[n % len(codes)]
        points = edition.questions[code].max * (1 + versions[code] % 7) // 10
        fields = {"kind": "direct", "points": f"{points / 1000:.3f}", "version": versions[code], "note": ""}
        visitor.post(f"/lembar/{newest.pk}/pertanyaan/{code}/", fields)
        versions[code] += 1

    return save


def _newest(home: str) -> Assessment:
    return Assessment.objects.filter(district_id=home).order_by("-cycle__year")[0]


def _photo(size: int) -> bytes:
    """A JPEG of this size that no other upload equals: noise a camera could have taken."""
    head = _pixel()
    filling = os.urandom(size - len(head) - 2)
    return head + filling.replace(b"\xff", b"\xfe") + b"\xff\xd9"


def _pixel() -> bytes:
    """A whole small JPEG without its end mark; what follows it is read as more of its last scan."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (zlib.crc32(os.urandom(4)) & 255, 80, 90)).save(out, "JPEG")
    return out.getvalue()[:-2]
