"""Why a person's own certificate did not sign: what is wrong with it, and what to do about it."""

from datetime import datetime

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused


def _no(code: str, sentence: str) -> Refused:
    return Refused(Refusal(f"certificate-{code}", sentence))


def not_pkcs12() -> Refused:
    """Some other file: a certificate alone, a PDF, a picture."""
    return _no(
        "unknown",
        _(
            "Berkas ini bukan sertifikat PKCS#12. Pilih berkas .p12 atau .pfx yang Anda terima dari penerbit "
            "sertifikat, bukan .cer, .pem, atau PDF."
        ),
    )


def closed() -> Refused:
    """The password does not fit, or what it opens is broken: nobody can tell these apart."""
    return _no(
        "closed",
        _(
            "Sertifikat tidak terbuka dengan sandi ini. Periksa huruf besar dan kecilnya, lalu pilih berkas "
            "dan ketik sandinya lagi. Bila sandinya sudah benar, berkasnya rusak: minta salinan baru."
        ),
    )


def keyless() -> Refused:
    """A certificate without the key that belongs to it."""
    return _no(
        "keyless",
        _(
            "Di berkas ini tidak ada kunci pribadi beserta sertifikatnya, jadi tidak dapat menandatangani. "
            "Ekspor ulang sertifikat Anda dengan pilihan menyertakan kunci pribadi."
        ),
    )


def expired(at: datetime) -> Refused:
    """`at` is when it ended."""
    return _no(
        "expired",
        _("Masa berlaku sertifikat ini berakhir %(day)s. Perbarui ke penerbitnya, lalu coba lagi.")
        % {"day": f"{at:%d-%m-%Y}"},
    )


def early(at: datetime) -> Refused:
    """`at` is when it begins."""
    return _no(
        "early",
        _("Sertifikat ini baru berlaku mulai %(day)s. Tanda tangani sesudahnya, atau pakai sertifikat lain.")
        % {"day": f"{at:%d-%m-%Y}"},
    )


def weak(bits: int) -> Refused:
    """An RSA key of fewer bits than signatures are trusted with."""
    return _no(
        "weak",
        _("Kunci sertifikat ini terlalu lemah (RSA %(bits)s bit, paling sedikit 2048). Minta yang baru.")
        % {"bits": bits},
    )


def unmeant() -> Refused:
    """Its issuer meant it for something else, such as logging in or secret mail."""
    return _no(
        "unmeant",
        _(
            "Sertifikat ini tidak diterbitkan untuk tanda tangan. Pakai sertifikat tanda tangan elektronik "
            "Anda."
        ),
    )


def unusable() -> Refused:
    """A kind of key, of certificate or of lock that is not read here."""
    return _no(
        "unusable",
        _(
            "Jenis kunci atau sertifikat di berkas ini tidak didukung. Minta sertifikat tanda tangan RSA "
            "(2048 bit atau lebih) atau ECDSA (P-256, P-384, P-521), atau tanda tangani di aplikasi lain, "
            "lalu unggah."
        ),
    )


def unstamped() -> Refused:
    """The time stamp service that the instance uses said nothing of use."""
    return _no(
        "unstamped",
        _("Layanan stempel waktu tidak menjawab, jadi dokumen belum ditandatangani. Coba lagi nanti."),
    )
