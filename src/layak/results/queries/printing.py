"""What stands in a paper: the frozen document in the words and figures of a page, all of it text."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from layak.core import catalogue, predikat
from layak.core.instrument import Band, Edition, Text
from layak.core.points import Points, shown
from layak.core.stages import Stage
from layak.results.models import Paper, Result
from layak.results.papers.signatories import People, Person, Side
from layak.results.queries import loss, roots

Document = Mapping[str, Any]
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
UNOFFICIAL = "Tidak resmi: format kementerian belum diketahui"
SYNTHETIC = "Data contoh, bukan hasil sebenarnya"
LAST_ROOT = "Akar harian terakhir sebelum hasil ini dicetak"
BY_HAND = "Nama, jabatan, NIP"
TITLES = {Paper.Kind.MINUTES: "Berita acara", Paper.Kind.REPORT: "Rapor KLA"}
MEANING = (
    "Predikat menunjukkan seberapa jauh pemerintah daerah menyiapkan aturan, anggaran, layanan, dan "
    "kerja sama untuk anak. Predikat tidak berarti kekerasan terhadap anak sudah tidak ada."
)


def paper(result: Result, kind: str, people: People, *, check: str, qr: str) -> dict[str, Any]:
    """The data of a paper, with room for these people to sign. `check` is the address of the check page,
    `qr` its code as SVG.
    """
    document = json.loads(result.document)
    edition = catalogue.get(document["edition"]["key"])
    found = loss.changes(document)
    at = _local(document, result.assessment.district.timezone)
    return {
        **_head(document, kind, at),
        **_scores(document, result),
        "warnings": _warnings(document, edition),
        "reasons": _reasons(document, found),
        "changes": _changes(found, edition),
        "rows": _rows(document, edition),
        "indicators": _indicators(document, edition),
        "meaning": MEANING,
        "name": result.name,
        "extract": result.extract,
        "check": check,
        "qr": qr,
        "root": _root(document),
        "signatories": [
            _side(f"Untuk {document['district']['name']}", people[Side.DISTRICT]),
            _side("Untuk tim verifikasi", people[Side.TEAM]),
        ],
    }


def _side(role: str, people: Sequence[Person]) -> dict[str, Any]:
    """A side with its people; where nobody is written down, a line to fill in by hand."""
    told = [
        {"name": one.name, "lines": list(filter(None, (one.position, one.nip and f"NIP {one.spaced}")))}
        for one in people
    ]
    return {"role": role, "people": told or [{"name": "", "lines": [BY_HAND]}]}


def _root(document: Document) -> dict[str, str] | None:
    """The root that fixes the result; before there is one, the last that was published."""
    found, label = roots.covering(document), "Akar harian yang mengunci hasil ini"
    root = found.root if found else roots.newest()
    if root is None:
        return None
    return {"label": label if found else LAST_ROOT, "day": day(root.day), "hash": root.root}


def _head(document: Document, kind: str, at: datetime) -> dict[str, Any]:
    place, year = document["district"]["name"], document["cycle"]["year"]
    stage = Stage(document["stage"]).label.id
    years = " dan ".join(map(str, document["cycle"]["data_years"]))
    marks = [UNOFFICIAL] + ([SYNTHETIC] if document["synthetic"] else [])
    return {
        "title": f"{TITLES[Paper.Kind(kind)]} {stage.lower()} KLA {year}",
        "place": place,
        "date": {"year": at.year, "month": at.month, "day": at.day},
        "keywords": ["layak", kind, document["district"]["code"]],
        "marks": marks,
        "notices": [f"{mark}." for mark in marks] + _estimate(document),
        "opening": (
            f"{place}, evaluasi tahun {year}, data tahun {years}. "
            f"Tahap {stage.lower()} ditutup oleh {document['closed']['by']} pada {day(at)} "
            f"pukul {at:%H.%M} {at.tzname()}."
        ),
    }


def _estimate(document: Document) -> list[str]:
    told = "Estimasi: sebagian nilai memakai tangga nilai yang belum dipastikan kementerian."
    return [told] if document["estimate"] else []


def _scores(document: Document, result: Result) -> dict[str, Any]:
    scores, tiers = document["scores"], document["tiers"]
    last = scores[tiers[-1]]
    bands = {band["key"]: band["title"]["id"] for band in document["edition"]["bands"]}
    placed = bands.get(last["predikat"], "belum berperingkat")
    most = _p(document["edition"]["max"])
    return {
        "totals": {
            "head": ["Tahap", "Nilai", "Selisih", "Dinilai", "Predikat menurut nilai"],
            "rows": [_total(document, tier, bands) for tier in tiers],
        },
        "blocks": {
            "head": ["Kelompok", *(Stage(tier).short for tier in tiers), "Maksimal"],
            "rows": [
                [
                    f"{block['code']} {block['title']['id']}",
                    *(_p(scores[tier]["blocks"][block["code"]]) for tier in tiers),
                    _p(block["max"]),
                ]
                for block in document["edition"]["blocks"]
            ],
        },
        "headline": f"{_p(last['total'])} dari {most} poin: {placed}",
        "verdict": _verdict(document, result, last, bands),
    }


def _total(document: Document, tier: str, bands: Mapping[str, str]) -> list[str]:
    scores, tiers = document["scores"], document["tiers"]
    own, at = scores[tier], tiers.index(tier)
    change = own["total"] - scores[tiers[at - 1]]["total"] if at else None
    return [
        f"{Stage(tier).label.id} ({Stage(tier).short})",
        _p(own["total"]),
        "–" if change is None else _signed(change),
        f"{own['judged']} dari {len(document['rows'])}",
        bands.get(own["predikat"], "belum berperingkat") + (" *" if own["ambiguous"] else ""),
    ]


def _verdict(
    document: Document, result: Result, last: Mapping[str, Any], bands: Mapping[str, str]
) -> list[str]:
    told = []
    if last["ambiguous"]:
        told.append(
            "* Nilai ini di antara dua pita resmi yang berupa bilangan bulat. Aturan desimalnya belum "
            "diketahui, jadi dihitung pita yang lebih rendah."
        )
    if result.award:
        told.append(f"Predikat yang ditetapkan: {bands[result.award]} ({result.award_source}).")
    if result.award and result.award_reason:
        told.append(f"Alasan berbeda dari pita nilai: {result.award_reason}")
    return told


def _warnings(document: Document, edition: Edition) -> list[str]:
    last = document["tiers"][-1]
    key = document["scores"][last]["predikat"]
    band: Band | None = next((one for one in edition.bands if one.key == key), None)
    earned = {code: loss.values(document, code)[last] for code in document["rows"]}
    return [one.gate.text.id for one in predikat.concerns(edition, band, earned) if one.concrete]


def _reasons(document: Document, found: Iterable[loss.Change]) -> dict[str, Any]:
    rows = [
        [reason(step.key).id, str(step.rows), _signed(step.delta)] for step in loss.by_reason(document, found)
    ]
    return {"head": ["Alasan", "Pertanyaan", "Poin"], "rows": rows}


def reason(key: str) -> Text:
    """The words of a reason; one that is no longer in the list stands as its key."""
    if not key:
        return Text("Tanpa alasan tertulis", "No reason written")
    return catalogue.reasons().get(key, Text(key, key))


def _changes(found: Sequence[loss.Change], edition: Edition) -> dict[str, Any]:
    rows = [
        [
            change.code,
            edition.questions[change.code].title.id if change.code in edition.questions else "",
            Stage(change.tier).short,
            f"{_p(change.before)} → {_p(change.after)}",
            ". ".join(filter(None, (reason(change.reason).id, change.note, _pages(change.pages)))),
        ]
        for change in found
    ]
    head = ["Kode", "Pertanyaan", "Tahap", "Poin", "Alasan dan catatan"]
    return {"head": head, "widths": [0, 3, 0, 0, 3], "right": [3], "rows": rows}


def _rows(document: Document, edition: Edition) -> dict[str, Any]:
    tiers = document["tiers"]
    rows = []
    for code in loss.homes(document):
        told = loss.values(document, code)
        title = edition.questions[code].title.id if code in edition.questions else ""
        rows.append([code, title, *(_p(told[tier]) for tier in tiers)])
    return {
        "head": ["Kode", "Pertanyaan", *(Stage(tier).short for tier in tiers)],
        "widths": [0, 1, *(0 for _tier in tiers)],
        "right": list(range(2, 2 + len(tiers))),
        "rows": rows,
    }


def _indicators(document: Document, edition: Edition) -> dict[str, Any]:
    tiers, scores = document["tiers"], document["scores"]
    rows = [
        [
            one["code"],
            edition.indicators[one["code"]].title.id if one["code"] in edition.indicators else "",
            *(_p(scores[tier]["indicators"][one["code"]]) for tier in tiers),
            _p(one["max"]),
        ]
        for block in document["edition"]["blocks"]
        for one in block["indicators"]
    ]
    return {
        "head": ["No.", "Indikator", *(Stage(tier).short for tier in tiers), "Maks."],
        "widths": [0, 1, *(0 for _tier in tiers), 0],
        "right": list(range(2, 3 + len(tiers))),
        "rows": rows,
    }


def _pages(pages: str) -> str:
    return f"Hlm. {pages}" if pages else ""


def _local(document: Document, zone: str) -> datetime:
    return datetime.fromisoformat(document["closed"]["at"]).astimezone(ZoneInfo(zone))


def day(at: Any) -> str:
    """A day as papers write it: 21 November 2026."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def _p(points: Points) -> str:
    return shown(points, "id")


def _signed(points: Points) -> str:
    return f"+{_p(points)}" if points > 0 else f"−{_p(-points)}" if points else "0"
