"""Documents: entered with their first file, described, given newer files, removed and brought back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core import readiness
from layak.core.refusal import Refusal, Refused, insist
from layak.evidence import queries, rules
from layak.evidence.inspection import Facts
from layak.evidence.models import Blob, Document, Upload, Version
from layak.people.models import User
from layak.trail.actions import record

_SEARCHED_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Leaning:
    """A step above that leans on documents (by id): its rows cite them.

    `locked` says why the file of one must stay as it is; `follow` acts when it got a newer file or was
    removed. Both are asked in that transaction, after the trail line, so the district's chain is locked.
    """

    locked: Callable[[int], Refusal | None]
    follow: Callable[[int], None]

    def heed(self, document: int) -> None:
        """Let it follow; Refused where the file must stay."""
        insist(self.locked(document))
        self.follow(document)


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a document; blanks are unknown. The period is inclusive on both ends."""

    title: str
    kind: str = ""
    number: str = ""
    date: dt.date | None = None
    issuer: str = ""
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    personal_data: bool = False
    masked: bool = False


@transaction.atomic
def enter(upload: Upload, facts: Facts, sha256: str, *, by: User, leaning: Leaning | None) -> Document:
    """Make an inspected, stored upload a document, or the next file of the one it replaces.

    Refused where the file of that one must stay: see `Leaning`. Raises ValueError for a newer file when
    it was not said who leans on documents.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.document is not None:
        return upload.document
    blob, _new = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": facts.bytes, "mime": facts.mime, "pages": facts.pages}
    )
    if blob.pages is None and facts.pages:  # a paper that Layak kept by itself, and nobody looked into
        blob.pages = facts.pages
        blob.save(update_fields=["pages"])
    document = _next_home(upload.replaces_id) or _new_document(upload, facts, by)
    version = _add_version(document, blob, facts.name, by)
    _judge(document)
    document.save(update_fields=["state"])
    Upload.objects.filter(pk=upload.pk).update(document=document)
    what = {"title": document.title, "file": version.number, "name": facts.name}
    _record("enter", document, by, what | {"sha256": sha256, "bytes": facts.bytes})
    if upload.replaces_id:
        _leaning(leaning).heed(upload.replaces_id)
    return document


@transaction.atomic
def add_link(link: str, title: str, *, by: User, district: str, agency: int | None) -> Document:
    """A document that is an address elsewhere, such as a video; `Refused` unless it is https."""
    insist(rules.add(by, district, agency) or rules.link(link))
    document = Document.objects.create(
        district_id=district,
        agency_id=agency,
        title=title,
        link=link,
        created_by=by,
        search_text=f"{title} {link}".casefold(),
    )
    _judge(document)
    document.save(update_fields=["state"])
    _record("enter", document, by, {"title": title, "link": link})
    return document


@transaction.atomic
def describe(document: Document, said: Description, *, version: int, by: User) -> Document:
    """Replace what is said of a document; `Refused` ("stale") when it has changed since `version`."""
    insist(rules.change(by, document))
    # no_key here and below: whoever cites the document meanwhile only leans on its key, and may go on
    current = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    _check_fresh(current, version)
    before, after = asdict(description_of(current)), asdict(said)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        return current
    for name, value in changed.items():
        setattr(current, name, value)
    current.search_text = "\n".join([_words(said), *current.search_text.split("\n")[1:]])
    _judge(current)
    _save(current)
    _record("describe", current, by, {"before": {n: before[n] for n in changed}, "after": changed})
    return current


@transaction.atomic
def mark_personal(document: Document, *, by: User) -> Document:
    """Say that a document one has just uploaded holds personal data; its uploader may, whoever they are."""
    insist(None if document.created_by_id == by.pk else rules.change(by, document))
    current = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if current.personal_data:
        return current
    current.personal_data = True
    _judge(current)
    _save(current)
    _record("describe", current, by, {"before": {"personal_data": False}, "after": {"personal_data": True}})
    return current


@transaction.atomic
def remove(document: Document, *, version: int, by: User, leaning: Leaning) -> Document:
    """Take a document out of the library; its files stay, and `restore` brings it back.

    Refused where it must stay: see `Leaning`.
    """
    insist(rules.change(by, document))
    current = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    _check_fresh(current, version)
    current.removed_at = timezone.now()
    _save(current)
    _record("remove", current, by, {"title": current.title})
    leaning.heed(current.pk)
    return current


@transaction.atomic
def restore(document: Document, *, by: User) -> Document:
    """Bring a removed document back; one that is there already stays as it is."""
    insist(rules.change(by, document))
    current = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if current.removed_at is None:
        return current
    current.removed_at = None
    _save(current)
    _record("restore", current, by, {"title": current.title})
    return current


@transaction.atomic
def note_read(file: Version, *, by: User, page: int | None = None) -> None:
    """Write down that someone opened a file, or one page of it, with personal data."""
    data = {"file": file.number, "page": page, "personal": True}
    _record("read", file.document, by, data)


def description_of(document: Document) -> Description:
    """What is said of a document now."""
    return Description(**{name: getattr(document, name) for name in Description.__slots__})


def _next_home(replaces: int | None) -> Document | None:
    return Document.objects.select_for_update(no_key=True).get(pk=replaces) if replaces else None


def _leaning(said: Leaning | None) -> Leaning:
    if said is None:
        raise ValueError("a newer file needs to know who leans on its document")
    return said


def _new_document(upload: Upload, facts: Facts, by: User) -> Document:
    title = facts.suggestion.title
    words = _words(Description(title=title))
    inside = " ".join(f"{facts.name} {facts.text[:_SEARCHED_CHARACTERS]}".casefold().split())
    return Document.objects.create(
        district_id=upload.district_id,
        agency_id=upload.agency_id,
        title=title,
        search_text=f"{words}\n{inside}",
        created_by=by,
    )


def _add_version(document: Document, blob: Blob, name: str, by: User) -> Version:
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        document=document, number=last + 1, blob=blob, filename=name, uploaded_by=by
    )


def _words(said: Description) -> str:
    """The first line of the search text: everything a person wrote about the document."""
    return " ".join(f"{said.title} {said.number} {said.issuer}".casefold().split())


def _judge(document: Document) -> None:
    """Write down what readiness finds about the document by itself; the caller saves."""
    document.state = readiness.state_of(queries.findings(document)).value


def _check_fresh(current: Document, version: int) -> None:
    if current.version != version:
        sentence = _(
            "Dokumen ini baru saja diubah orang lain, jadi perubahan Anda belum disimpan. "
            "Bandingkan keduanya, lalu simpan lagi."
        )
        raise Refused(Refusal("stale", sentence))


def _save(current: Document) -> None:
    current.version = F("version") + 1
    current.save()
    current.refresh_from_db(fields=["version"])


def _record(verb: str, document: Document, by: User, data: dict[str, Any]) -> None:
    plain = {name: _plain(value) for name, value in data.items()}
    record(f"evidence.{verb}", by=by, chain=document.district_id, about=f"document:{document.pk}", data=plain)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
