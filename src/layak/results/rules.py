"""Who may close, publish, print and sign; each rule gives the sentence that is shown, or nothing.

`by` is None for the system itself (the command line, the loading of a demo), which may do all.
"""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment
from layak.core.frozen import Finding
from layak.core.instrument import Edition
from layak.core.refusal import Refusal
from layak.core.stages import Stage
from layak.people import queries as people
from layak.people.models import Role, User
from layak.results.models import Result
from layak.results.papers.signatories import MOST, People, Person, Side
from layak.results.signing import Own, Signer
from layak.results.signing.own import LARGEST
from layak.verification.queries import mandates

NATION = "0"
NAMED = 3
"""So many faults are told one by one; the rest is counted."""


def same(seen: str, now: str) -> Refusal | None:
    """What a person signs must be what they read; without a signature there is nothing to compare."""
    if not seen or seen == now:
        return None
    return Refusal(
        "other-content",
        _("Isi lembar berubah sejak Anda membukanya. Baca ringkasan terbaru, lalu tanda tangani lagi."),
    )


def unsound(findings: Sequence[Finding]) -> Refusal:
    """A result that would not verify is not frozen: what does not fit, row by row, and who mends it."""
    left = len(findings) - NAMED
    words = {
        "faults": " ".join(one.text.in_language(get_language() or "id") for one in findings[:NAMED]),
        "more": gettext("Masih ada %(n)s lagi.") % {"n": left} if left > 0 else "",
    }
    sentence = gettext(
        "Tahap belum ditutup dan tidak ada yang berubah, karena hasilnya tidak akan lolos pemeriksaan. "
        "%(faults)s %(more)s Buka pertanyaan itu, simpan ulang jawaban atau penilaiannya, lalu tutup tahap "
        "ini lagi. Bila tetap tertolak, kirim kalimat ini kepada admin Layak."
    )
    return Refusal("not-sound", " ".join((sentence % words).split()))


def publish(by: User | None, result: Result) -> Refusal | None:
    """The ministry and the admin publish, the province its own stage where the cycle says so; and once."""
    if refusal := _speaks_for(by, result):
        return refusal
    if result.published_at:
        return Refusal("published", _("Hasil ini sudah diumumkan."))
    return None


def withdraw(by: User | None, result: Result, reason: str) -> Refusal | None:
    """Who may publish may take a result back, and says why; the result itself stays as it is."""
    if not result.published_at:
        return Refusal("not-published", _("Hasil ini belum diumumkan, jadi tidak ada yang perlu ditarik."))
    if not reason.strip():
        return Refusal("no-reason", _("Tulis alasan penarikan. Alasan tercatat di jejak."))
    return _speaks_for(by, result)


def _speaks_for(by: User | None, result: Result) -> Refusal | None:
    """Whether this person may tell everybody a result; the sentence says who may."""
    places = people.districts_of(by, Role.VERIFIER) if by else set()
    if by is None or people.is_admin(by) or NATION in places:
        return None
    province = result.assessment.district.parent_id
    if not result.assessment.cycle.provinces_publish or result.stage != Stage.PROVINCE:
        words = _(
            "Hasil ini diumumkan oleh kementerian atau admin Layak. Anda dapat membaca dan mencetaknya."
        )
    elif province not in places:
        words = _(
            "Hasil ini diumumkan oleh provinsinya, kementerian, atau admin Layak. Anda dapat membaca dan "
            "mencetaknya."
        )
    else:
        return None
    return Refusal("not-publisher", words)


def award(stage: Stage, edition: Edition, key: str, told: str) -> Refusal | None:
    """Only the award stage decides, on a predikat of the edition, and names the decision (`told`)."""
    if stage != Stage.AWARD:
        return Refusal("not-award", _("Predikat ditetapkan pada tahap penetapan saja."))
    if key not in {one.key for one in edition.bands}:
        return Refusal("unknown-predikat", _("Predikat ini tidak ada pada edisinya. Pilih dari daftar."))
    if not told.strip():
        return Refusal("no-source", _("Tulis nomor atau tautan keputusan penetapannya."))
    return None


def differs(key: str, band: str | None, reason: str) -> Refusal | None:
    """An award that is not the band of the score says why."""
    if key == band or reason.strip():
        return None
    return Refusal(
        "award-differs",
        _("Predikat ini berbeda dari pita nilainya. Tulis alasannya; keduanya ditampilkan berdampingan."),
    )


def print_paper(by: User | None, district: str) -> Refusal | None:
    """The district's secretariat, verifiers and the admin print and sign."""
    if by is None or people.is_admin(by) or people.seats(by, Role.VERIFIER):
        return None
    if district in people.districts_of(by, Role.SECRETARIAT, Role.LEADER):
        return None
    return Refusal(
        "not-printer",
        _("Berita acara dicetak oleh sekretariat, pimpinan, verifikator, atau admin. Hubungi mereka."),
    )


def unopened(by: User, assessment: Assessment) -> Refusal:
    """Why proof stands in a result without a link: who opens it, by the rules of library and desk."""
    if mandates.last(by, assessment):
        words = _(
            "Bukti tanpa tautan di luar penugasan Anda, atau tidak lagi dikutip pada pertanyaannya. Minta "
            "berkasnya kepada sekretariat daerah."
        )
    elif people.seats(by, Role.VERIFIER):
        words = _(
            "Bukti dibuka oleh verifikator yang ditugaskan pada lembar ini. Minta penugasan kepada "
            "koordinator bila Anda perlu melihatnya."
        )
    elif assessment.district_id in people.districts_of(by):
        words = _(
            "Bukti tanpa tautan tidak ada lagi di pustaka, atau memuat data pribadi yang hanya dibuka "
            "sekretariat dan instansi pengunggahnya. Hubungi sekretariat."
        )
    else:
        words = _(
            "Bukti dibuka oleh daerah pemiliknya dan verifikator yang ditugaskan. Hubungi sekretariat daerah."
        )
    return Refusal("unopened", words)


def signer(chosen: Signer | None, nik: str, passphrase: str) -> Refusal | None:
    """Papers are signed here only where a signer is set up; one that signs as a person needs that person."""
    if chosen is None:
        return Refusal(
            "no-signer",
            _("Situs ini belum punya sertifikat. Unduh dokumennya, tanda tangani, lalu unggah."),
        )
    if chosen.needs_person and not (nik.isdigit() and len(nik) == 16 and passphrase):
        return Refusal(
            "no-person", _("Isi NIK (16 angka) dan frasa sandi sertifikat Anda. Keduanya tidak disimpan.")
        )
    return None


def own_certificate(own: Own) -> Refusal | None:
    """What a person signs with is a file, and no larger than certificates are."""
    if not own.file:
        return Refusal("no-file", _("Pilih berkas sertifikat Anda (.p12 atau .pfx)."))
    if len(own.file) > LARGEST:
        return Refusal(
            "too-large",
            _("Berkas ini lebih dari 100 kB, jadi bukan sertifikat. Pilih berkas .p12 atau .pfx Anda."),
        )
    return None


def signatories(people: People) -> Refusal | None:
    """Each has a name and either 18 digits for a NIP or none; no side has more than there is room for."""
    if any(len(people.get(side, ())) > MOST for side in Side):
        return Refusal("too-many", _("Paling banyak enam orang untuk setiap pihak."))
    return next(filter(None, (signatory(one) for side in Side for one in people.get(side, ()))), None)


def signatory(one: Person) -> Refusal | None:
    """What is wrong with what is written about one person."""
    if not one.name:
        return Refusal("no-name", _("Tulis namanya, atau kosongkan jabatan dan NIP-nya juga."))
    if one.nip and not (one.nip.isascii() and one.nip.isdigit() and len(one.nip) == 18):
        return Refusal(
            "bad-nip", _("NIP terdiri dari 18 angka. Periksa lagi, atau kosongkan bila tidak punya.")
        )
    return None
