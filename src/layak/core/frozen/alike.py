"""What holds alike in a frozen result and in its open extract: the frame, the tiers, the sums, the award."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from layak.core.frozen import findings as say
from layak.core.frozen.findings import Finding
from layak.core.frozen.tally import maxima, own_points
from layak.core.points import Points
from layak.core.stages import Stage

Document = Mapping[str, Any]


def tiers(document: Document) -> Iterator[Finding]:
    """The tiers run from EM to the stage that was closed, in the order of the stages."""
    order = [stage.value for stage in Stage]
    closed, tiers = document["stage"], document["tiers"]
    so_far = order[: order.index(closed) + 1] if closed in order else []
    may = [stage for stage in so_far if Stage(stage).scores]
    in_order = [tier for tier in may if tier in tiers] == tiers
    if not in_order or tiers[:1] != may[:1] or (closed in may and tiers[-1] != closed) or not may:
        yield say.bad_tiers()


def frame(framed: Mapping[str, Any]) -> Iterator[Finding]:
    """The instrument inside is one that Layak would load: sums exact, no code twice, bands rising."""
    indicators = [one for block in framed["blocks"] for one in block["indicators"]]
    rows = [code for one in indicators for code, _ in one["rows"]]
    for codes in ([b["code"] for b in framed["blocks"]], [i["code"] for i in indicators], rows):
        yield from (say.twice(code) for code, times in Counter(codes).items() if times > 1)
    for one in indicators:
        yield from _sum_of(one["code"], [most for _, most in one["rows"]], one["max"])
    for block in framed["blocks"]:
        yield from _sum_of(block["code"], [one["max"] for one in block["indicators"]], block["max"])
    yield from _sum_of("", [block["max"] for block in framed["blocks"]], framed["max"])
    limits = [limit for band in framed["bands"] for limit in (band["lower"], band["upper"])]
    if limits != sorted(limits):
        yield say.bad_bands()


def _sum_of(where: str, parts: list[Points], whole: Points) -> Iterator[Finding]:
    if sum(parts) != whole:
        yield say.maxima_differ(where, sum(parts), whole)


def rows(document: Document) -> Iterator[Finding]:
    """Each row of the instrument once, judged by known tiers, no value above its maximum."""
    most, found = maxima(document["edition"]), document["rows"]
    yield from (say.other_rows(code, missing=True) for code in sorted(most.keys() - found.keys()))
    yield from (say.other_rows(code, missing=False) for code in sorted(found.keys() - most.keys()))
    for code in (code for code in most if code in found and "verdicts" in found[code]):
        yield from _values(document["tiers"], code, found[code], most[code])


def _values(tiers: list[str], code: str, row: Mapping[str, Any], most: Points) -> Iterator[Finding]:
    yield from (say.strange_tier(code, tier) for tier in row["verdicts"] if tier not in tiers[1:])
    for tier in tiers:
        given = own_points(row, tier)
        if given is not None and given > most:
            yield say.above_maximum(code, tier, given, most)


def differences(tier: str, where: str, told: Any, counted: Any) -> Iterator[Finding]:
    """Where a tier's score is not what was counted again."""
    if not isinstance(told, dict) or not isinstance(counted, dict):
        if told != counted:
            yield say.other_score(tier, where, _leaf(where, told), _leaf(where, counted))
        return
    for key in sorted(told.keys() | counted.keys()):
        yield from differences(tier, f"{where} {key}".strip(), told.get(key), counted.get(key))


def _leaf(where: str, value: Any) -> Any:
    """A value as it is shown: a missing tier by its total, a count of rows as no points."""
    plain = value["total"] if isinstance(value, dict) else value
    return str(plain) if where == "judged" else plain


def award(document: Document) -> Iterator[Finding]:
    """A predikat is decided in the last stage only, and is one of the instrument's."""
    key = document["award"]
    known = {band["key"] for band in document["edition"]["bands"]}
    if key is not None and (key not in known or document["stage"] != Stage.AWARD):
        yield say.unknown_award(key)
