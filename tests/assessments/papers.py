"""Documents for tests of answering: small, described, and fit unless said otherwise."""

from datetime import date
from typing import Any

from layak.evidence.models import Blob, Document, Version
from tests.world import World


def paper(world: World, title: str = "Laporan KIA 2025", **said: Any) -> Document:
    """A two-page report of Dinas Kesehatan for 2025, fit for row 14.1."""
    said = {"kind": "data-terpilah", "date": date(2025, 12, 31), "agency": world.dinkes} | said
    document = Document.objects.create(
        title=title,
        district_id=said.pop("district", world.ogan_ilir.code),
        created_by=said.pop("created_by", world.rina),
        search_text=f"{title} {said.get('number', '')}".casefold(),
        **said,
    )
    blob, _new = Blob.objects.get_or_create(
        sha256=f"{document.pk:064x}", defaults={"size": 100, "mime": "application/pdf", "pages": 2}
    )
    Version.objects.create(
        document=document, number=1, blob=blob, filename=f"{title}.pdf", uploaded_by=world.rina
    )
    return document
