"""Dates in sentences are written out."""

from datetime import date

from layak.core.dates import long_date


def test_a_date_is_written_with_its_month_in_words():
    assert [long_date(date(2024, m, 1), "id").split()[1] for m in (1, 5, 8, 12)] == [
        "Januari",
        "Mei",
        "Agustus",
        "Desember",
    ]
    assert (long_date(date(2023, 3, 14)), long_date(date(2023, 3, 14), "en")) == (
        "14 Maret 2023",
        "14 March 2023",
    )
