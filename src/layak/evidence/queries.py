"""Reading proof: which documents a person may see, found, filtered and paged."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from layak.core import readiness
from layak.core.refusal import Refused
from layak.evidence.inspection import apart
from layak.evidence.inspection.facts import Suggestion
from layak.evidence.inspection.suggestions import suggest
from layak.evidence.inspection.types import PDF
from layak.evidence.models import Blob, Document, Upload, Version
from layak.evidence.storage import files, name_of
from layak.people.models import Agency, Role, User
from layak.people.queries import agencies_in, agencies_of, districts_of
from layak.prepared import Prepared

PAGE_SIZE = 30
_MEMBERS = (Role.SECRETARIAT, Role.LEADER, Role.OPERATOR, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a person looks for; blanks do not narrow."""

    words: str = ""
    kind: str = ""
    year: int | None = None  # dated in it, or covering a part of it
    agency: int | None = None
    state: str = ""  # a `readiness.State`
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of documents, newest first; `older` is the cursor of the next page, None at the end."""

    documents: list[Document]
    count: int
    older: int | None


def visible(user: User, *, removed: bool = False) -> QuerySet[Document]:
    """The documents a person may see.

    Members of a district see its documents; those with personal data only its secretariat and the
    agency that uploaded them. Whoever is neither sees nothing.
    """
    return seen_by(*reach(user), removed=removed)


def reach(user: User) -> tuple[list[str], list[str], list[int]]:
    """What decides which documents a person may see: districts, those steered, and own agencies."""
    members, steered = districts_of(user, *_MEMBERS), districts_of(user, Role.SECRETARIAT)
    return sorted(members), sorted(steered), sorted(agencies_of(user, Role.OPERATOR, Role.HEAD))


def seen_by(
    members: Sequence[str], steered: Sequence[str], agencies: Sequence[int], *, removed: bool | None = False
) -> QuerySet[Document]:
    """As `visible`, for the `reach` of a person; None for removed documents and the rest."""
    open_to_members, own = Q(personal_data=False), Q(agency_id__among=agencies)
    seen = Document.objects.filter(district_id__among=members)
    seen = seen.filter(open_to_members | Q(district_id__among=steered) | own)
    return seen if removed is None else seen.filter(removed_at__isnull=not removed)


def openable(user: User, numbers: Iterable[int]) -> set[int]:
    """Which of these documents (ids) have a page that the person may open, removed ones too. One query."""
    return {pk for (pk,) in _openable(*reach(user), list(numbers))}


_openable = Prepared(
    lambda members, steered, agencies, numbers: (
        seen_by(members, steered, agencies, removed=None).filter(pk__among=numbers).values_list("pk")
    )
)


def document(user: User, number: int) -> Document | None:
    """One visible document, removed or not, with its people and all its files; None otherwise."""
    seen = seen_by(*reach(user), removed=None)
    return _with_files(seen).select_related("district", "agency", "created_by").filter(pk=number).first()


def file(user: User, number: int, version: int) -> Version | None:
    """One file of a visible document, with its blob and document; None otherwise."""
    versions = Version.objects.select_related("blob", "document")
    return versions.filter(document__in=visible(user), document=number, number=version).first()


def file_of(district: str, number: int, version: int) -> Version | None:
    """One file of a district's document for a step above that knows who may see it; None otherwise."""
    versions = Version.objects.select_related("blob", "document")
    return versions.filter(document__district=district, document=number, number=version).first()


def page(
    user: User,
    wanted: Filter,
    *,
    before: int | None = None,
    only: QuerySet | None = None,
    without: QuerySet | None = None,
) -> Page:
    """At most `PAGE_SIZE` visible documents below id `before`, in three queries.

    `only` and `without` narrow by a subquery of document ids from a step above, such as those cited.
    """
    found = _narrowed(visible(user, removed=wanted.removed), wanted)
    if only is not None:
        found = found.filter(id__in=only)
    if without is not None:
        found = found.exclude(id__in=without)
    rows = found.filter(id__lt=before) if before else found
    rows = _with_files(rows).defer("search_text").select_related("agency")
    chosen = list(rows.order_by("-id")[: PAGE_SIZE + 1])
    shown = chosen[:PAGE_SIZE]
    return Page(shown, found.count(), shown[-1].pk if len(chosen) > PAGE_SIZE else None)


def open_to_readers(districts: Collection[str], words: str) -> QuerySet[Document]:
    """What some districts' libraries hold without personal data, found by words, for a step above that
    knows which of it a person who is no member of these districts may see."""
    return _narrowed(seen_by(sorted(districts), [], []), Filter(words=words))


def by_ids(ids: set[int]) -> dict[int, Document]:
    """Documents by id, removed ones too, with their files, whoever asks: for readiness, not for pages."""
    found = {document.pk: document for document in _documents(sorted(ids))}
    files: dict[int, list[Version]] = {number: [] for number in found}
    for version in _versions(sorted(found)):
        files[version.document_id].append(version)
    for number, document in found.items():
        document.read_along = files[number]
    return found


_documents = Prepared(lambda ids: Document.objects.defer("search_text").filter(pk__among=ids))
_versions = Prepared(
    lambda ids: (
        Version.objects.filter(document_id__among=ids)
        .select_related("blob", "uploaded_by")
        .order_by("-number")
    )
)


def facts(document: Document) -> readiness.Facts:
    """What readiness judges a document by; costs no query when its files were read along."""
    newest = document.newest
    return readiness.Facts(
        kind=document.kind or None,
        dated=document.date,
        period_from=document.period_from,
        period_to=document.period_to,
        is_link=newest is None,
        pages=newest.blob.pages if newest else None,
        personal_data=document.personal_data,
        masked=document.masked,
    )


def findings(document: Document) -> tuple[readiness.Finding, ...]:
    """What is to be said of a document by itself, whatever it is cited for."""
    return readiness.about(facts(document))


def suggestion(version: Version) -> Suggestion:
    """What a stored file says about itself, read afresh from its first pages."""
    if version.blob.mime == PDF.mime:
        with files().open(name_of(version.blob_id)) as file, suppress(Refused):
            return apart.inspect(file, version.filename).suggestion
    return suggest(version.filename, "", "", is_picture=version.blob.mime.startswith("image/"))


def twins(user: User, document: Document) -> QuerySet[Document]:
    """Other visible documents with the very same newest file."""
    newest = document.newest
    same = visible(user).filter(versions__blob=newest.blob_id) if newest else Document.objects.none()
    return same.exclude(pk=document.pk).distinct().order_by("id")


def upload(user: User, number: UUID) -> Upload | None:
    """One of the person's own uploads; None for anyone else's."""
    return Upload.objects.filter(user=user, pk=number).first()


def agencies_to_choose(user: User) -> QuerySet[Agency]:
    """The agencies of the person's districts, for the filter."""
    return agencies_in(districts_of(user, *_MEMBERS))


def _narrowed(found: QuerySet[Document], wanted: Filter) -> QuerySet[Document]:
    for word in wanted.words.casefold().split()[:8]:
        found = found.filter(search_text__contains=word)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.agency:
        found = found.filter(agency=wanted.agency)
    return found.filter(_in_year(wanted.year)) if wanted.year else found


def _in_year(year: int) -> Q:
    covers = Q(period_from__year__lte=year, period_to__year__gte=year)
    open_end = Q(period_from__year__lte=year, period_to=None) & ~Q(period_from=None)
    return Q(date__year=year) | covers | open_end


def _with_files(found: QuerySet[Document]) -> QuerySet[Document]:
    return found.prefetch_related(
        Prefetch("versions", Version.objects.select_related("blob", "uploaded_by").order_by("-number"))
    )


def fingerprints(ids: Iterable[int]) -> dict[int, str]:
    """The SHA-256 of each document's newest file; a document that is a link has none. One query."""
    return dict(_newest_files(list(ids)))


_newest_files = Prepared(
    lambda ids: (
        Version.objects.filter(document_id__among=ids)
        .order_by("number")
        .values_list("document_id", "blob_id")
    )
)


def every_fingerprint(ids: Collection[int]) -> dict[int, set[str]]:
    """The SHA-256 of every file each document ever had; of a link, that of its address. One query."""
    found: dict[int, set[str]] = {}
    for number, link, file in _every_file(list(ids)) if ids else ():
        found.setdefault(number, set()).add(file or fingerprint_of_link(link))
    return found


_every_file = Prepared(
    lambda ids: Document.objects.filter(pk__among=ids).values_list("pk", "link", "versions__blob_id")
)


def fingerprint_of_link(link: str) -> str:
    """What a document without a file goes by: the SHA-256 of its address."""
    return sha256(link.encode()).hexdigest()


def first_page(pages: str) -> int:
    """The page that a citation points at first ("3-5, lampiran 2": 3); 1 where it names none."""
    digits = "".join(c if c.isdecimal() and c.isascii() else " " for c in pages).split()
    return int(digits[0]) if digits and len(digits[0]) < 6 else 1


def holding(district: str, fingerprints: Collection[str]) -> list[Version]:
    """The files of a district with these SHA-256, each with its document, whoever asks. One query."""
    found = Version.objects.filter(document__district=district, blob__in=fingerprints)
    return list(found.select_related("document").order_by("document", "number")) if fingerprints else []


def kept(fingerprint: str) -> bytes:
    """The bytes of a stored file. Raises FileNotFoundError when the disk has lost them."""
    with files().open(name_of(fingerprint)) as file:
        content: bytes = file.read()
    return content


def count_stored() -> int:
    """How many files are stored."""
    return Blob.objects.count()


def stored_files() -> Iterator[tuple[str, int | None, str | None]]:
    """The SHA-256 of every stored file, with the first document (id) that has it and its name there."""
    first = Version.objects.filter(blob=OuterRef("pk")).order_by("pk")
    found = Blob.objects.order_by("pk").values_list(
        "pk", Subquery(first.values("document")[:1]), Subquery(first.values("filename")[:1])
    )
    return found.iterator()
