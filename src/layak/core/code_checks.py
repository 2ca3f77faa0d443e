"""Whether an edition's keys, codes and sizes fit the addresses and the tables in which they will stand."""

import re

from layak.core import points
from layak.core.instrument import Block, Indicator, Text
from layak.core.loading import Draft

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY_LENGTH = 40
CODE = re.compile(r"[0-9A-Za-z]{1,8}")
HIGHEST: points.Points = 1_000_000 * points.ONE
"""More would not fit a table's whole number of 1/1000 point."""


def is_key(key: str) -> bool:
    """Whether a word can be the key of an edition: part of an address and the name of a folder."""
    return len(key) <= KEY_LENGTH and bool(KEY.fullmatch(key))


def check(written: Draft) -> None:
    """Add to the report keys, codes and sizes that would not fit, and an edition that asks nothing."""
    edition, report = written.edition, written.report
    if edition.key and not is_key(edition.key):
        what = Text(
            f'Kunci edisi "{edition.key[:60]}" belum sesuai.', f'The key "{edition.key[:60]}" will not do.'
        )
        report.error(written.place(edition), edition.key[:60], what, _WANT_KEY, "key: kla-2026")
    parts: list[Block | Indicator] = [*edition.blocks, *(i for b in edition.blocks for i in b.indicators)]
    for part in parts:
        if part.code and not CODE.fullmatch(part.code):
            what = Text(f'Kode "{part.code[:60]}" belum sesuai.', f'The code "{part.code[:60]}" will not do.')
            report.error(written.place(part), part.code[:60], what, _WANT_CODE, "code: 21A")
    if edition.max > HIGHEST:
        report.error(written.place(edition), edition.key, _TOO_HIGH, _WANT_LOWER, "max: 1000")
    if not report.errors and not edition.questions:
        report.error(
            written.place(edition), edition.key, _NO_ROWS, _WANT_ROWS, "indicators: [1-akta-kelahiran]"
        )


_WANT_KEY = Text(
    "Pakai huruf kecil, angka, dan tanda hubung, paling banyak 40.",
    "Use small letters, digits and hyphens, at most 40.",
)
_WANT_CODE = Text("Pakai huruf dan angka saja, paling banyak 8.", "Use letters and digits only, at most 8.")
_TOO_HIGH = Text("Nilai tertingginya di atas 1.000.000.", "Its maximum is above 1,000,000.")
_WANT_LOWER = Text("Tulis nilai tertinggi yang wajar.", "Write a maximum within reason.")
_NO_ROWS = Text("Edisi ini tidak memuat satu pertanyaan pun.", "This edition has not a single question.")
_WANT_ROWS = Text(
    "Daftarkan berkas indikator di setiap blok.", "List the files of its indicators in each block."
)
