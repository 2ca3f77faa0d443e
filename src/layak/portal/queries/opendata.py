"""Open data: every file with its columns, written row by row from published results alone."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from layak.core import frozen, points
from layak.core.answers import figures
from layak.core.topology import geojson
from layak.people.queries import places as regions
from layak.portal import storage
from layak.portal.queries import awards, geometry
from layak.portal.queries.country import country
from layak.results.queries import published
from layak.results.queries.published import Published

EOL = "\r\n"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, its type (as in XML Schema) and its meaning."""

    name: str
    kind: str
    meaning: Any


@dataclass(frozen=True, slots=True)
class File:
    """A file to download: its name, what it holds, its columns (none for JSON), how it is written."""

    name: str
    title: Any
    kind: str
    columns: tuple[Column, ...]
    written: Callable[[], Iterator[str]]


def files() -> tuple[File, ...]:
    """The files there are; the map only where outlines are loaded."""
    return FILES if geometry.stamp() else tuple(file for file in FILES if file.kind != "application/geo+json")


def file(name: str) -> File | None:
    """The file of that name."""
    return next((one for one in files() if one.name == name), None)


def checksum(one: File) -> str:
    """The SHA-256 of the file as it would be downloaded now."""
    counted = hashlib.sha256()
    for part in one.written():
        counted.update(part.encode())
    return counted.hexdigest()


class _Line:
    """What csv writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator=EOL)
    yield writer.writerow([column.name for column in columns])
    yield from (writer.writerow(row) for row in rows)


def _results() -> Iterator[str]:
    names, provinces = regions.districts(), regions.provinces()
    return _csv(RESULT, (_result(one, names, provinces) for one in published.every()))


def _result(one: Published, names: dict[str, str], provinces: dict[str, str]) -> Sequence[Any]:
    home = one.district.split(".")[0]
    place = (one.district, names.get(one.district, ""), home, provinces.get(home, ""))
    figures_ = (points.text(one.total), one.predikat, one.award, str(one.ambiguous).lower())
    return (one.year, *place, one.stage, *figures_, one.name, one.published_at.isoformat())


def _blocks() -> Iterator[str]:
    rows = (
        (one.year, one.district, one.stage, code, points.text(value))
        for one in published.every()
        for code, value in sorted(one.blocks.items())
    )
    return _csv(BLOCK, rows)


def _answers() -> Iterator[str]:
    """From the last published stage of each year; each document is read once, its lines are kept."""
    newest: dict[tuple[str, int], Published] = {}
    for one in published.every():
        newest.setdefault((one.district, one.year), one)
    yield from _csv(ANSWER, ())
    for one in newest.values():
        yield storage.kept(f"{one.name}.csv", partial(_answer_lines, one))


def _answer_lines(one: Published) -> str:
    writer = csv.writer(_Line(), lineterminator=EOL)
    return "".join(writer.writerow(row) for row in answers(one, published.document(one.name)))


def answers(one: Published, document: Any) -> Iterator[Sequence[Any]]:
    """The counts and percentages a district answered, small ones kept back: each could speak of children."""
    for code, row in (document or {"rows": {}})["rows"].items():
        data = (row["answer"] or {}).get("data") or {}
        for year in document["cycle"]["data_years"]:
            if told := frozen.counts(data, year):
                seen = (figures.text(count).replace(",", ".") for count in (told.part, told.whole))
                yield (one.year, one.district, code, year, *seen, str(told.kept_back).lower())


def _awards() -> Iterator[str]:
    rows = (
        (one.year, *one.counts.values(), one.total, one.provinces, one.confidence, one.source)
        for one in awards.years()
    )
    return _csv(AWARD, rows)


def _json() -> Iterator[str]:
    yield '{"results":[\n'
    names = [column.name for column in RESULT]
    known, provinces = regions.districts(), regions.provinces()
    comma = ""
    for one in published.every():
        row = dict(zip(names, _result(one, known, provinces), strict=True))
        row["blocks"] = {code: points.text(value) for code, value in sorted(one.blocks.items())}
        yield comma + json.dumps(row, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _geojson() -> Iterator[str]:
    outlines = geometry.outlines()
    yield '{"type":"FeatureCollection","features":[\n'
    comma = ""
    for place in country().places:
        if place.code in outlines:
            last = place.last
            told = {"code": place.code, "name": place.name, "state": place.look}
            told |= {"year": last.year, "total": points.text(last.total), "stage": last.stage} if last else {}
            feature: dict[str, Any] = {"type": "Feature", "id": place.code, "properties": told}
            yield comma + json.dumps(
                feature | {"geometry": geojson(outlines[place.code])}, ensure_ascii=False
            )
            comma = ",\n"
    yield "\n]}\n"


YEAR = Column("year", "gYear", _("Tahun penilaian"))
CODE = Column("district_code", "string", _("Kode Kemendagri kabupaten atau kota"))
STAGE = Column("stage", "string", _("Tahap: self, province, review, field, repair, final, award"))
POINTS = "decimal"
RESULT = (
    YEAR,
    CODE,
    Column("district", "string", _("Nama kabupaten atau kota")),
    Column("province_code", "string", _("Kode Kemendagri provinsi")),
    Column("province", "string", _("Nama provinsi")),
    STAGE,
    Column("total", POINTS, _("Nilai pada tahap itu, paling banyak tiga desimal")),
    Column("band", "string", _("Pita nilai itu; bukan predikat yang ditetapkan")),
    Column("award", "string", _("Predikat yang ditetapkan; kosong sebelum penetapan")),
    Column("ambiguous", "boolean", _("Apakah nilainya jatuh di antara dua pita resmi")),
    Column("fingerprint", "string", _("Sidik jari SHA-256 dokumen hasil")),
    Column("published_at", "dateTime", _("Saat diumumkan")),
)
BLOCK = (
    YEAR,
    CODE,
    STAGE,
    Column("block", "string", _("Kode blok: KLB, K1 sampai K5, KD")),
    Column("points", POINTS, _("Poin blok itu")),
)
ANSWER = (
    YEAR,
    CODE,
    Column("question", "string", _("Kode pertanyaan dalam instrumen")),
    Column("data_year", "gYear", _("Tahun data")),
    Column("count", "decimal", _("Jumlah, atau bagian dari `whole`; kosong bila dijaga")),
    Column("whole", "decimal", _("Keseluruhan, pada pertanyaan persentase")),
    Column("kept_back", "boolean", _("Apakah ada angka di bawah 5 yang dijaga kerahasiaannya")),
)
AWARD = (
    YEAR,
    *(Column(key, "integer", _("Jumlah daerah dengan predikat ini")) for key in awards.LADDER),
    Column("total", "integer", _("Jumlah daerah berpredikat")),
    Column("provinces", "integer", _("Provinsi yang semua daerahnya berpredikat")),
    Column("confidence", "string", _("Keyakinan A, B, atau C")),
    Column("source", "string", _("Sumber")),
)
FILES = (
    File("hasil.csv", _("Hasil yang diumumkan, satu baris setiap tahap"), "text/csv", RESULT, _results),
    File("blok.csv", _("Poin per blok"), "text/csv", BLOCK, _blocks),
    File("jawaban.csv", _("Jumlah dan persentase yang dijawab daerah"), "text/csv", ANSWER, _answers),
    File("penghargaan.csv", _("Penghargaan per tahun sejak 2017"), "text/csv", AWARD, _awards),
    File("hasil.json", _("Hasil yang diumumkan beserta poin per blok"), "application/json", (), _json),
    File("peta.geojson", _("Peta daerah dengan hasil terbaru"), "application/geo+json", (), _geojson),
)
