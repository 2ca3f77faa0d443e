"""Open data: the tables that everybody may download, each with the meaning of its columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from layak.core.instrument import Text
from layak.core.points import text as exact
from layak.people.queries import regions
from layak.portal.queries import awards
from layak.results.queries import published, roots

Row = tuple[Any, ...]
KINDS = {
    "text": Text("teks", "text"),
    "integer": Text("bilangan bulat", "whole number"),
    "points": Text(
        "poin, sampai tiga desimal, titik sebagai tanda desimal",
        "points, up to three decimals, a full stop before them",
    ),
    "boolean": Text("benar atau salah (true, false)", "true or false"),
    "date": Text("tanggal atau waktu, ISO 8601", "date or moment, ISO 8601"),
}
"""What the kinds of values are called."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, the kind of its values, what they mean. An empty value is not known."""

    key: str
    kind: str
    meaning: Text

    @property
    def says(self) -> Text:
        """The kind in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the stem of its files, its name, what a row is, its columns, and where its rows come from."""

    key: str
    title: Text
    about: Text
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]


DISTRICT = Column(
    "district_code",
    "text",
    Text(
        "Kode Kemendagri kabupaten atau kota, misalnya 16.10", "Kemendagri code of the district, e.g. 16.10"
    ),
)
NAME = Column("district", "text", Text("Nama kabupaten atau kota", "Name of the district"))
YEAR = Column("year", "integer", Text("Tahun evaluasi", "Year of the evaluation"))
STAGE = Column(
    "stage",
    "text",
    Text(
        "Tahap: self mandiri, province administrasi, review pusat, field lapangan, repair perbaikan, "
        "final akhir, award penetapan",
        "Stage: self, province, review, field, repair, final, award",
    ),
)
FINGERPRINT = Column(
    "fingerprint",
    "text",
    Text(
        "Sidik jari (SHA-256) hasil beku; nama halaman periksanya",
        "SHA-256 of the frozen result; names its check page",
    ),
)


def _results() -> Iterable[Row]:
    districts, provinces = regions.districts(), regions.provinces()
    for one in published.every():
        province = one.district.split(".")[0]
        yield (
            one.district,
            districts.get(one.district, ""),
            province,
            provinces.get(province, ""),
            one.year,
            one.stage,
            exact(one.total),
            one.predikat or None,
            one.ambiguous,
            one.award or None,
            one.award_source or None,
            one.award_reason or None,
            one.published_at.isoformat(),
            one.name,
        )


def _blocks() -> Iterable[Row]:
    districts = regions.districts()
    for one in published.every():
        for code, points in one.blocks.items():
            name = districts.get(one.district, "")
            yield one.district, name, one.year, one.stage, code, exact(points), one.name


def _awards() -> Iterable[Row]:
    for one in awards.years():
        counts = [one.counts[key] for key in awards.LADDER]
        yield one.year, *counts, one.total, one.provinces, one.confidence, one.source


def _roots() -> Iterable[Row]:
    return ((one.day.isoformat(), one.root, one.key, one.signature) for one in roots.every())


TABLES = (
    Table(
        "hasil",
        Text("Hasil per daerah", "Results by district"),
        Text(
            "Satu baris satu tahap yang diumumkan untuk satu daerah dan tahun.",
            "One row is one published stage of one district and year.",
        ),
        (
            DISTRICT,
            NAME,
            Column(
                "province_code", "text", Text("Kode Kemendagri provinsi", "Kemendagri code of the province")
            ),
            Column("province", "text", Text("Nama provinsi", "Name of the province")),
            YEAR,
            STAGE,
            Column("total", "points", Text("Nilai seluruhnya pada tahap itu", "Total of that stage")),
            Column(
                "band",
                "text",
                Text(
                    "Pita nilai itu; bukan predikat yang ditetapkan",
                    "Band of that total; not the predikat decided",
                ),
            ),
            Column(
                "ambiguous",
                "boolean",
                Text("Nilai jatuh di antara dua pita cetak", "The total lies between two printed bands"),
            ),
            Column("award", "text", Text("Predikat yang ditetapkan", "Predikat that was decided")),
            Column("award_source", "text", Text("Keputusan penetapannya", "The decision it comes from")),
            Column(
                "award_reason",
                "text",
                Text("Alasan bila berbeda dari pita nilai", "Reason where it differs from the band"),
            ),
            Column("published_at", "date", Text("Waktu diumumkan", "Moment of publication")),
            FINGERPRINT,
        ),
        _results,
    ),
    Table(
        "blok",
        Text("Poin per blok", "Points by block"),
        Text(
            "Satu baris satu blok (KLB, K1 sampai K5, KD) dari satu hasil yang diumumkan.",
            "One row is one block (KLB, K1 to K5, KD) of one published result.",
        ),
        (
            DISTRICT,
            NAME,
            YEAR,
            STAGE,
            Column("block", "text", Text("Kode blok", "Code of the block")),
            Column("points", "points", Text("Poin blok itu", "Points of that block")),
            FINGERPRINT,
        ),
        _blocks,
    ),
    Table(
        "penghargaan",
        Text("Penghargaan per tahun", "Awards by year"),
        Text(
            "Satu baris satu tahun, dari pengumuman dan berita; kosong berarti tidak diketahui.",
            "One row is one year, from announcements and news; empty means not known.",
        ),
        (
            YEAR,
            *(
                Column(
                    key,
                    "integer",
                    Text(f"Jumlah daerah berpredikat {name}", f"Number of districts with {name}"),
                )
                for key, name in zip(
                    awards.LADDER, ("Pratama", "Madya", "Nindya", "Utama", "KLA"), strict=True
                )
            ),
            Column(
                "total", "integer", Text("Jumlah daerah berpredikat", "Number of districts with a predikat")
            ),
            Column(
                "provinces",
                "integer",
                Text("Jumlah Provinsi Layak Anak (Provila)", "Number of child-friendly provinces (Provila)"),
            ),
            Column(
                "confidence",
                "text",
                Text(
                    "Keyakinan A, B, C (C terlemah) dan tentang apa",
                    "Confidence A, B, C (C weakest) and of what",
                ),
            ),
            Column("source", "text", Text("Sumber", "Source")),
        ),
        _awards,
    ),
    Table(
        "akar-harian",
        Text("Akar harian", "Daily roots"),
        Text(
            "Satu baris satu hari: angka yang mengunci panjang semua jejak pada hari itu.",
            "One row is one day: the number that fixes how long all trails were on that day.",
        ),
        (
            Column("day", "date", Text("Hari", "Day")),
            Column(
                "root", "text", Text("Akar Merkle (RFC 6962, SHA-256)", "Merkle root (RFC 6962, SHA-256)")
            ),
            Column("key", "text", Text("Kunci publik Ed25519 situs ini", "Ed25519 public key of this site")),
            Column("signature", "text", Text("Tanda tangan atas akar itu", "Signature over that root")),
        ),
        _roots,
    ),
)
"""Every table, in the order of the page."""


def table(key: str) -> Table | None:
    """A table by its key."""
    return next((one for one in TABLES if one.key == key), None)
