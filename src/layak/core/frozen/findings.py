"""What a verifier of a frozen result has to say, each as a sentence in both languages."""

from dataclasses import dataclass
from typing import Any

from layak.core import points
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.stages import Stage


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: a stable code, where it is, and the sentence that says what."""

    code: str
    where: str
    text: Text


def unreadable() -> Finding:
    """The file is not JSON at all."""
    return Finding(
        "unreadable",
        "",
        Text(
            "Berkas ini bukan hasil Layak atau sudah rusak. Unduh lagi dari halaman hasil.",
            "This file is not a result of Layak, or it is damaged. Download it again from the result page.",
        ),
    )


def unknown_version(version: Any) -> Finding:
    """The format is another than this Layak knows."""
    return Finding(
        "version",
        "version",
        Text(
            f"Berkas ini memakai format versi {version}, yang tidak dikenal Layak ini. "
            "Periksa dengan Layak yang lebih baru.",
            f"This file has format version {version}, which this Layak does not know. "
            "Check it with a newer Layak.",
        ),
    )


def misshapen(where: str) -> Finding:
    """A field is missing, unknown, or holds the wrong kind of thing."""
    return Finding(
        "shape",
        where,
        Text(
            f"Isian “{where}” tidak ada, tidak dikenal, atau salah bentuk. Berkas ini bukan hasil yang utuh.",
            f"The field “{where}” is missing, unknown or malformed. This file is not a whole result.",
        ),
    )


def rewritten() -> Finding:
    """The text is not the canonical text of its own content."""
    return Finding(
        "rewritten",
        "",
        Text(
            "Berkas ini ditulis ulang oleh program lain. Unduh lagi dari halaman hasil.",
            "This file was rewritten by another program. Download it again from the result page.",
        ),
    )


def other_name(expected: str, found: str) -> Finding:
    """The content does not have the hash it goes by."""
    return Finding(
        "name",
        "",
        Text(
            f"Isi berkas diubah: sidik jarinya {found[:12]}…, seharusnya {expected[:12]}….",
            f"The content was changed: its fingerprint is {found[:12]}…, it should be {expected[:12]}….",
        ),
    )


def bad_tiers() -> Finding:
    """The tiers are not stages in order from EM, up to the stage that was closed."""
    return Finding(
        "tiers",
        "tiers",
        Text(
            "Tahap yang dinilai tidak berurutan dari evaluasi mandiri sampai tahap yang ditutup.",
            "The tiers do not run in order from self-assessment to the stage that was closed.",
        ),
    )


def maxima_differ(where: str, parts: Points, whole: Points) -> Finding:
    """Maxima do not add up to the one above them."""
    return Finding(
        "maxima",
        where,
        Text(
            f"Nilai maksimal {where or 'seluruhnya'} tertulis {points.shown(whole)}, "
            f"padahal jumlah bagiannya {points.shown(parts)}.",
            f"The maximum of {where or 'the whole'} is written as {points.shown(whole, 'en')}, "
            f"but its parts sum to {points.shown(parts, 'en')}.",
        ),
    )


def twice(code: str) -> Finding:
    """The instrument in the document names one thing twice."""
    return Finding(
        "twice",
        code,
        Text(
            f"Kode {code} tertulis dua kali dalam instrumen.", f"The instrument lists the code {code} twice."
        ),
    )


def bad_bands() -> Finding:
    """The bands do not rise."""
    return Finding(
        "bands",
        "edition.bands",
        Text("Rentang predikat tidak berurutan naik.", "The bands of the predikat do not rise."),
    )


def other_rows(code: str, missing: bool) -> Finding:
    """A row of the edition is not in the result, or the other way round."""
    id_, en = ("tidak ada dalam hasil", "not in the result") if missing else ("tidak dikenal", "unknown")
    return Finding("rows", code, Text(f"Pertanyaan {code} {id_}.", f"Row {code} is {en}."))


def above_maximum(code: str, tier: str, given: Points, most: Points) -> Finding:
    """A tier gave a row more than its maximum."""
    label = _tier(tier)
    return Finding(
        "above-maximum",
        code,
        Text(
            f"Pertanyaan {code}, {label.id}: {points.shown(given)} melebihi maksimal {points.shown(most)}.",
            f"Row {code}, {label.en}: {points.shown(given, 'en')} is above the maximum of "
            f"{points.shown(most, 'en')}.",
        ),
    )


def strange_tier(code: str, tier: str) -> Finding:
    """A verdict of a tier that the result does not have."""
    return Finding(
        "verdict-tier",
        code,
        Text(
            f"Pertanyaan {code} memuat penilaian tahap “{tier}”, yang bukan bagian dari hasil ini.",
            f"Row {code} holds a verdict of “{tier}”, which is not a tier of this result.",
        ),
    )


def other_content(code: str, tier: str) -> Finding:
    """The closing tier's verdict was about another content than the one in the result."""
    label = _tier(tier)
    return Finding(
        "verdict-content",
        code,
        Text(
            f"Pertanyaan {code}: jawabannya berubah sejak dinilai ({label.id}).",
            f"Row {code}: its answer changed since it was judged ({label.en}).",
        ),
    )


def other_proof(code: str, tier: str) -> Finding:
    """The closing tier's verdict points at a document that the row does not cite."""
    label = _tier(tier)
    return Finding(
        "verdict-document",
        code,
        Text(
            f"Pertanyaan {code}: penilaian ({label.id}) menunjuk dokumen yang bukan buktinya.",
            f"Row {code}: the verdict ({label.en}) points at a document that is none of its proof.",
        ),
    )


def other_claim(code: str, claimed: Points, earned: Points | None) -> Finding:
    """The points claimed in EM are not those of the answer."""
    return Finding("claim", code, _not_earned(code, claimed, earned))


def other_answer(code: str, written: Points | None, earned: Points | None) -> Finding:
    """The points of an answer are not those its edition gives it."""
    return Finding("answer-points", code, _not_earned(code, written, earned))


def other_score(tier: str, where: str, written: Any, counted: Any) -> Finding:
    """A sum, a predikat or a count is not what the rows give."""
    label, place = _tier(tier), f" {where}" if where else ""
    return Finding(
        "score",
        f"{tier}{'.' if where else ''}{where}",
        Text(
            f"{label.id}{place}: tertulis {_shown(written, 'id')}, dihitung ulang {_shown(counted, 'id')}.",
            f"{label.en}{place}: written {_shown(written, 'en')}, counted again {_shown(counted, 'en')}.",
        ),
    )


def unknown_award(key: str) -> Finding:
    """The predikat decided is none of the edition's, or was decided before the award."""
    return Finding(
        "award",
        "award",
        Text(
            f"Predikat “{key}” tidak dikenal, atau ditetapkan sebelum tahap penetapan.",
            f"The predikat “{key}” is unknown, or was decided before the award.",
        ),
    )


def other_edition(where: str) -> Finding:
    """The edition in the document is not the one that goes by its name."""
    return Finding(
        "edition",
        where,
        Text(
            f"Instrumen dalam berkas berbeda dari edisi Layak dengan nama yang sama ({where}).",
            f"The instrument in the file differs from Layak's edition of the same name ({where}).",
        ),
    )


def _not_earned(code: str, written: Points | None, earned: Points | None) -> Text:
    return Text(
        f"Pertanyaan {code}: tertulis {_shown(written, 'id')}, jawabannya bernilai {_shown(earned, 'id')}.",
        f"Row {code}: written {_shown(written, 'en')}, the answer earns {_shown(earned, 'en')}.",
    )


def _tier(tier: str) -> Text:
    return Stage(tier).label if tier in set(Stage) else Text(tier, tier)


def _shown(value: Any, language: str) -> str:
    if value is None or isinstance(value, bool):
        words = {None: ("tidak ada", "none"), True: ("ya", "yes"), False: ("tidak", "no")}
        return words[value][language == "en"]
    return points.shown(value, language) if isinstance(value, int) else str(value)
