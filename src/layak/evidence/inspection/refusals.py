"""Why a file is turned away: what it is, why that does not do, and what to do about it."""

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused


def _no(code: str, sentence: str) -> Refused:
    return Refused(Refusal(f"file-{code}", sentence))


def empty() -> Refused:
    """Zero bytes."""
    return _no(
        "empty",
        _("Berkas ini kosong (0 bita). Periksa aslinya dapat dibuka, lalu unggah lagi."),
    )


def too_large(found: int, limit: int) -> Refused:
    """`found` and `limit` in bytes."""
    return _no(
        "too-large",
        _(
            "Berkas ini %(found)s MB, sedangkan batasnya %(limit)s MB. "
            "Pindai dengan resolusi lebih rendah, atau bagi menjadi beberapa berkas."
        )
        % {"found": _megabytes(found), "limit": _megabytes(limit)},
    )


def _megabytes(size: int) -> str:
    """Bytes as megabytes, with as many decimals as tell the size from a round number beside it."""
    exact = f"{size / 1_000_000:.6f}".rstrip("0").rstrip(".")
    short = f"{size / 1_000_000:.1f}".removesuffix(".0")
    return (short if size % 1_000_000 >= 50_000 else exact).replace(".", ",")


def too_heavy() -> Refused:
    """A file that used up its time or memory while it was opened, or that stopped the program."""
    return _no(
        "too-heavy",
        _(
            "Berkas ini terlalu rumit atau rusak, jadi pemeriksaannya dihentikan sebelum selesai. "
            "Cetak ulang ke PDF atau simpan ulang dari aslinya, lalu unggah hasilnya."
        ),
    )


def undrawn() -> Refused:
    """A page of a stored file that cannot be drawn within its time."""
    return _no("undrawn", _("Halaman ini terlalu rumit untuk digambar di sini. Unduh berkas aslinya."))


def unknown_type(found: str) -> Refused:
    """`found` names the content when it could be told, else is empty."""
    what = (
        _("Isi berkas ini %(found)s.") % {"found": found} if found else _("Jenis berkas ini tidak dikenali.")
    )
    return _no(
        "unknown-type",
        what
        + " "
        + _("Yang diterima: PDF, JPEG, PNG, WebP, DOCX, XLSX, dan ZIP berisi jenis itu. Simpan sebagai PDF."),
    )


def wrong_extension(extension: str, actual: str, proper: str) -> Refused:
    """The name promises one type, the content is another that would be welcome under its own name."""
    return _no(
        "wrong-extension",
        _(
            "Nama berkas berakhiran %(extension)s, tetapi isinya %(actual)s. "
            "Pastikan berkasnya benar, ganti akhirannya menjadi %(proper)s, lalu unggah lagi."
        )
        % {"extension": extension, "actual": actual, "proper": proper},
    )


def heic() -> Refused:
    """A phone's HEIC or AVIF picture, which not every browser opens."""
    return _no(
        "heic",
        _(
            "Foto ini berformat HEIC, yang tidak dapat dibuka di semua komputer. "
            "Di iPhone: Pengaturan, Kamera, Format, pilih Paling Kompatibel, lalu potret lagi; "
            "atau simpan fotonya sebagai JPEG."
        ),
    )


def video() -> Refused:
    """Video belongs on a video site; we keep the link."""
    return _no(
        "video",
        _(
            "Ini berkas video. Video tidak disimpan di sini karena terlalu besar. "
            "Unggah ke YouTube atau Google Drive instansi, lalu tempel tautannya."
        ),
    )


def old_office() -> Refused:
    """A .doc, .xls or .ppt of before 2007, which may hide macros."""
    return _no(
        "old-office",
        _(
            "Ini berkas Office lama (.doc, .xls, atau .ppt), yang dapat membawa makro. "
            "Buka berkasnya, simpan sebagai PDF, .docx, atau .xlsx, lalu unggah hasilnya."
        ),
    )


def locked_office() -> Refused:
    """A password-protected DOCX or XLSX."""
    return _no(
        "locked",
        _(
            "Berkas ini dikunci kata sandi, jadi verifikator tidak dapat membukanya. "
            "Buka berkasnya, hapus kata sandinya, simpan, lalu unggah lagi."
        ),
    )


def locked_pdf() -> Refused:
    """A PDF that asks for a password."""
    return _no(
        "locked",
        _(
            "PDF ini dikunci kata sandi, jadi verifikator tidak dapat membukanya. "
            "Cetak ke PDF tanpa kata sandi, lalu unggah hasilnya."
        ),
    )


def broken_pdf() -> Refused:
    """A PDF that no reader can open, or that has no page."""
    return _no(
        "broken",
        _(
            "PDF ini rusak dan tidak dapat dibuka, mungkin karena unduhan atau pemindaiannya terputus. "
            "Buka aslinya, cetak ulang ke PDF, lalu unggah hasilnya."
        ),
    )


def broken_picture() -> Refused:
    """A picture that stops in the middle."""
    return _no(
        "broken",
        _("Gambar ini rusak atau terpotong. Buka aslinya, simpan ulang sebagai JPEG, lalu unggah lagi."),
    )


def huge_picture(limit: int) -> Refused:
    """More than `limit` pixels, which a server should not unpack."""
    return _no(
        "too-many-pixels",
        _(
            "Gambar ini lebih dari %(limit)s juta piksel, terlalu besar untuk dibuka dengan aman. "
            "Perkecil gambarnya, simpan sebagai JPEG, lalu unggah lagi."
        )
        % {"limit": limit // 1_000_000},
    )


def two_faced() -> Refused:
    """A file that is also a web page, a drawing with scripts or an archive, depending on who opens it."""
    return _no(
        "two-faced",
        _(
            "Berkas ini memuat kode halaman web atau arsip di samping isinya, jadi tidak aman dibuka. "
            "Cetak ulang ke PDF atau simpan ulang gambarnya, lalu unggah hasilnya."
        ),
    )


def macros() -> Refused:
    """A workbook or document that carries a program."""
    return _no(
        "macros",
        _(
            "Berkas ini memuat makro, yaitu program kecil yang dapat menyebarkan virus. "
            "Simpan sebagai .docx atau .xlsx tanpa makro, atau sebagai PDF, lalu unggah hasilnya."
        ),
    )


def broken_archive() -> Refused:
    """A ZIP, DOCX or XLSX that cannot be unpacked."""
    return _no(
        "broken",
        _("Berkas ini rusak dan tidak dapat dibuka. Buat ulang dari aslinya, lalu unggah lagi."),
    )


def bomb() -> Refused:
    """A small file that unpacks into an enormous one."""
    return _no(
        "bomb",
        _(
            "Isi berkas ini mengembang jauh lebih besar daripada ukurannya, seperti berkas yang dibuat untuk "
            "memacetkan komputer. Unggah dokumennya satu per satu."
        ),
    )


def too_many_entries(found: int, limit: int) -> Refused:
    """More files in a ZIP than a verifier would open."""
    return _no(
        "too-many-entries",
        _("ZIP ini berisi %(found)s berkas, sedangkan batasnya %(limit)s. Bagi menjadi beberapa ZIP.")
        % {"found": found, "limit": limit},
    )


def locked_archive() -> Refused:
    """A ZIP with a password."""
    return _no(
        "locked",
        _("ZIP ini dikunci kata sandi, jadi isinya tidak dapat diperiksa. Buat ulang tanpa kata sandi."),
    )


def empty_archive() -> Refused:
    """A ZIP without a single file."""
    return _no("empty", _("ZIP ini tidak berisi berkas. Masukkan dokumennya, lalu unggah lagi."))


def nested_archive(entry: str) -> Refused:
    """A ZIP within a ZIP."""
    return _no(
        "nested",
        _("Di dalam ZIP ini ada ZIP lagi (%(entry)s). Keluarkan isinya, lalu buat satu ZIP saja.")
        % {"entry": entry},
    )


def unsafe_path(entry: str) -> Refused:
    """An entry that would be written outside the folder it is unpacked in, or a link."""
    return _no(
        "unsafe-path",
        _(
            "ZIP ini memuat nama yang menunjuk ke luar foldernya (%(entry)s), sehingga tidak aman dibuka. "
            "Buat ulang ZIP dari dokumen aslinya."
        )
        % {"entry": entry},
    )


def duplicate_entry(entry: str) -> Refused:
    """Two entries of one name: what one sees would depend on the program."""
    return _no(
        "duplicate-entry",
        _("ZIP ini memuat dua berkas bernama sama (%(entry)s). Ganti salah satu namanya, lalu buat ulang.")
        % {"entry": entry},
    )


def entry_refused(entry: str, why: Refused) -> Refused:
    """The sentence about one file inside a ZIP, with its name in front."""
    return _no(
        "entry",
        _("Di dalam ZIP, berkas %(entry)s: %(why)s") % {"entry": entry, "why": why.refusal.sentence},
    )
