"""The sentences that meet a workbook that cannot be used as it is: what, why, and what to do."""

from collections.abc import Iterable

from layak.core.instrument import Text

NOT_A_FORM = Text(
    "Berkas ini bukan lembar isian dari Layak, atau lembar tersembunyinya terhapus. Unduh lagi dari halaman "
    "ini, lalu pindahkan isiannya.",
    "This file is not a form downloaded from Layak, or its hidden sheet was removed. Download it again here "
    "and copy your entries over.",
)
OTHER_EDITION = Text(
    "Berkas ini dibuat untuk instrumen lain, jadi pertanyaannya tidak cocok. Unduh lagi dari halaman ini.",
    "This file was made for another instrument, so its questions do not match. Download it again here.",
)
BROKEN = Text(
    "Berkas ini tidak dapat dibuka sebagai buku kerja Excel (.xlsx). Buka di Excel atau LibreOffice, simpan "
    "sebagai .xlsx, lalu unggah lagi.",
    "This file cannot be opened as an Excel workbook (.xlsx). Open it in Excel or LibreOffice, save it as "
    ".xlsx and upload it again.",
)
TOO_FAR = Text(
    "Berkas ini jauh lebih besar daripada lembar isian mana pun (lebih dari 5.000 baris atau 200 kolom). "
    "Unduh lagi dari halaman ini, lalu pindahkan isiannya.",
    "This file is far larger than any form (more than 5,000 rows or 200 columns). Download it again here "
    "and copy your entries over.",
)
TOO_MANY = Text(
    "Lebih dari 300 sel di berkas ini tidak dapat dibaca. Unduh lagi dari halaman ini, lalu pindahkan "
    "isiannya.",
    "More than 300 cells of this file cannot be read. Download it again here and copy your entries over.",
)
NO_CODE = Text(
    "Kode kosong, padahal baris ini berisi jawaban. Tulis kodenya, atau kosongkan barisnya.",
    "The code is blank, but this row holds an answer. Write the code, or clear the row.",
)
BOTH = Text(
    "Baris ini berisi jawaban dan poin langsung. Pakai salah satu: kosongkan yang lain.",
    "This row holds an answer and direct points. Use one of them and clear the other.",
)
UNUSED = Text(
    "Sel ini tidak dipakai oleh pertanyaan ini. Kosongkan, dan isi sel yang kuning.",
    "This question does not use this cell. Clear it and fill in the yellow cells.",
)


def no_headings(name: str) -> Text:
    """For the sheet to fill in without its row of headings."""
    return Text(
        f"Lembar {name} tidak punya baris judul dengan kolom Kode dan Poin langsung. Kembalikan judulnya, "
        "atau unduh lagi.",
        f"Sheet {name} has no row of headings with the columns Code and Direct points. Restore them, or "
        "download it again.",
    )


def lacking_columns(titles: Iterable[Text]) -> Text:
    """For headings that were removed or renamed."""
    titles = list(titles)
    return Text(
        f"Judul kolom ini tidak ditemukan: {', '.join(t.id for t in titles)}. Kembalikan judulnya, atau "
        "unduh lagi.",
        f"These headings are missing: {', '.join(t.en for t in titles)}. Restore them, or download it again.",
    )


def unknown_code(code: str, near: list[str]) -> Text:
    """For a code that the instrument does not have."""
    return Text(
        f"Kode “{code[:40]}” tidak ada di instrumen ini."
        + (f" Yang mirip: {', '.join(near)}." if near else "")
        + " Betulkan kodenya, atau hapus barisnya.",
        f"This instrument has no code “{code[:40]}”."
        + (f" Similar ones: {', '.join(near)}." if near else "")
        + " Correct the code, or remove the row.",
    )


def twice(code: str, first: str) -> Text:
    """For a code that stands in two rows."""
    return Text(
        f"{code} sudah ada di {first}. Sisakan satu baris saja.",
        f"{code} already stands at {first}. Keep only one row.",
    )


def no_sheet(name: str) -> Text:
    """For a table whose sheet was removed."""
    return Text(
        f"Lembar “{name}” tidak ada, jadi tabelnya tidak dapat dibaca. Kembalikan lembarnya, atau hapus "
        "baris ini.",
        f"Sheet “{name}” is missing, so the table cannot be read. Restore it, or remove this row.",
    )


def no_such_option(chosen: str) -> Text:
    """For text that is none of the drop-down's options."""
    return Text(
        f"“{chosen[:60]}” bukan pilihan pertanyaan ini. Pilih salah satu dari daftar di sel ini.",
        f"“{chosen[:60]}” is not an option of this question. Choose one from the list of this cell.",
    )


def long_note(length: int, most: int) -> Text:
    """For a note longer than a row keeps."""
    return Text(
        f"Catatan ini {length} huruf, sedangkan batasnya {most}. Kurangi {length - most} huruf, atau "
        "unggah sebagai bukti.",
        f"This note has {length} characters; the limit is {most}. Take out {length - most}, or upload it as "
        "proof.",
    )
