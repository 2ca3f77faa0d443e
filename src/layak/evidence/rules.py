"""Who may add and change proof, with the sentence that is shown when not."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal
from layak.evidence.models import Document
from layak.people.models import Role, User
from layak.people.queries import agencies_of, districts_of, seats

_WRITERS = (Role.OPERATOR, Role.HEAD, Role.SECRETARIAT)


def add(user: User, district: str, agency: int | None) -> Refusal | None:
    """An agency's people add for their agency; the secretariat for any agency of its district."""
    if district in districts_of(user, Role.SECRETARIAT):
        return None
    if agency in agencies_of(user, Role.OPERATOR, Role.HEAD):
        return None
    return Refusal(
        "evidence-add",
        _("Bukti diunggah oleh operator, kepala instansi, atau sekretariat. Minta mereka mengunggahnya."),
    )


def change(user: User, document: Document) -> Refusal | None:
    """The agency that uploaded a document, and the district's secretariat, may change it."""
    if add(user, document.district_id, document.agency_id) is None:
        return None
    return Refusal(
        "evidence-change",
        _(
            "Dokumen ini milik %(owner)s, jadi hanya mereka dan sekretariat yang dapat mengubahnya. "
            "Hubungi mereka bila ada yang keliru."
        )
        % {"owner": document.agency or _("sekretariat")},
    )


def link(address: str) -> Refusal | None:
    """Only https addresses of a public site: a verifier opens them from elsewhere."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname and "." in parts.hostname and not parts.username:
        return None
    return Refusal(
        "evidence-link",
        _("Tautan ini tidak dapat dibuka verifikator. Salin alamat lengkapnya yang diawali https://."),
    )


def place(user: User, district: str | None = None) -> tuple[str, int | None] | None:
    """The district and agency new proof goes to: the person's first seat that may add, None without one.

    `district` narrows to the seats there, for people who serve several.
    """
    here = (s for s in seats(user, *_WRITERS) if district in (None, s.region_id))
    return next(((seat.region_id, seat.agency_id) for seat in here), None)
