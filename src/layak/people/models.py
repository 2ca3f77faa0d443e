"""The tables of who: regions, agencies and their functions, users, roles, invitations."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from layak.prepared import Prepared


class Region(models.Model):
    """The nation ("0"), a province, district, kecamatan or village under its Kemendagri code ("16.10")."""

    class Level(models.IntegerChoices):
        NATION = 0, _("Nasional")
        PROVINCE = 1, _("Provinsi")
        DISTRICT = 2, _("Kabupaten/kota")
        KECAMATAN = 3, _("Kecamatan")
        VILLAGE = 4, _("Desa/kelurahan")

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    timezone = models.CharField(max_length=32, default="Asia/Jakarta")

    class Meta:
        indexes = [models.Index(fields=["level", "name"], name="people_region_level_name")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """Whoever answers for rows of one district: an OPD, a vertical agency, a court, a forum.

    `head_name` and `head_title` are what is printed; who approves is a `Membership`.
    """

    class Kind(models.TextChoices):
        OPD = "opd", _("Perangkat daerah (OPD)")
        VERTICAL = "vertical", _("Instansi vertikal")
        POLICE = "police", _("Kepolisian")
        JUSTICE = "justice", _("Pengadilan atau kejaksaan")
        BUSINESS = "business", _("Forum dunia usaha")
        FORUM = "forum", _("Forum Anak atau lembaga masyarakat")
        AREA = "area", _("Kecamatan atau desa/kelurahan")
        OTHER = "other", _("Lainnya")

    district = models.ForeignKey(Region, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OPD)
    head_name = models.CharField(max_length=120, blank=True)
    head_title = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "name"], name="people_agency_name")]

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """Which agency of a district carries a function (dinkes, bappeda ...): one agency a function."""

    district = models.ForeignKey(Region, models.PROTECT, related_name="duties")
    function = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="duties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "function"], name="people_duty_one")]


class UserManager(BaseUserManager["User"]):
    """Makes users; only the people step's actions call it."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields) -> "User":
        """Store a new user with a hashed password (none given: a password that never matches)."""
        user = self.model(username=username.lower(), email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who logs in. What they may do hangs on their memberships alone.

    `place` is the code of the region a person with seats in several chose to work in; `told_at` the moment
    up to which they have seen their news. `demo_purpose` is the sentence, in Indonesian, with which a demo
    offers its invented people.
    """

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    demo_purpose = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=13, blank=True)
    told_at = models.DateTimeField(null=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def seats(self) -> "list[Membership]":
        """This person's memberships in force, those of the chosen place first; read once per request."""
        return sorted(_seats(self.pk), key=lambda seat: seat.region_id != self.place)


class Role(models.TextChoices):
    """What a membership lets a person do."""

    ADMIN = "admin", _("Admin Layak")
    SECRETARIAT = "secretariat", _("Sekretariat KLA")
    OPERATOR = "operator", _("Operator")
    HEAD = "head", _("Kepala instansi")
    LEADER = "leader", _("Pimpinan daerah")
    VERIFIER = "verifier", _("Verifikator")


AGENCY_ROLES = (Role.OPERATOR, Role.HEAD)
REGION_ROLES = (Role.SECRETARIAT, Role.LEADER, Role.VERIFIER)


class Membership(models.Model):
    """A role a person holds in a region or an agency; ended, never deleted."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="memberships")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_membership_place",
                condition=Q(role__in=AGENCY_ROLES, agency__isnull=False, region__isnull=False)
                | Q(role__in=REGION_ROLES, agency__isnull=True, region__isnull=False)
                | Q(role=Role.ADMIN, agency__isnull=True, region__isnull=True),
            ),
        ]


_seats = Prepared(
    lambda user: (
        Membership.objects.filter(user=user, ended_at=None).select_related("agency", "region").order_by("id")
    )
)


class Invitation(models.Model):
    """A link that lets one person take one role; only the SHA-256 of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
