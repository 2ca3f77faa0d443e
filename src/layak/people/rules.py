"""Who may do what with agencies and people; each rule gives the sentence that is shown, or nothing.

`by` is None for the system itself (the command line, the loading of a demo), which may do all.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal
from layak.people import queries
from layak.people.models import AGENCY_ROLES, REGION_ROLES, Agency, Invitation, Membership, Region, Role, User

SECRETARIAT_INVITES = (Role.SECRETARIAT, Role.OPERATOR, Role.HEAD, Role.LEADER)


def manage_agencies(by: User | None, district: str) -> Refusal | None:
    """The secretariat of the district, and the admin."""
    if by is None or queries.is_admin(by) or district in queries.districts_of(by, Role.SECRETARIAT):
        return None
    return Refusal(
        "not-secretariat",
        _("Hanya Sekretariat KLA daerah ini atau admin yang dapat mengubah daftar instansi. Hubungi mereka."),
    )


def see_people(by: User) -> Refusal | None:
    """Admin, secretariat, and the head of an agency (for its own people)."""
    if queries.seats(by, Role.ADMIN, Role.SECRETARIAT, Role.HEAD):
        return None
    return Refusal(
        "not-people",
        _("Daftar orang hanya untuk Sekretariat KLA, kepala instansi, dan admin. Hubungi Sekretariat KLA."),
    )


def invite(by: User | None, role: str, region: Region | None, agency: Agency | None) -> Refusal | None:
    """Admin: anyone. Secretariat: its own district but no verifier. Head: operators of the own agency."""
    return role_fits_place(role, region, agency) or _inactive(agency) or _may_give(by, role, region, agency)


def work_in(by: User, district: str) -> Refusal | None:
    """One works where one holds a role."""
    if any(place.pk == district for place in queries.places_of(by)):
        return None
    return Refusal(
        "no-role-there",
        _("Anda tidak punya peran di daerah itu. Pilih salah satu daerah Anda, atau minta undangan."),
    )


def invite_anyone(by: User) -> Refusal | None:
    """Whether the page of invitations is of any use to this person."""
    if queries.seats(by, Role.ADMIN, Role.SECRETARIAT, Role.HEAD):
        return None
    return Refusal(
        "not-inviting",
        _("Undangan dikirim oleh Sekretariat KLA, kepala instansi, atau admin. Hubungi Sekretariat KLA."),
    )


def mail_is_configured() -> bool:
    """Whether this instance can send mail at all."""
    return "dummy" not in settings.EMAIL_BACKEND


def role_fits_place(role: str, region: Region | None, agency: Agency | None) -> Refusal | None:
    """A role of an agency needs an agency, a role of a region a region, an admin neither."""
    if role in AGENCY_ROLES:
        fits = agency is not None and (region is None or region.pk == agency.district_id)
    elif role in REGION_ROLES:
        fits = agency is None and region is not None
    else:
        fits = role == Role.ADMIN and agency is None and region is None
    return None if fits else _misplaced(role)


def _misplaced(role: str) -> Refusal:
    if role in AGENCY_ROLES:
        return Refusal("role-needs-agency", _("Peran ini milik satu instansi. Pilih instansinya."))
    if role in REGION_ROLES:
        return Refusal("role-needs-region", _("Peran ini milik satu daerah. Pilih daerah, tanpa instansi."))
    sentence = _("Admin Layak tidak terikat daerah atau instansi. Kosongkan keduanya.")
    return Refusal("role-needs-none", sentence)


def _inactive(agency: Agency | None) -> Refusal | None:
    if agency is None or agency.active:
        return None
    sentence = _("%(agency)s sudah dinonaktifkan. Aktifkan kembali dulu, lalu undang orangnya.")
    return Refusal("agency-inactive", sentence % {"agency": agency})


def _may_give(by: User | None, role: str, region: Region | None, agency: Agency | None) -> Refusal | None:
    if by is None or queries.is_admin(by):
        return None
    district = agency.district_id if agency else region.pk if region else ""
    if role in SECRETARIAT_INVITES and district in queries.districts_of(by, Role.SECRETARIAT):
        return None
    if role == Role.OPERATOR and agency and agency.pk in queries.agencies_of(by, Role.HEAD):
        return None
    return Refusal(
        "not-yours-to-invite",
        _("Anda tidak dapat memberi peran ini. Minta Sekretariat KLA daerah itu atau admin Layak."),
    )


def end_membership(by: User | None, seat: Membership) -> Refusal | None:
    """Who may give a role may end it; nobody ends the last admin, nor a role that has ended."""
    if seat.ended_at:
        return Refusal("already-ended", _("Peran ini sudah berakhir."))
    if seat.role == Role.ADMIN and queries.admins() < 2:
        return Refusal(
            "last-admin",
            _("Ini admin terakhir, tanpanya tidak ada yang mengurus Layak. Undang admin lain dulu."),
        )
    return _may_give(by, seat.role, seat.region, seat.agency)


def give_password_link(by: User, person: User) -> Refusal | None:
    """Whoever may end every role of a person may let them choose a new password; nobody for themselves."""
    if by.pk == person.pk:
        return Refusal("own-password", _("Ganti kata sandi Anda sendiri lewat Akun saya."))
    held = queries.seats(person)
    if not held:
        return Refusal("no-role", _("Orang ini tidak punya peran lagi. Undang dia kembali."))
    return next(filter(None, (_may_give(by, seat.role, seat.region, seat.agency) for seat in held)), None)


def manage_invitation(by: User | None, invitation: Invitation) -> Refusal | None:
    """Who may give the role may also revoke or renew its invitation while nobody has used it."""
    if invitation.accepted_at:
        return Refusal("invitation-used", _("Undangan ini sudah dipakai. Kelola orangnya di daftar orang."))
    return _may_give(by, invitation.role, invitation.region, invitation.agency)


def accept(invitation: Invitation | None) -> Refusal | None:
    """Whether a link still works, and if not, why and what to do."""
    if invitation is None:
        return Refusal(
            "invitation-unknown",
            _("Tautan undangan ini tidak dikenal, mungkin terpotong. Buka lagi dari pesan aslinya."),
        )
    if invitation.accepted_at:
        sentence = _("Undangan ini sudah dipakai. Masuk dengan akun yang sudah dibuat.")
        return Refusal("invitation-used", sentence)
    who = {"who": invitation.invited_by or _("admin Layak")}
    if invitation.revoked_at:
        sentence = _("Undangan ini sudah dicabut. Minta undangan baru kepada %(who)s.")
        return Refusal("invitation-revoked", sentence % who)
    if invitation.expires_at <= timezone.now():
        sentence = _("Undangan ini sudah lewat masa berlakunya. Minta undangan baru kepada %(who)s.")
        return Refusal("invitation-expired", sentence % who)
    return _inactive(invitation.agency)


def enter_demo(person: User | None) -> Refusal | None:
    """Only on a demo instance, and only as one of its demo people."""
    if settings.DEMO and person is not None and person.is_demo and person.is_active:
        return None
    return Refusal(
        "not-demo", _("Masuk tanpa kata sandi hanya ada pada situs contoh. Masuk dengan kata sandi Anda.")
    )
