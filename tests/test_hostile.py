"""A hostile file sent to a real server: it is refused in its time, and everybody else is served."""

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.evidence import hostile
from tests.evidence.files import text_pdf
from tests.instance import PASSWORD, Instance, Server, Visitor
from tests.journeys.house import prepared
from tests.test_backup import FILL, python

OPENER = "layak.evidence.inspection.opener"


@pytest.fixture(scope="module")
def server(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two processes, as `docs/guide/operate.md` advises for two cores, and Rina who may upload."""
    instance = Instance(shutil.copytree(prepared(shared), tmp_path_factory.mktemp("hostile") / "home"))
    python(instance, f"{FILL}\nworld.rina.set_password({PASSWORD!r})\nworld.rina.save()")
    with instance.served("--processes", "2") as running:
        yield running


def send(visitor: Visitor, content: bytes) -> tuple[int, dict]:
    """Announce and send a file in one piece; the answer to that piece."""
    _status, told = visitor.post("/bukti/unggah/", {"name": "a.pdf", "size": len(content)})
    headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    status, answer = visitor.patch(json.loads(told)["url"], content, headers)
    return status, json.loads(answer)


def openers(server: Server) -> list[psutil.Process]:
    family = psutil.Process(server.process.pid).children(recursive=True)
    alive = [each for each in family if each.status() != psutil.STATUS_ZOMBIE]
    return [each for each in alive if OPENER in each.cmdline()]


def others_while(act: Callable[[], object], visitor: Visitor) -> tuple[object, int, float]:
    """What came of an act, how many others were served meanwhile, and how long the slowest waited (s)."""
    answers: list[object] = []
    sender = threading.Thread(target=lambda: answers.append(act()))
    sender.start()
    others, slowest = 0, 0.0
    while sender.is_alive():
        began = time.monotonic()
        assert visitor.with_cookies(visitor.port, visitor.cookies).get("/sehat/")[0] == 200
        others, slowest = others + 1, max(slowest, time.monotonic() - began)
    return answers[0], others, slowest


def test_others_are_served_while_a_hostile_file_is_opened_and_refused(server):
    rina = Visitor(server.port, "rina")
    (status, told), others, slowest = others_while(lambda: send(rina, hostile.endless_pdf()), rina)
    assert (status, told["code"]) == (422, "file-too-heavy")
    assert (others > 0, slowest < 40) == (True, True), (others, slowest)
    assert send(rina, text_pdf("LAPORAN"))[0] == 201


def test_others_are_served_while_a_hostile_signature_is_checked_and_refused(server):
    rina = Visitor(server.port, "rina")
    held = hostile.counting_pdf()
    (status, page), others, slowest = others_while(lambda: rina.hand_in("/periksa/", "rapor.pdf", held), rina)
    assert (status, "Pemeriksaan tanda tangan dihentikan" in page.decode()) == (422, True)
    assert (others > 0, slowest < 40) == (True, True), (others, slowest)
    status, page = rina.hand_in("/periksa/", "rapor.pdf", text_pdf("LAPORAN"))
    assert (status, "tidak menyebut hasil yang diumumkan" in page.decode()) == (200, True)


def test_processes_share_one_opener_and_a_killed_one_is_replaced(server):
    rina = Visitor(server.port, "rina")
    [first] = [each for each in openers(server) if each.parent().pid == server.process.pid]
    for each in openers(server):
        each.kill()
    assert [send(rina, text_pdf(f"LAPORAN {n}"))[0] for n in range(4)] == [201] * 4
    assert first.pid not in {each.pid for each in openers(server)}
