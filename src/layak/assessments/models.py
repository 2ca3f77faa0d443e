"""The tables of answering: cycles and windows, a district's assessment, its rows, answers and proof."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from layak.evidence.models import Document
from layak.people.models import Agency, Region, User


class Cycle(models.Model):
    """One evaluation year on one edition; the two years its data speak of are its own.

    `stages` holds the chosen `core.stages.Stage` values separated by commas; empty means all of them.
    `double_share` is the percentage of rows verified twice, unseen; `rivals_judge` lets people of one
    district verify another of the same province, `provinces_publish` a province publish what its own
    verification came to.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    edition_key = models.CharField(max_length=60)
    edition_fingerprint = models.CharField(max_length=64)
    year_before = models.PositiveSmallIntegerField()
    year_latest = models.PositiveSmallIntegerField()
    stages = models.CharField(max_length=80, blank=True)
    double_share = models.PositiveSmallIntegerField(default=0)
    rivals_judge = models.BooleanField(default=False)
    provinces_publish = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessments_cycle_years", condition=Q(year_before__lt=F("year_latest"))
            ),
            models.CheckConstraint(name="assessments_double_share", condition=Q(double_share__lte=100)),
        ]

    @property
    def years(self) -> tuple[int, int]:
        """The two data years, older first."""
        return self.year_before, self.year_latest


class Stage(models.TextChoices):
    """The stages of a cycle's calendar (dossier 4.1); `REPAIR` has hours of its own and no window."""

    BRIEFING = "briefing", _("Bimbingan teknis")
    SELF = "self", _("Evaluasi mandiri")
    PROVINCE = "province", _("Verifikasi administrasi provinsi")
    REVIEW = "review", _("Peninjauan ulang pusat")
    FIELD = "field", _("Verifikasi lapangan")
    REPAIR = "repair", _("Perbaikan 2 x 24 jam")
    FINAL = "final", _("Verifikasi final")
    AWARD = "award", _("Penetapan predikat")


CALENDAR = tuple(stage for stage in Stage if stage is not Stage.REPAIR)
"""The stages that have a window."""


class Window(models.Model):
    """When a stage of a cycle is open.

    The nation's window (no province) holds two wall times, stored as moments of the instance's zone: they
    mean the same hour in each district's own zone (`queries.clock`). A window of one `province` goes
    before it; its two ends are moments, typed in the province's time.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="windows")
    province = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "stage"], condition=Q(province=None), name="assessments_window_stage"
            ),
            models.UniqueConstraint(
                fields=["cycle", "stage", "province"], name="assessments_window_province"
            ),
            models.CheckConstraint(name="assessments_window_order", condition=Q(opens_at__lt=F("closes_at"))),
        ]


class Extension(models.Model):
    """A later end of a window for one district, with the reason; the newest one counts.

    `closes_at` is a moment, typed in the district's time. The repair has no window: its extension names
    the sheet, and counts only in the repair in which it was given.
    """

    window = models.ForeignKey(Window, models.CASCADE, null=True, related_name="extensions")
    assessment = models.ForeignKey("Assessment", models.CASCADE, null=True, related_name="extensions")
    district = models.ForeignKey(Region, models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessments_extension_of_one",
                condition=Q(window=None, assessment__isnull=False) | Q(window__isnull=False, assessment=None),
            )
        ]

    @property
    def stage(self) -> Stage:
        """The stage that was given more time."""
        return Stage(self.window.stage) if self.window else Stage.REPAIR


class Assessment(models.Model):
    """A district's sheet in a cycle, bound to the edition it opened on.

    `stage` is a `core.stages.Stage`: who holds the sheet hangs on it.
    """

    district = models.ForeignKey(Region, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assessments")
    edition_key = models.CharField(max_length=60)
    edition_fingerprint = models.CharField(max_length=64)
    opened_at = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=12, default="self")
    stage_began_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "cycle"], name="assessments_one_a_cycle")]


class Opening(models.Model):
    """A row that its district may change although another tier holds the sheet: it was noted.

    `was` is the answer's status before, `seen` its version since: a row left untouched gets it back.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="openings")
    code = models.CharField(max_length=16)
    was = models.CharField(max_length=12, default="empty")
    seen = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"], condition=Q(closed_at=None), name="assessments_one_opening"
            )
        ]


class Assignment(models.Model):
    """Who answers for a row: exactly one accountable agency, any number of helpers."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Penanggung jawab")
        HELPER = "helper", _("Pembantu")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assignments")
    code = models.CharField(max_length=16)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    due = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code", "agency"], name="assessments_part_once"),
            models.UniqueConstraint(
                fields=["assessment", "code"], condition=Q(part="lead"), name="assessments_one_lead"
            ),
        ]
        indexes = [models.Index(fields=["agency", "assessment"], name="assessments_by_agency")]


class Answer(models.Model):
    """What is answered to one row. `points` in 1/1000, None while incomplete; `ready`: proof is fit.

    `data` is the JSON form of `layak.core.answers`; `version` refuses stale saves.
    """

    class Status(models.TextChoices):
        EMPTY = "empty", _("Belum diisi")
        DRAFT = "draft", _("Draf")
        SUBMITTED = "submitted", _("Dikirim")
        NEEDS_FIX = "needs-fix", _("Perlu perbaikan")
        APPROVED = "approved", _("Disetujui")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=16)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.EMPTY)
    data = models.JSONField(default=dict)
    points = models.IntegerField(null=True)
    ready = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="assessments_one_answer"),
            models.CheckConstraint(
                name="assessments_points_positive", condition=Q(points=None) | Q(points__gte=0)
            ),
        ]


class Standing(models.Model):
    """The score of one indicator (1/1000 point), written in the transaction of each answer.

    `claimed` is what the answers earn, `ready` the part with fit proof; the rest is at risk.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="standings")
    indicator = models.CharField(max_length=8)
    claimed = models.IntegerField(default=0)
    ready = models.IntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="assessments_one_standing"),
            models.CheckConstraint(
                name="assessments_standing_order", condition=Q(ready__gte=0, claimed__gte=F("ready"))
            ),
        ]


class Citation(models.Model):
    """A document that proves an answer, and where in it to look ("3-5, lampiran 2")."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="citations")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    pages = models.CharField(max_length=60, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "document"], name="assessments_cited_once")]


class Remark(models.Model):
    """What was said about a row: a colleague's comment, or the reason it was returned."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Komentar")
        RETURN = "return", _("Pengembalian")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="remarks")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["assessment", "code"], name="assessments_remark_row")]
