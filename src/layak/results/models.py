"""The tables of results: frozen documents, their printed papers, the daily roots of all trails."""

from django.db import models
from django.db.models import Q

from layak.assessments.models import Assessment
from layak.people.models import User


class Result(models.Model):
    """How a stage ended: one canonical document (`core.frozen`), named by its SHA-256, never changed.

    `extract` is the SHA-256 of its open extract; blank for results that were frozen before there were any.

    The figures beside it (1/1000 point) are copies for lists and maps; the document is what counts.
    `predikat` is the band of the score, `award` what was decided, with its source and the reason for
    which it may differ.
    """

    name = models.CharField(max_length=64, unique=True)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12)
    total = models.IntegerField()
    predikat = models.CharField(max_length=12, blank=True)
    award = models.CharField(max_length=12, blank=True)
    award_source = models.CharField(max_length=300, blank=True)
    award_reason = models.TextField(blank=True)
    ambiguous = models.BooleanField(default=False)
    blocks = models.JSONField(default=dict)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # SQLite walks through its 150 kB to whatever column stands behind, so lists ask for none of those
    document = models.TextField()
    extract = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["assessment", "stage", "-id"], name="results_of_sheet"),
            models.Index(fields=["published_at"], name="results_published"),
        ]
        constraints = [
            models.CheckConstraint(
                name="results_publisher",
                condition=Q(published_at=None, published_by=None) | Q(published_at__isnull=False),
            )
        ]


class Signatories(models.Model):
    """Who signs a result's papers by hand, as written down last (`papers.signatories`)."""

    result = models.OneToOneField(Result, models.PROTECT, related_name="signatories")
    people = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)


class Paper(models.Model):
    """A printed document of a result (berita acara, rapor), as drawn or as signed and handed back.

    `sha256` names its bytes in the store of proof; `state` is what was found when it was handed back.
    `signatories` are those whose names stand in it.
    """

    class Kind(models.TextChoices):
        MINUTES = "berita-acara", "Berita acara"
        REPORT = "rapor", "Rapor KLA"

    result = models.ForeignKey(Result, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sha256 = models.CharField(max_length=64)
    signed = models.BooleanField(default=False)
    signer = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, blank=True)
    uploaded = models.BooleanField(default=False)
    signatories = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "sha256"], name="results_paper_once")]


class Root(models.Model):
    """The Merkle root over the tips of all trails on one day, signed with the instance's key (Ed25519).

    `tips` are [chain, number of lines, hash of the last line]; `key` and `signature` are hexadecimal.
    """

    day = models.DateField(unique=True)
    root = models.CharField(max_length=64)
    tips = models.JSONField(default=list)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    made_at = models.DateTimeField(auto_now_add=True)
