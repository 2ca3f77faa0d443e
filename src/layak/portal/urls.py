"""Addresses of the public pages, each with its .json twin, and of provinces and nation."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from layak.portal.views import checking, data, nation, pages


def twin(address: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """A page under `address/` and the same for programs under `address.json`."""
    return [
        path(f"{address}/", view, name=name),
        path(f"{address}.json", view, {"twin": True}, name=f"{name}_json"),
    ]


urlpatterns = [
    *twin("publik", pages.start, "portal_start"),
    *twin("publik/provinsi/<str:province>", pages.province, "portal_province"),
    *twin("publik/daerah", pages.districts, "portal_districts"),
    *twin("publik/daerah/<str:district>", pages.district, "portal_district"),
    *twin("publik/penghargaan", pages.all_awards, "portal_awards"),
    path("publik/bahasa/<str:code>/", pages.language, name="portal_language"),
    path("periksa/", checking.check, name="portal_check"),
    path("periksa.json", checking.offered, {"twin": True}, name="portal_check_json"),
    *twin("periksa/<str:name>", checking.checked, "portal_checked"),
    path("periksa/<str:name>/kutipan.json", checking.extract, name="portal_extract"),
    *twin("data", data.data, "portal_data"),
    path("data/katalog.jsonld", data.catalogue, name="portal_catalogue"),
    path("data/SHA256SUMS", data.checksums, name="portal_checksums"),
    *twin("data/akar", data.all_roots, "portal_roots"),
    path("data/akar/<str:day>.json", data.root, name="portal_root"),
    path("nasional/", nation.nation, name="nation"),
    path("nasional/daerah.<str:kind>", nation.nation_file, name="nation_file"),
    path("provinsi/<str:province>/", nation.province, name="province_desk"),
    path("provinsi/<str:province>/daerah.<str:kind>", nation.province_file, name="province_file"),
    path("data/<str:name>", data.download, name="portal_download"),
]
