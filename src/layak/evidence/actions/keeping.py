"""Keeping a file that Layak itself made or was handed back, byte for byte, beside all proof."""

from hashlib import sha256
from uuid import uuid4

from django.db import transaction

from layak.evidence import storage
from layak.evidence.models import Blob


@storage.full_disk_said()
@transaction.atomic
def keep(content: bytes, mime: str) -> str:
    """Store the bytes under their SHA-256 and return it; kept already, nothing changes.

    Raises Refused on a full disk.
    """
    name = sha256(content).hexdigest()
    if not Blob.objects.filter(pk=name).exists():
        _store(content, name)
        Blob.objects.get_or_create(pk=name, defaults={"size": len(content), "mime": mime})
    return name


def _store(content: bytes, name: str) -> None:
    staged = storage.staging() / f"{uuid4()}.part"
    storage.begin(staged, len(content))
    try:
        with storage.locked(staged) as file:
            storage.append(file, 0, content)
        storage.files().adopt(staged, name)
    finally:
        staged.unlink()
