"""Who may install an edition, and which edition may be: what was installed once stays as it is."""

import re

from django.utils.translation import gettext_lazy as _

from layak.assessments.queries.editions import edition_or_none
from layak.core.instrument import Edition
from layak.core.refusal import Refusal
from layak.people import queries as people
from layak.people.models import User

PAGES = ("banding", "unggah")
"""Words that stand where a key stands in the addresses of editions."""

NOT_STAGED = Refusal(
    "not-staged", _("Unggahan ini sudah dipasang atau sudah lewat waktunya. Unggah berkasnya sekali lagi.")
)
HAS_ERRORS = Refusal("has-errors", _("Edisi ini masih punya kesalahan. Perbaiki dulu, lalu unggah lagi."))


def manage(user: User | None) -> Refusal | None:
    """Editions are the instance admin's."""
    if user is None or people.is_admin(user):
        return None
    return Refusal("not-admin", _("Hanya admin Layak yang dapat memasang edisi."))


def install(edition: Edition) -> Refusal | None:
    """A key means one content for good: cycles, answers and results rest on it."""
    if edition.key in PAGES:
        return Refusal(
            "key-is-a-page", _("Kunci ini dipakai alamat halaman. Pilih kunci lain di edition.yaml.")
        )
    there = edition_or_none(edition.key)
    if there is None:
        return None
    if there.fingerprint == edition.fingerprint:
        return Refusal("already-there", _("Edisi ini sudah terpasang, dengan isi yang sama."))
    sentence = _(
        "Edisi %(key)s sudah terpasang dengan isi lain. Edisi terpasang tidak diganti, karena siklus dan "
        "hasil bersandar padanya. Naikkan kuncinya di edition.yaml, misalnya %(next)s, lalu unggah lagi."
    )
    return Refusal("other-content", sentence % {"key": edition.key, "next": following(edition.key)})


def following(key: str) -> str:
    """A key that could come after: kla-2026 is followed by kla-2026-2, and that by kla-2026-3."""
    counted = re.fullmatch(r"(.*-)(\d{1,3})", key)
    return f"{counted[1]}{int(counted[2]) + 1}" if counted else f"{key}-2"
