"""The tables of checking: who verifies what, verdicts, notes, field sessions, the score of each tier."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment
from layak.evidence.models import Document
from layak.people.models import User


class Mandate(models.Model):
    """A verifier's charge: one sheet at one stage, all blocks or some; `blind`: the unseen second reader.

    `blocks` holds block codes separated by commas; empty means all of them.
    """

    verifier = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12)
    blocks = models.CharField(max_length=60, blank=True)
    blind = models.BooleanField(default=False)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["verifier", "assessment", "stage"],
                condition=Q(ended_at=None),
                name="verification_one_mandate",
            )
        ]
        indexes = [models.Index(fields=["assessment", "stage"], name="verification_mandate_sheet")]


class Sample(models.Model):
    """A row drawn by chance for blind double verification at one stage."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12)
    code = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "stage", "code"], name="verification_sampled_once")
        ]


class Verdict(models.Model):
    """What one tier said of one row: its own points (1/1000), never in place of a lower tier's.

    `content` is the canonical content that was judged and `of` its SHA-256: a row whose content is
    another by now is to be judged again. So is one whose points at the tier below (1/1000) are no longer
    the `below` that was seen; null was given before that was kept, and counts as unchanged. `reason` is a
    key of `instruments/reasons.yaml`.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12)
    code = models.CharField(max_length=16)
    blind = models.BooleanField(default=False)
    verifier = models.ForeignKey(User, models.PROTECT, related_name="+")
    points = models.IntegerField()
    step = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    pages = models.CharField(max_length=60, blank=True)
    content = models.JSONField(null=True)
    of = models.CharField(max_length=64)
    below = models.IntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "stage", "code", "blind"], name="verification_one_verdict"
            ),
            models.CheckConstraint(name="verification_points_positive", condition=Q(points__gte=0)),
        ]


class Note(models.Model):
    """A verifier's note to the district about one row; it replies once, the verifier settles it."""

    class State(models.TextChoices):
        OPEN = "open", _("Menunggu tanggapan")
        REPLIED = "replied", _("Sudah ditanggapi")
        SETTLED = "settled", _("Selesai")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12)
    code = models.CharField(max_length=16)
    reason = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["assessment", "stage", "code"], name="verification_note_row")]


class Submission(models.Model):
    """What a district claimed for one row when it sent its sheet on: the lowest tier, never overwritten.

    `content` is the canonical content that was sent (null where nobody answered) and `of` its SHA-256.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    code = models.CharField(max_length=16)
    points = models.IntegerField(null=True)
    content = models.JSONField(null=True)
    of = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="verification_submitted_once")
        ]


class TierStanding(models.Model):
    """The score of one indicator at one tier (1/1000), written with each verdict.

    Rows not judged yet take the tier below's value and count as provisional.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12)
    indicator = models.CharField(max_length=8)
    points = models.IntegerField(default=0)
    judged = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "stage", "indicator"], name="verification_one_standing"
            )
        ]


class Passage(models.Model):
    """A sheet's move from one stage to the next (or back), by whom, how and why.

    `of` is the SHA-256 of all rows' contents at that moment.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    start = models.CharField(max_length=12)
    end = models.CharField(max_length=12, blank=True)
    go = models.CharField(max_length=8)
    of = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    moved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(auto_now_add=True)


class FieldSession(models.Model):
    """A field verification of one sheet: hybrid by link or a visit, with its team and participants."""

    class Mode(models.TextChoices):
        HYBRID = "hybrid", _("Verifikasi lapangan hibrida (VLH)")
        VISIT = "visit", _("Verifikasi kunjungan lapangan (VKL)")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    team = models.TextField(blank=True)
    participants = models.TextField(blank=True)
    forum_talk = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class Unit(models.Model):
    """A place drawn or chosen for a field session: a school, puskesmas, village."""

    session = models.ForeignKey(FieldSession, models.CASCADE, related_name="units")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=200, blank=True)
    codes = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "name"], name="verification_unit_name")]


class Operation(models.Model):
    """One thing done in the field, perhaps without a signal: applied once, never overwritten.

    `id` is made on the phone, so that sending it again changes nothing. `base` is the operation the
    phone had last seen for the same item; another one since makes `conflict` true and both are shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="operations")
    item = models.CharField(max_length=60)
    value = models.JSONField(default=dict)
    photo = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    base = models.UUIDField(null=True)
    conflict = models.BooleanField(default=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "item", "received_at"], name="verification_op_item")]
        ordering = ["received_at", "id"]
