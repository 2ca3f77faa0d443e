"""How large and how nested a file may be before it is refused unread; one place for the figures."""

import errno
from dataclasses import dataclass

MB = 1_000_000
FULL = (errno.ENOSPC, errno.EDQUOT)
"""How the system says that there is no room left to unpack in."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, pixels and counts. The defaults fit a 2-core machine with 2 GB of memory."""

    file_bytes: int = 50 * MB
    pixels: int = 178_000_000  # Pillow's own ceiling; a JPEG is decoded at an eighth of its size
    full_decode_pixels: int = 60_000_000  # PNG and WebP have no cheap decode: 240 MB of memory at most
    zip_entries: int = 500
    zip_directory_marks: int = 20_000  # counted before the directory is read, nested DOCX included
    zip_unpacked_bytes: int = 400 * MB
    zip_ratio: int = 100  # real scans and tables stay below 30
    zip_ratio_from_bytes: int = 20 * MB  # small files may compress well without harm
    office_part_bytes: int = 200 * MB


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process that opens one file may use before it is ended, whatever it is doing."""

    seconds: float = 15  # by the clock on the wall, also when the machine is busy with others
    work_seconds: int = 10  # of a processor
    memory_bytes: int = 1_200 * MB  # of addresses, some 60 MB of which are the programs themselves
    written_bytes: int = 500 * MB  # unpacked to a temporary file


DRAWING = Bounds(seconds=10, work_seconds=6)
SIGNATURES = Bounds(seconds=20, work_seconds=5)  # six signatures take 2, loading the library 1
CERTIFICATE = Bounds(seconds=12, work_seconds=5)  # the slowest real locks take 2, loading the library 1
SIGNING = Bounds(seconds=40, work_seconds=10)  # opened once more, and a time stamp waited for
