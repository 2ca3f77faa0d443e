"""The public pages: start, a province, the list of districts, a district, the awards of all years."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from layak.core import catalogue
from layak.people.queries import places as regions
from layak.portal.queries import awards, charts, maps
from layak.portal.queries.country import Country, Place, country, tally
from layak.portal.views.serving import Told, public
from layak.portal.views.words import LOOKS, MEANINGS, areas, legend, told, told_place
from layak.results.queries import published, roots

EDITION = "kla-2024"
"""The edition whose bands the start page explains."""
YEAR = 31_536_000
PAGE = 50


@public("portal/start.html")
def start(request: HttpRequest) -> Told:
    """What KLA is, what a predikat means and does not mean, the map, the counts, a search."""
    seen = country(_year(request))
    last = [one for one in awards.years() if one.held][-1]
    bands = [(band, MEANINGS[band.key]) for band in catalogue.get(EDITION).bands]
    context = {
        "seen": seen,
        **_map(maps.nation(seen), seen.places, "portal_province"),
        "provinces": province_rows(seen),
        "awards": last,
        "chart": charts.awards(awards.years()),
        "bands": bands,
    }
    return context, {"year": seen.year, "counts": seen.counts, "districts": len(seen.places)}


@public("portal/province.html")
def province(request: HttpRequest, province: str) -> Told:
    """A province: its districts on a map and in a table."""
    seen = country(_year(request))
    if province not in seen.provinces:
        raise Http404
    places = seen.of(province)
    name = seen.provinces[province]
    context = {"seen": seen, "name": name, "code": province, "places": places}
    context |= _map(maps.province(province, places), places, "portal_district")
    data = {"code": province, "name": name, "year": seen.year, "districts": list(map(told_place, places))}
    return context, data


@public("portal/districts.html")
def districts(request: HttpRequest) -> Told:
    """Every district, or those with the words of a search in their names; the twin holds them all."""
    seen, words = country(_year(request)), request.GET.get("q", "").strip()[:60]
    found = [place for place in seen.places if all(w in place.name.lower() for w in words.lower().split())]
    page = Paginator(found, PAGE).get_page(request.GET.get("hal"))
    asked = {"tahun": seen.year or "", "q": words}
    context = {"seen": seen, "words": words, "page": page, "query": f"{urlencode(asked)}&"}
    return context, {"year": seen.year, "q": words, "districts": list(map(told_place, found))}


@public("portal/district.html")
def district(request: HttpRequest, district: str) -> Told:
    """A district: its predikat over the years, the blocks of the last result, what it means, its proof."""
    names = regions.districts()
    if district not in names:
        raise Http404
    results = published.every(district)
    place = Place(district, names[district], results[0] if results else None)
    context = {
        "place": place,
        "province": regions.provinces().get(place.province, ""),
        "results": results,
        "history": [one for one in results if one.stage == "award"],
        "meaning": MEANINGS[place.look],
        "look": LOOKS[place.look],
        **_last(place),
    }
    return context, {**told_place(place), "history": list(map(told, results))}


@public("portal/awards.html")
def all_awards(request: HttpRequest) -> Told:
    """How many districts won which predikat each year, with sources, confidence and gaps."""
    years = awards.years()
    data = [
        {"year": one.year, **one.counts, "total": one.total, "provinces": one.provinces}
        | {"confidence": one.confidence, "source": one.source}
        for one in years
    ]
    return {"years": years, "chart": charts.awards(years), "ladder": awards.LADDER}, {"years": data}


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the language in a cookie and go back; a link, so that kept pages need no form."""
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "portal_start")
    if code in ("id", "en"):
        response.set_cookie("django_language", code, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def province_rows(seen: Country) -> list[dict[str, Any]]:
    """The map's twin: a row a province."""
    rows = []
    for code, name in seen.provinces.items():
        counts = tally(seen.of(code))
        ranked = [counts[key] for key in reversed(awards.LADDER)]
        rows.append({"code": code, "name": name, "ranked": ranked, "total": sum(counts.values())})
    return rows


def _map(drawn: maps.Map | None, places: Sequence[Place], route: str) -> dict[str, Any]:
    return {"map": drawn, "areas": areas(drawn), "legend": legend(places), "route": route}


def _last(place: Place) -> dict[str, Any]:
    """Blocks with their maxima from the frozen document of the last result, and what it rests on."""
    document = published.document(place.last.name) if place.last else None
    if document is None or place.last is None:
        return {"blocks": []}
    edition = document["edition"]
    blocks = [
        charts.block(one["code"], one["title"], place.last.blocks.get(one["code"], 0), one["max"])
        for one in edition["blocks"]
    ]
    flags = {"estimate": document["estimate"], "synthetic": document["synthetic"]}
    return {"blocks": blocks, "top": edition["max"], "covering": roots.covering(document), **flags}


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
