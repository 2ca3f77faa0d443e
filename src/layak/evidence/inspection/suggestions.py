"""What a document's first pages say about themselves: title, kind, number and date, only ever suggested."""

import re
from datetime import date
from itertools import takewhile

from layak.evidence.inspection.facts import Suggestion

_MONTH_NAMES = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september"]
_MONTH_NAMES += ["oktober", "november", "desember"]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_NUMBER = re.compile(r"^\s*nomor\s*[:.]?\s*([^\n]{1,60}?)\s*$", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(r"\b(\d{1,2})\s+(" + "|".join(_MONTHS) + r")\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_ABOUT = re.compile(r"^\s*tentang\s*\n+((?:[^\n]+\n?){1,4})", re.IGNORECASE | re.MULTILINE)
_AFTER_TITLE = re.compile(
    r"^\s*(ditetapkan|menimbang|mengingat|dengan rahmat|bupati|wali ?kota|kepala|camat|pada )", re.IGNORECASE
)
_SMALL_WORDS = {"dan", "di", "ke", "dari", "untuk", "pada", "yang", "tentang", "dengan", "dalam", "atau"}
_MACHINE_TITLE = re.compile(
    r"^(microsoft word|untitled|scan|img|doc\d|document\d*$|cam ?scanner)", re.IGNORECASE
)
# The first that occurs in the name or on the first pages wins: a rule is named before its parts.
_KINDS = (
    ("perda", r"\bperda\b|peraturan daerah"),
    ("perbup", r"\bperbup\b|\bperwali\b|peraturan (bupati|wali ?kota)"),
    ("sk", r"\bsk\b|surat keputusan|keputusan (bupati|wali ?kota|kepala|camat|lurah|ketua)"),
    ("daftar-hadir", r"daftar hadir"),
    ("notula", r"\bnotula|\bnotulen"),
    ("sertifikat", r"\bsertifikat\b|\bpiagam\b"),
    ("sop", r"\bsop\b|standar operasional prosedur"),
    ("undangan", r"\bundangan\b"),
    ("laporan", r"\blaporan\b"),
)


def suggest(name: str, title: str, text: str, *, is_picture: bool = False) -> Suggestion:
    """Suggestions from the file's name, its own title and its first pages' text; blanks where unsure."""
    number = _NUMBER.search(text)
    return Suggestion(
        title=(_title_in(text) or _own_title(title) or _from_name(name))[:200],
        kind=_kind(f"{name}\n{title}\n{text[:1500]}".replace("_", " ")) or ("foto" if is_picture else ""),
        number=" ".join(number[1].split()) if number else "",
        issued=_last_date(text),
    )


def _title_in(text: str) -> str:
    """What follows "tentang" on a decree, up to the line where its text begins."""
    about = _ABOUT.search(text)
    lines = about[1].splitlines() if about else []
    title = takewhile(lambda line: not _AFTER_TITLE.match(line), lines)
    return _calm(" ".join(" ".join(title).split()))


def _calm(title: str) -> str:
    """A title in capitals as one would write it; any other stays as it is."""
    if not title.isupper():
        return title
    words = title.lower().split(" ")
    return " ".join(w if n and w in _SMALL_WORDS else w.capitalize() for n, w in enumerate(words))


def _own_title(title: str) -> str:
    return "" if _MACHINE_TITLE.match(title) else " ".join(title.split())


def _from_name(name: str) -> str:
    return " ".join(name.rpartition(".")[0].replace("_", " ").split()) or name


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words, re.IGNORECASE)), "")


def _last_date(text: str) -> date | None:
    """A decree ends with "ditetapkan pada tanggal"; the last date on its pages is the likeliest."""
    for day, month, year in reversed(_DATE.findall(text)):
        try:
            return date(int(year), _MONTHS[month.lower()], int(day))
        except ValueError:
            continue
    return None
