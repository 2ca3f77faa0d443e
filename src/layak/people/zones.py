"""Which of the three time zones a region keeps, by its code alone."""

from functools import cache
from zoneinfo import ZoneInfo

# Keppres 41/1987: central time from Bali to Sulawesi with South, East and North Kalimantan, eastern time
# in Maluku and Papua, western time everywhere else.
WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


def timezone_of(code: str) -> str:
    """The IANA time zone of the province that a region's code begins with; western time for no code."""
    province = code[:2]
    if province in WIT:
        return "Asia/Jayapura"
    return "Asia/Makassar" if province in WITA else "Asia/Jakarta"


@cache
def zone_of(code: str) -> ZoneInfo:
    """The same as a zone in which moments can be told."""
    return ZoneInfo(timezone_of(code))
