"""Dates inside a sentence of the core, where no framework writes them: 14 Maret 2023."""

from datetime import date

MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def long_date(day: date, language: str = "id") -> str:
    """The date with its month in words: "14 Maret 2023", or "14 March 2023" for any "en…" code."""
    months = MONTHS["en" if language.startswith("en") else "id"]
    return f"{day.day} {months[day.month - 1]} {day.year}"
