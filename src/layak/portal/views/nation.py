"""Nation and province: progress, scores by stage, movement, who needs help; as table, map and file."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from layak.core import catalogue, points
from layak.core.instrument import Text
from layak.core.refusal import insist
from layak.core.stages import Stage
from layak.people.queries import places
from layak.portal import rules
from layak.portal.queries import maps
from layak.portal.queries.charts import Spread, spread
from layak.portal.queries.nation import Picture, Row, picture
from layak.portal.views.words import LOOKS, ORDER, areas, legend

PAGE = 25
NATION = Text("nasional", "national")
"""The country in the name of a file."""
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TIERS = tuple(stage for stage in Stage if stage.scores)
TROUBLES: dict[str, Any] = {
    "not-opened": gettext_lazy("Belum membuka penilaian"),
    "late": gettext_lazy("Tenggat tahapnya sudah lewat"),
    "open": gettext_lazy("Tenggat dekat, banyak baris belum dijawab"),
    "fell": gettext_lazy("Nilai turun 20 poin atau lebih dari siklus lalu"),
}
BANDS: dict[str, Any] = LOOKS | {
    "unranked": gettext_lazy("Di bawah pita pertama"),
    "none": TROUBLES["not-opened"],
}
"""What a district's colour says here: the decided predikat, else the band of the score so far."""
SORTS: dict[str, tuple[Any, Callable[[Row], Any]]] = {
    "nama": (gettext_lazy("Nama"), lambda row: row.name),
    "nilai": (gettext_lazy("Nilai tertinggi"), lambda row: (-(row.score or -1), row.name)),
    "jawaban": (gettext_lazy("Paling sedikit terjawab"), lambda row: (row.answered, row.name)),
    "gerak": (gettext_lazy("Paling turun"), lambda row: (row.moved is None, row.moved or 0, row.name)),
    "tenggat": (
        gettext_lazy("Tenggat terdekat"),
        lambda row: (row.clock is None, row.clock.closes_at if row.clock else timezone.now(), row.name),
    ),
}


@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    """The whole country; a province's verifier is led to their province."""
    own = rules.own_province(request.user)
    if own and rules.see_nation(request.user):
        return redirect("province_desk", own)
    insist(rules.see_nation(request.user))
    return _page(request, "", _("Indonesia"))


@require_safe
def province(request: HttpRequest, province: str) -> HttpResponse:
    """One province."""
    insist(rules.see_province(request.user, province))
    name = places.provinces().get(province)
    if name is None:
        raise Http404
    return _page(request, province, name)


@require_safe
def nation_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The country's table as filtered and sorted, as CSV or XLSX."""
    insist(rules.see_nation(request.user))
    return _file(request, "", kind)


@require_safe
def province_file(request: HttpRequest, province: str, kind: str) -> HttpResponse:
    """A province's table as filtered and sorted, as CSV or XLSX."""
    insist(rules.see_province(request.user, province))
    return _file(request, province, kind)


def _page(request: HttpRequest, code: str, name: str) -> HttpResponse:
    seen = picture(_year(request), code)
    rows = _chosen(request, seen)
    drawn = maps.province(code, seen.places) if code else maps.nation(seen)
    asked = request.GET.copy()
    asked.pop("hal", None)
    context = {
        "name": name,
        "code": code,
        "seen": seen,
        "tiers": TIERS,
        "page": _lines(rows, request.GET.get("hal")),
        "count": len(rows),
        "map": drawn,
        "areas": areas(drawn, BANDS),
        "legend": legend(seen.places, BANDS),
        "route": "portal_district" if code else "province_desk",
        "spread": _spread(seen),
        "stages": _stages(seen),
        "troubled": _troubled(seen),
        "troubles": TROUBLES,
        "sorts": SORTS,
        "all_stages": list(Stage),
        "asked": request.GET,
        "query": f"{asked.urlencode()}&" if asked else "",
    }
    return render(request, "portal/nation.html", context)


def _lines(rows: Sequence[Row], number: str | None) -> Any:
    """A page of rows, each with its points by tier and what troubles it, in words."""
    page = Paginator(rows, PAGE).get_page(number)
    page.lines = [(row, BANDS[row.look], _tiers(row), _why(row)) for row in page.object_list]
    return page


def _tiers(row: Row) -> list[int | None]:
    return [row.tiers.get(tier) for tier in TIERS]


def _why(row: Row) -> list[Any]:
    return [TROUBLES[one] for one in row.troubles]


def _spread(seen: Picture) -> Spread | None:
    """How the scores so far are spread; None before there is a cycle."""
    if seen.cycle is None:
        return None
    return spread((row.score for row in seen.places), catalogue.get(seen.cycle.edition_key))


def _stages(seen: Picture) -> list[tuple[Stage, int]]:
    found = Counter(row.stage for row in seen.places)
    return [(stage, found[stage]) for stage in Stage if found[stage]]


def _troubled(seen: Picture) -> list[tuple[str, Any, int]]:
    found = Counter(one for row in seen.places for one in row.troubles)
    return [(key, words, found[key]) for key, words in TROUBLES.items() if found[key]]


def _chosen(request: HttpRequest, seen: Picture) -> list[Row]:
    """The rows that were asked for, in the order that was asked for; unknown wishes are passed over."""
    asked = request.GET
    words, stage, trouble, look = (asked.get(key, "").strip() for key in ("q", "tahap", "bantuan", "pita"))
    rows: Iterable[Row] = seen.places
    if words:
        rows = (row for row in rows if words.lower() in row.name.lower())
    if stage in set(Stage):
        rows = (row for row in rows if row.stage == stage)
    if trouble == "semua":
        rows = (row for row in rows if row.troubles)
    if trouble in TROUBLES:
        rows = (row for row in rows if trouble in row.troubles)
    if look in ORDER:
        rows = (row for row in rows if row.look == look)
    return sorted(rows, key=SORTS.get(asked.get("urut", ""), SORTS["nama"])[1])


def _file(request: HttpRequest, province: str, kind: str) -> HttpResponse:
    if kind not in ("csv", "xlsx"):
        raise Http404
    seen = picture(_year(request), province)
    table = [_head(), *map(_cells, _chosen(request, seen))]
    response = HttpResponse(content_type=SHEET if kind == "xlsx" else "text/csv; charset=utf-8")
    place = province or NATION.in_language(get_language())
    response["Content-Disposition"] = f'attachment; filename="kla-{place}.{kind}"'
    response.write(_xlsx(table) if kind == "xlsx" else "\N{BYTE ORDER MARK}")
    if kind == "csv":
        csv.writer(response).writerows(table)
    return response


def _head() -> list[str]:
    tiers = [tier.short for tier in TIERS]
    words = [_("Kode"), _("Daerah"), _("Tahap"), _("Terjawab (%)"), *tiers, _("Predikat atau pita")]
    return [*words, _("Gerak dari siklus lalu"), _("Tenggat"), _("Perlu bantuan")]


def _cells(row: Row) -> list[Any]:
    stage = row.stage.label.in_language(get_language() or "id") if row.stage else ""
    tiers = map(_points, _tiers(row))
    end = row.clock.closes_at.isoformat(timespec="minutes") if row.clock else ""
    why = "; ".join(map(str, _why(row)))
    return [row.code, row.name, stage, row.percent, *tiers, row.look, _points(row.moved), end, why]


def _points(value: int | None) -> str:
    return "" if value is None else points.text(value)


def _xlsx(table: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - 0.1 s that no start should wait for

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("KLA")
        numeric = {*range(3, 4 + len(TIERS)), 5 + len(TIERS)}
        for at, row in enumerate(table):
            for column, value in enumerate(row):
                if at and column in numeric and value != "":
                    sheet.write_number(at, column, float(value))
                else:
                    sheet.write_string(at, column, str(value))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(table) - 1, 1), len(table[0]) - 1)
        sheet.set_column(1, 1, 32)
    return stream.getvalue()


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
