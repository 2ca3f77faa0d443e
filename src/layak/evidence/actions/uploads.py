"""A file on its way: begun, received piece by piece, inspected, stored under its hash, or given up."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused, insist
from layak.evidence import rules, storage
from layak.evidence.actions import documents
from layak.evidence.inspection import Limits, apart, refusals
from layak.evidence.inspection.names import clean_name
from layak.evidence.models import Document, Upload
from layak.people.models import User


class OffsetDiffers(Exception):  # noqa: N818 - reads as what happened
    """The piece does not start where the file ends; `offset` says where it does."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@storage.full_disk_said()
def start(
    name: str,
    size: int,
    *,
    by: User,
    district: str,
    agency: int | None,
    replaces: Document | None = None,
    admitted: bool = False,
    leaning: documents.Leaning | None = None,
) -> Upload:
    """Announce a file of `size` bytes; `Refused` when it is empty, too large or not theirs to add.

    `admitted`: a step above has asked its own rule, such as for a photo of the field team. `leaning` as
    in `documents.enter`: what would be refused in the end is refused before its bytes are sent.
    """
    if not admitted:
        insist(_may(by, district, agency, replaces) or _locked(replaces, leaning))
    _check_announced(size)
    upload = Upload(
        user=by,
        district_id=district,
        agency_id=agency,
        replaces=replaces,
        filename=clean_name(name),
        size=size,
    )
    storage.begin(staged(upload), size)
    try:
        upload.save(force_insert=True)
    except DatabaseError:
        staged(upload).unlink()
        raise
    return upload


@storage.full_disk_said()
def receive(upload: Upload, at: int, piece: bytes) -> Upload:
    """Add bytes at offset `at`; when this returns they are on the disk, whatever happens next.

    Raises `OffsetDiffers` when the file ends elsewhere, `Refused` when the disk is full or the
    announced size is exceeded, FileNotFoundError when the upload was given up.
    """
    with storage.locked(staged(upload)) as file:
        upload.refresh_from_db()
        if at != upload.received:
            raise OffsetDiffers(upload.received)
        if at + len(piece) > upload.size:
            raise refusals.too_large(at + len(piece), upload.size)
        upload.received = storage.append(file, at, piece)
        upload.save(update_fields=["received"])
    return upload


@storage.full_disk_said()
def finish(
    upload: Upload, *, by: User, admitted: bool = False, leaning: documents.Leaning | None = None
) -> Document:
    """Inspect a whole upload and make it a document (or a document's next file).

    Asked twice, also at once, it gives the same document. When the inspection refuses, nothing is
    kept and `Refused` says why; so too when the person's seat ended while the file was on its way.
    `admitted` as in `start`, `leaning` as in `documents.enter`.
    """
    if not admitted:
        may = _may(by, upload.district_id, upload.agency_id, upload.replaces)
        insist(may or _locked(upload.replaces, leaning))
    try:
        with storage.locked(staged(upload)) as file:
            upload.refresh_from_db()
            return upload.document or _adopt(upload, file, by, leaning)
    except FileNotFoundError:
        upload.refresh_from_db()
        if upload.document is None:
            raise
        return upload.document


def add_file(
    name: str,
    pieces: Iterable[bytes],
    size: int,
    *,
    by: User,
    district: str,
    agency: int | None,
    replaces: Document | None = None,
    admitted: bool = False,
    leaning: documents.Leaning | None = None,
) -> Document:
    """The whole way in one call, for forms without JavaScript and for loading; same refusals."""
    home = {"district": district, "agency": agency, "replaces": replaces}
    upload = start(name, size, by=by, **home, admitted=admitted, leaning=leaning)
    try:
        for piece in pieces:
            receive(upload, upload.received, piece)
        return finish(upload, by=by, admitted=admitted, leaning=leaning)
    except Refused as refused:
        with suppress(DatabaseError):  # on a full disk the sweep does it later
            give_up(upload)
        if refused.refusal.code == storage.FULL:
            raise _begin_again() from refused
        raise


def give_up(upload: Upload) -> None:
    """Forget an unfinished upload and its bytes; a finished one is left alone."""
    with transaction.atomic():
        if Upload.objects.filter(pk=upload.pk, document=None).delete()[0]:
            staged(upload).unlink(missing_ok=True)


def sweep(before: datetime) -> int:
    """Give up what was begun before a moment, and staged files nobody knows; return how many."""
    stale = list(Upload.objects.filter(started_at__lt=before, document=None))
    for upload in stale:
        give_up(upload)
    Upload.objects.filter(started_at__lt=before).delete()
    return len(stale) + sum(_sweep_file(file, before) for file in storage.staging().iterdir())


def staged(upload: Upload) -> Path:
    """Where an upload's bytes wait."""
    return storage.staging() / f"{upload.pk}.part"


def _begin_again() -> Refused:
    sentence = _(
        "Tempat penyimpanan server penuh, jadi berkas belum tersimpan. Beri tahu admin, lalu unggah lagi."
    )
    return Refused(Refusal(storage.FULL, sentence))


def _may(by: User, district: str, agency: int | None, replaces: Document | None) -> Refusal | None:
    return rules.change(by, replaces) if replaces else rules.add(by, district, agency)


def _locked(replaces: Document | None, leaning: documents.Leaning | None) -> Refusal | None:
    return leaning.locked(replaces.pk) if replaces and leaning else None


def _check_announced(size: int) -> None:
    if size <= 0:
        raise refusals.empty()
    if size > settings.MAX_FILE_BYTES:
        raise refusals.too_large(size, settings.MAX_FILE_BYTES)


def _adopt(upload: Upload, file: BinaryIO, by: User, leaning: documents.Leaning | None) -> Document:
    try:
        with staged(upload).open("rb") as unwritable:
            facts = apart.inspect(unwritable, upload.filename, Limits(file_bytes=settings.MAX_FILE_BYTES))
    except Refused:
        give_up(upload)
        raise
    sha256 = storage.sha256_of(file)
    storage.files().adopt(staged(upload), sha256)
    document = documents.enter(upload, facts, sha256, by=by, leaning=leaning)
    staged(upload).unlink(missing_ok=True)
    return document


def _sweep_file(file: Path, before: datetime) -> int:
    number = file.stem
    known = _is_uuid(number) and Upload.objects.filter(pk=number).exists()
    begun = datetime.fromtimestamp(file.stat().st_mtime, tz=timezone.get_current_timezone())
    if known or begun >= before:
        return 0
    file.unlink(missing_ok=True)
    return 1


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
