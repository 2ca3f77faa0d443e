"""Reading regions: provinces and districts by code, for maps and lists of the whole country."""

from django.db.models import Q, QuerySet

from layak.people.models import Region


def provinces() -> dict[str, str]:
    """Names of all provinces by code, in the order of the codes. One query."""
    return _names(Region.Level.PROVINCE, "")


def districts(province: str = "") -> dict[str, str]:
    """Names of all districts by code, or of one province's, in the order of the codes. One query."""
    return _names(Region.Level.DISTRICT, province)


def regions(province: str = "") -> QuerySet[Region]:
    """All provinces, and all districts or those of one province."""
    districts = Q(level=Region.Level.DISTRICT)
    return Region.objects.filter(
        Q(level=Region.Level.PROVINCE) | (districts & Q(parent=province) if province else districts)
    )


def _names(level: int, province: str) -> dict[str, str]:
    found = Region.objects.filter(level=level)
    found = found.filter(parent_id=province) if province else found
    return dict(found.order_by("code").values_list("code", "name"))
