"""The tables of proof: stored files, documents and their versions, uploads under way."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from layak.core.readiness import State
from layak.people.models import Agency, Region, User


class Blob(models.Model):
    """A stored file, byte-identical, named by its SHA-256; several versions may share one."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField(auto_now_add=True)


class Document(models.Model):
    """A piece of proof with what is said of it; its file is the newest `Version`, or a link.

    `state` is what `core.readiness` finds about it by itself, written with every change.
    """

    district = models.ForeignKey(Region, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=120, blank=True)
    date = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    personal_data = models.BooleanField(default=False)
    masked = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=8, default=State.CHECK.value)
    search_text = models.TextField(blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["district", "-id"], name="evidence_doc_district"),
            models.Index(fields=["district", "agency", "-id"], name="evidence_doc_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_doc_period",
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_from__lte=models.F("period_to")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    read_along: "list[Version] | None" = None

    @property
    def files(self) -> "Iterable[Version]":
        """Its files, the newest first; costs no query when they were prefetched or read along."""
        return self.versions.all() if self.read_along is None else self.read_along

    @property
    def newest(self) -> "Version | None":
        """The file that counts, None for a link; costs what `files` costs."""
        return next(iter(self.files), None)


class Version(models.Model):
    """One file of a document; a newer file never replaces an older one, it follows it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="evidence_version_number")]
        ordering = ["-number"]


class Upload(models.Model):
    """A file on its way: the bytes received so far are on disk before `received` says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey(Region, models.PROTECT, related_name="+")
    replaces = models.ForeignKey(Document, models.CASCADE, null=True, related_name="+")
    filename = models.CharField(max_length=255)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    @property
    def is_whole(self) -> bool:
        """Whether every announced byte has arrived."""
        return self.received == self.size
