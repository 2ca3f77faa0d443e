"""The store: byte-identical, once, durable, and whole or not at all."""

import errno
import hashlib
import os

import pytest

from layak.core.refusal import Refused
from layak.evidence import storage

CONTENT = b"isi berkas " * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def staged(name: str, content: bytes = CONTENT):
    path = storage.staging() / name
    storage.begin(path, len(content))
    with storage.locked(path) as file:
        storage.append(file, 0, content)
    return path


def test_a_file_is_stored_byte_identical_under_its_hash(stored):
    path = staged("a.part")
    with storage.locked(path) as file:
        storage.files().adopt(path, storage.sha256_of(file))
    path.unlink()
    assert stored() == {f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}": CONTENT}
    with storage.files().open(storage.name_of(SHA256)) as file:
        assert file.read() == CONTENT


def test_the_same_file_twice_is_stored_once(stored):
    for name in ("a.part", "b.part"):
        path = staged(name)
        storage.files().adopt(path, SHA256)
        path.unlink()
    assert len(stored()) == 1


def test_a_name_that_is_no_hash_never_becomes_a_path():
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.name_of("../../etc/passwd")


def test_a_piece_is_flushed_before_it_is_acknowledged(monkeypatch):
    path = storage.staging() / "a.part"
    storage.begin(path, 10)
    flushed = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: (flushed.append(path.stat().st_size), real(descriptor))
    )
    with storage.locked(path) as file:
        assert storage.append(file, 0, b"12345") == 5
        assert storage.append(file, 5, b"67890") == 10
    assert flushed == [5, 10]


def test_bytes_beyond_what_was_acknowledged_are_written_over():
    path = staged("a.part", b"12345xxxx")
    with storage.locked(path) as file:
        storage.append(file, 5, b"67")
    assert path.read_bytes() == b"1234567"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_midway_keeps_what_was_acknowledged(monkeypatch, number):
    path = staged("a.part", b"12345")
    real = os.write

    def half_then_full(descriptor: int, data) -> int:
        if len(data) < 6:
            raise OSError(number, os.strerror(number))
        return real(descriptor, data[:4])

    monkeypatch.setattr(os, "write", half_then_full)
    with storage.locked(path) as file, pytest.raises(Refused) as raised:
        storage.append(file, 5, b"67890abc")
    assert raised.value.refusal.code == "disk-full"
    assert str(raised.value.refusal.sentence).startswith("Tempat penyimpanan server penuh")
    assert path.read_bytes() == b"12345"


def test_a_file_that_would_fill_the_disk_is_refused_before_it_begins(stored):
    with pytest.raises(Refused) as raised:
        storage.begin(storage.staging() / "a.part", 10**18)
    assert (raised.value.refusal.code, stored()) == ("disk-full", {})


def test_other_disk_errors_are_not_called_a_full_disk(monkeypatch):
    path = staged("a.part", b"")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
    with storage.locked(path) as file, pytest.raises(OSError, match="broken"):
        storage.append(file, 0, b"1")
