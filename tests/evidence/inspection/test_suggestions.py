"""What a document says about itself is suggested, and nothing is made up."""

from datetime import date

import pytest

from layak.evidence.inspection.facts import Suggestion
from layak.evidence.inspection.suggestions import suggest

DECREE = """BUPATI OGAN ILIR
PROVINSI SUMATERA SELATAN
KEPUTUSAN BUPATI OGAN ILIR
NOMOR : 188.45/ 123 /KEP/2024
TENTANG
PEMBENTUKAN GUGUS TUGAS KABUPATEN LAYAK ANAK
DI KABUPATEN OGAN ILIR
BUPATI OGAN ILIR,
Menimbang : bahwa sesuai Peraturan Presiden tanggal 16 April 2021
Ditetapkan di Indralaya
pada tanggal 14 Maret 2024
"""


def test_a_decree_tells_its_title_kind_number_and_the_day_it_was_signed():
    assert suggest("scan0012.pdf", "Microsoft Word - SK", DECREE) == Suggestion(
        title="Pembentukan Gugus Tugas Kabupaten Layak Anak di Kabupaten Ogan Ilir",
        kind="sk",
        number="188.45/ 123 /KEP/2024",
        issued=date(2024, 3, 14),
    )


@pytest.mark.parametrize(("name", "title", "kind"), [
    ("SK_Forum_Anak_2025.pdf", "SK Forum Anak 2025", "sk"),
    ("Perda KLA 5 2023.pdf", "Perda KLA 5 2023", "perda"),
    ("Perbup 12.pdf", "Perbup 12", "perbup"),
    ("daftar hadir rakor.xlsx", "daftar hadir rakor", "daftar-hadir"),
    ("notulen.docx", "notulen", "notula"),
    ("lampiran.pdf", "lampiran", ""),
    ("سجل.pdf", "سجل", ""),
])  # fmt: skip
def test_without_text_the_name_is_all_there_is(name, title, kind):
    assert suggest(name, "", "") == Suggestion(title=title, kind=kind)


def test_a_day_that_does_not_exist_is_not_a_date():
    assert suggest("a.pdf", "", "tanggal 31 Februari 2024").issued is None


def test_its_own_title_is_used_unless_a_machine_wrote_it():
    assert suggest("a.pdf", "Profil Anak 2025", "").title == "Profil Anak 2025"
    assert suggest("profil.pdf", "Microsoft Word - Document1", "").title == "profil"


def test_every_suggested_kind_is_one_that_can_be_chosen():
    from layak.core import catalogue
    from layak.evidence.inspection import suggestions

    assert {kind for kind, _pattern in suggestions._KINDS} <= set(catalogue.kinds())
