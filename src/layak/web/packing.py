"""Static files under hashed names, packed for the wire once: what has not changed is not packed again."""

from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

CLOSE = 1e-5
"""Seconds: as exactly as a file's time survives being copied as a fraction."""


class Packer(Compressor):
    """Packs a file unless its packed twins are there, as old as itself.

    WhiteNoise gives a twin its file's time only after the last byte, so a half-written one is packed again.
    """

    def compress(self, path: str) -> list[str]:
        """The packed twins of a file, by path."""
        twins = [f"{path}.br", f"{path}.gz"]
        return twins if all(_as_old(path, twin) for twin in twins) else super().compress(path)


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage with a packer that remembers."""

    def create_compressor(self, **options: Any) -> Packer:
        """What packs the files of one `prepare`."""
        return Packer(**options)


def _as_old(path: str, twin: str) -> bool:
    if not Path(twin).exists():
        return False
    return abs(Path(twin).stat().st_mtime - Path(path).stat().st_mtime) < CLOSE
