"""A checked recap as JSON for programs and as aligned text for people."""

from collections.abc import Iterator
from typing import Any

from layak.core import points
from layak.core.points import shown
from layak.core.recap.checking import Recap
from layak.core.scoring import Standing


def as_json(recap: Recap, language: str = "id") -> dict[str, Any]:
    """The recap as JSON values; all points are text with a full stop ("768.81")."""
    score, placing = recap.score, recap.score.placing
    return {
        "edition": score.edition.key,
        "total": points.text(score.total.claimed),
        "max": points.text(score.total.max),
        "predikat": placing.band.title.id if placing.band else None,
        "ambiguous": placing.ambiguous,
        "estimate": score.estimate,
        "next": placing.next
        and {
            "predikat": placing.next.title.id,
            "threshold": points.text(placing.next.lower),
            "gap": points.text(placing.gap or 0),
        },
        "blocks": [_sum(standing) for standing in score.blocks.values()],
        "indicators": [_sum(standing) for standing in score.indicators.values()],
        "findings": [
            {
                "kind": found.kind,
                "at": found.at,
                "printed": found.printed,
                "computed": found.computed,
                "message": found.message.in_language(language),
            }
            for found in recap.findings
        ],
    }


def _sum(standing: Standing) -> dict[str, str]:
    return {
        "code": standing.code,
        "points": points.text(standing.claimed),
        "max": points.text(standing.max),
    }


def as_text(recap: Recap, language: str = "id") -> str:
    """The recap for a person, in Indonesian or, for any "en…" code, in English."""
    words = ENGLISH if language.startswith("en") else INDONESIAN
    sections = (
        _verdict(recap, language, words),
        _table(recap, language, words),
        _findings(recap, language, words),
        (text.in_language(language) for text in recap.score.caveats),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines)


def _verdict(recap: Recap, language: str, words: dict[str, str]) -> Iterator[str]:
    score, placing = recap.score, recap.score.placing
    total, predikat = (
        shown(score.total.claimed, language),
        placing.band and placing.band.title.in_language(language),
    )
    yield f"{score.edition.title.in_language(language)} ({score.edition.key})"
    yield words["verdict"].format(total=total, max=shown(score.total.max, language)) + (
        f", {words['predikat'].format(predikat=predikat or words['none'])}" if score.edition.bands else ""
    )
    if placing.ambiguous:
        yield words["ambiguous"].format(total=total, predikat=predikat)
    if placing.next and placing.gap is not None:
        following = placing.next.title.in_language(language)
        lower = shown(placing.next.lower, language)
        yield words["next"].format(gap=shown(placing.gap, language), predikat=following, lower=lower)
    yield words["answered"].format(answered=score.total.answered, rows=score.total.rows)


def _table(recap: Recap, language: str, words: dict[str, str]) -> Iterator[str]:
    score = recap.score
    titles = {block.code: block.title.in_language(language) for block in score.edition.blocks}
    width = max(map(len, titles.values()), default=0)
    wide = max(map(len, titles), default=0)
    yield f"{'':{wide}}  {words['block']:{width}}  {words['points']:>9}  {words['max']:>9}"
    for code, standing in score.blocks.items():
        figures = f"{shown(standing.claimed, language):>9}  {shown(standing.max, language):>9}"
        yield f"{code:{wide}}  {titles[code]:{width}}  {figures}"
        for indicator in (i for b in score.edition.blocks if b.code == code for i in b.indicators):
            yield _indicator(
                score.indicators[indicator.code], indicator.title.in_language(language), wide, width, language
            )
    total = f"{shown(score.total.claimed, language):>9}  {shown(score.total.max, language):>9}"
    yield f"{'':{wide}}  {words['total']:{width}}  {total}"


def _indicator(standing: Standing, title: str, wide: int, width: int, language: str) -> str:
    figures = f"{shown(standing.claimed, language):>9}  {shown(standing.max, language):>9}"
    name = f"  {standing.code} {title}"
    name = name if len(name) <= width else f"{name[: width - 1]}…"
    return f"{'':{wide}}  {name:{width}}  {figures}"


def _findings(recap: Recap, language: str, words: dict[str, str]) -> Iterator[str]:
    if not recap.findings:
        yield words["clean"]
        return
    yield words["findings"].format(count=len(recap.findings))
    for found in recap.findings:
        yield f"- {found.message.in_language(language)}"


INDONESIAN = {
    "verdict": "Nilai {total} dari {max}",
    "predikat": "predikat {predikat}",
    "none": "belum ada",
    "ambiguous": "{total} jatuh di antara dua rentang predikat. Dihitung {predikat} dan tidak dibulatkan.",
    "next": "Kurang {gap} untuk {predikat} (mulai {lower}).",
    "answered": "Terisi {answered} dari {rows} pertanyaan.",
    "block": "Blok",
    "points": "Nilai",
    "max": "Maksimal",
    "total": "Total",
    "clean": "Semua angka yang tertulis sesuai dengan barisnya.",
    "findings": "{count} temuan:",
}
ENGLISH = {
    "verdict": "{total} of {max} points",
    "predikat": "predikat {predikat}",
    "none": "none yet",
    "ambiguous": "{total} falls between two bands. It counts as {predikat} and is not rounded.",
    "next": "{gap} short of {predikat} (from {lower}).",
    "answered": "{answered} of {rows} questions answered.",
    "block": "Block",
    "points": "Points",
    "max": "Maximum",
    "total": "Total",
    "clean": "Every printed figure follows from its rows.",
    "findings": "{count} findings:",
}
