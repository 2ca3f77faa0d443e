"""What was acknowledged is never lost: servers killed in the middle of work, and 32 people saving at once."""

import hashlib
import json
import random
import signal
import threading
from collections.abc import Callable
from functools import partial
from http.client import HTTPException
from pathlib import Path

import psutil

from tests.evidence.files import text_pdf
from tests.instance import Instance, Visitor

ROWS = ("16.1", "16.2", "16.3", "16.5", "16.6", "16.7", "16.8", "21C.1")
"""Drafts in the demo; the secretariat may answer any of them."""


class Sheet:
    """The sheet of this year's assessment as one person sees it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        status, body = visitor.get("/lembar/2.json")
        assert status == 200, body[:300]
        self.rows = {row["code"]: row for row in json.loads(body)["rows"]}

    def points(self, code: str) -> int:
        """The stored points of a row in 1/1000."""
        return round(float(self.rows[code]["points"]) * 1000)

    def save(self, code: str, points: int, note: str = "") -> int:
        """Save points (1/1000) and a note at the version seen; the status of the answer."""
        row = {"version": self.rows[code]["version"], "note": note}
        form = {"kind": "direct", "points": f"{points / 1000:.3f}"} | row
        return self.visitor.post(f"/lembar/2/pertanyaan/{code}/", form)[0]


def start_from_zero(demo: Instance) -> None:
    with demo.served() as server:
        sheet = Sheet(Visitor(server.port, "yusuf"))
        assert {sheet.save(code, 0) for code in ROWS} == {302}


def together(work: list[Callable[[], None]]) -> list[BaseException]:
    """Run everything at once; what went wrong."""
    wrong: list[BaseException] = []

    def guarded(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=guarded, args=[task]) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_thirty_two_clients_saving_at_once_meet_no_error_and_lose_no_update(demo):
    start_from_zero(demo)
    with demo.served("--processes", "2") as server:
        cookies = Visitor(server.port, "yusuf").cookies

        def sign_three_times(client: int) -> None:
            """Add a word of one's own to what stands in a row; refused as stale, look again."""
            visitor, code = Visitor.with_cookies(server.port, cookies), ROWS[client % len(ROWS)]
            for word in (f"{client}a", f"{client}b", f"{client}c"):
                status = 409
                while status == 409:
                    sheet = Sheet(visitor)
                    status = sheet.save(code, 0, f"{sheet.rows[code]['note']} {word}")
                assert status == 302, status

        assert together([partial(sign_three_times, client) for client in range(32)]) == []
        rows = Sheet(Visitor.with_cookies(server.port, cookies)).rows
        kept = {word for code in ROWS for word in rows[code]["note"].split()}
        assert kept == {f"{client}{letter}" for client in range(32) for letter in "abc"}
    assert "putus" not in demo.layak("verify-trail")


class Witness:
    """Writes down what a server acknowledged until it dies."""

    def __init__(self) -> None:
        self.saved, self.files, self.rounds = 0, {}, 0

    def keep_saving(self, visitor: Visitor) -> None:
        """Count the points of one row up by a thousandth, as fast as the server says yes."""
        sheet = Sheet(visitor)
        self.check_points(sheet)
        points = sheet.points(ROWS[0])
        while sheet.save(ROWS[0], points + 1) == 302:
            points, self.saved = points + 1, points + 1
            sheet.rows[ROWS[0]]["version"] += 1

    def check_points(self, sheet: Sheet) -> None:
        """One more than acknowledged may stand: the last save, whose answer died on its way."""
        assert sheet.points(ROWS[0]) - self.saved in {0, 1}
        self.saved = sheet.points(ROWS[0])

    def keep_uploading(self, visitor: Visitor) -> None:
        """Send one small file after another in two pieces each."""
        while True:
            content = text_pdf(f"bukti {self.rounds}", title=str(random.random()))  # noqa: S311
            self.rounds += 1
            number = upload(visitor, content)
            self.files[number] = hashlib.sha256(content).hexdigest()

    def check_files(self, visitor: Visitor) -> None:
        """Every acknowledged document is there, byte for byte."""
        for number, digest in self.files.items():
            status, content = visitor.get(f"/bukti/{number}/berkas/1/")
            assert (status, hashlib.sha256(content).hexdigest()) == (200, digest)


def upload(visitor: Visitor, content: bytes) -> int:
    """Upload a file in two pieces; the number of the document that was acknowledged."""
    status, body = visitor.post("/bukti/unggah/", {"name": "bukti.pdf", "size": len(content)})
    assert status == 201, body
    half = len(content) // 2
    url, kind = json.loads(body)["url"], "application/offset+octet-stream"
    visitor.patch(url, content[:half], {"Content-Type": kind, "Upload-Offset": "0"})
    status, body = visitor.patch(url, content[half:], {"Content-Type": kind, "Upload-Offset": str(half)})
    assert status == 201, body
    return json.loads(body)["document"]["id"]


def test_a_server_killed_again_and_again_loses_nothing_it_acknowledged(demo):
    start_from_zero(demo)
    witness = Witness()
    for _ in range(5):
        with demo.served("--processes", "2") as server:
            yusuf, rina = Visitor(server.port, "yusuf"), Visitor(server.port, "rina")
            witness.check_files(rina)
            doomed = [partial(witness.keep_saving, yusuf), partial(witness.keep_uploading, rina)]
            killer = threading.Timer(random.uniform(0.6, 1.6), server.kill)  # noqa: S311
            killer.start()
            wrong = together(doomed)
            killer.join()
            assert all(isinstance(error, OSError | HTTPException) for error in wrong), wrong
    assert witness.saved > 10
    assert len(witness.files) > 5
    with demo.served() as server:
        witness.check_points(Sheet(Visitor(server.port, "yusuf")))
        witness.check_files(Visitor(server.port, "rina"))
    assert "putus" not in demo.layak("verify-trail")
    assert leftovers(demo.home) == set()


def leftovers(home: Path) -> set[str]:
    """Stored files whose content is not what their name says: none may be half there."""
    stored = [file for file in (home / "evidence").rglob("*") if file.is_file() and len(file.name) >= 64]
    assert stored, "no stored files were found to look at"
    return {f.name for f in stored if hashlib.sha256(f.read_bytes()).hexdigest() != f.stem[-64:]}


def test_an_upload_broken_by_a_dead_server_goes_on_where_it_stood(demo):
    content = text_pdf(*[f"baris {n}" for n in range(2000)])
    half, kind = len(content) // 2, "application/offset+octet-stream"
    with demo.served() as server:
        visitor = Visitor(server.port, "rina")
        _, body = visitor.post("/bukti/unggah/", {"name": "panjang.pdf", "size": len(content)})
        url = json.loads(body)["url"]
        visitor.patch(url, content[:half], {"Content-Type": kind, "Upload-Offset": "0"})
        server.kill()
    with demo.served() as server:
        visitor = Visitor(server.port, "rina")
        assert json.loads(visitor.get(url)[1])["offset"] == half
        status, body = visitor.patch(url, content[half:], {"Content-Type": kind, "Upload-Offset": str(half)})
        number = json.loads(body)["document"]["id"]
        assert (status, visitor.get(f"/bukti/{number}/berkas/1/")[1]) == (201, content)


def test_the_server_starts_soon_in_little_memory_and_ends_when_told(demo):
    with demo.served("--processes", "2") as server:
        Visitor(server.port, "yusuf").get("/ruang-kendali/2/")
        parent = psutil.Process(server.process.pid)
        family = [parent, *parent.children(recursive=True)]
        assert server.work < 4  # processor seconds while other tests crowd the machine; make bench times it
        assert max(process.memory_info().rss for process in family) < 200_000_000
        assert server.end() == 0
    assert psutil.wait_procs(family, timeout=5)[1] == []  # the one that opens files sees its door close


def test_ctrl_c_ends_the_server_as_well(demo):
    with demo.served() as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0
