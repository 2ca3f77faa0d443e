"""Static files are packed once: what has not changed since is left as it is, what was cut short is not."""

import gzip
import os
from pathlib import Path

import brotli
import pytest

from layak.web.packing import Packer

CONTENT = b"body { color: teal }\n" * 50


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "layak.abc.css"
    file.write_bytes(CONTENT)
    return file


def _packed(file):
    return Packer(quiet=True).compress(str(file))


def _unpacked(file):
    brotlied, gzipped = (Path(f"{file}{end}").read_bytes() for end in (".br", ".gz"))
    return [brotli.decompress(brotlied), gzip.decompress(gzipped)]


def test_a_file_is_packed_in_both_ways(file):
    assert _packed(file) == [f"{file}.br", f"{file}.gz"]
    assert _unpacked(file) == [CONTENT, CONTENT]


def test_what_is_packed_already_is_not_packed_again(file):
    _packed(file)
    written = os.stat(f"{file}.br").st_ctime_ns
    assert _packed(file) == [f"{file}.br", f"{file}.gz"]
    assert os.stat(f"{file}.br").st_ctime_ns == written


def test_a_file_that_changed_is_packed_again(file):
    _packed(file)
    file.write_bytes(CONTENT + CONTENT)
    _packed(file)
    assert _unpacked(file) == [CONTENT + CONTENT] * 2


def test_a_twin_cut_short_by_a_kill_is_packed_again(file):
    _packed(file)
    for end in (".br", ".gz"):
        twin = Path(f"{file}{end}")
        for left in (b"", twin.read_bytes()[:9], twin.read_bytes()[:-1]):
            twin.write_bytes(left)
            _packed(file)
            assert _unpacked(file) == [CONTENT, CONTENT]
