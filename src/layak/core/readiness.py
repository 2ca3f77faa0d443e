"""What stands between a document and ready points: named findings, each with its mend."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from layak.core.answers import Years
from layak.core.dates import long_date
from layak.core.instrument import Question, Text
from layak.core.points import Points


class State(StrEnum):
    """How fit a document is, from best to worst."""

    READY = "ready"
    CHECK = "check"
    PROBLEM = "problem"

    @property
    def label(self) -> Text:
        """The word on the screen."""
        return LABELS[self]


LABELS = {
    State.READY: Text("siap", "ready"),
    State.CHECK: Text("periksa", "check"),
    State.PROBLEM: Text("bermasalah", "problem"),
}
ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document. `kind` is a key of the document kinds; dates are inclusive.

    `period_from` and `period_to` are the time it reports on, `expires` its last day in force.
    `readable` is False for a file that cannot be opened, `masked` says that children's names and
    faces are covered.
    """

    kind: str | None = None
    dated: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    expires: date | None = None
    is_link: bool = False
    readable: bool = True
    pages: int | None = None
    personal_data: bool = False
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a stable id, how bad, and the sentence that says what and how to mend it."""

    id: str
    state: State
    text: Text


def about(facts: Facts) -> tuple[Finding, ...]:
    """What is to be said of a document by itself, whatever it is cited for."""
    return tuple(_about(facts))


def fit(
    facts: Facts, question: Question, years: Years, kinds: Mapping[str, Text] | None = None
) -> tuple[Finding, ...]:
    """What is to be said of a document as proof of this question in these data years.

    Includes `about(facts)`. `kinds` names the kinds of document in sentences; without it they show keys.
    """
    return (*_about(facts), *_kind(facts, question, kinds or {}), *_years(facts, question, years))


def state_of(findings: Iterable[Finding]) -> State:
    """The worst state among the findings; ready when there are none."""
    return max((f.state for f in findings), key=ORDER.index, default=State.READY)


def row_state(states: Iterable[State]) -> State | None:
    """The best state among the documents a row cites; None when it cites none."""
    return min(states, key=ORDER.index, default=None)


def row_ready(points: Points, states: Iterable[State]) -> bool:
    """Whether a row's points are ready: one cited document is, or there are no points to prove."""
    return points == 0 or State.READY in states


def _about(facts: Facts) -> Iterator[Finding]:
    if not facts.readable or facts.pages == 0:
        yield Finding("unreadable", State.PROBLEM, UNREADABLE)
    if facts.personal_data and not facts.masked:
        yield Finding("personal-data", State.PROBLEM, PERSONAL)
    if facts.is_link:
        yield Finding("link-only", State.CHECK, LINK)
    if not facts.kind:
        yield Finding("no-kind", State.CHECK, NO_KIND)
    if not _start(facts) and not _end(facts):
        yield Finding("undated", State.CHECK, UNDATED)


def _kind(facts: Facts, question: Question, kinds: Mapping[str, Text]) -> Iterator[Finding]:
    expected = [evidence.kind for evidence in question.evidence]
    if facts.kind and expected and facts.kind not in expected:
        names = [kinds.get(key, Text(key, key)) for key in (facts.kind, *expected)]
        yield Finding("unexpected-kind", State.CHECK, _unexpected(names[0], names[1:]))


def _years(facts: Facts, question: Question, years: Years) -> Iterator[Finding]:
    rule = next((e.years for e in question.evidence if e.kind == facts.kind), None)
    rule = rule or (question.evidence[0].years if question.evidence else "any")
    judge = JUDGES.get(rule)
    if judge and (found := judge(facts, years)):
        yield found


def _covering(facts: Facts, years: Years) -> Finding | None:
    """A document for the data years must report on, or be dated in, one of them."""
    start, end = _start(facts), facts.period_to or _start(facts)
    if start is None or end is None or (start.year <= years[1] and end.year >= years[0]):
        return None
    return Finding("outside-years", State.PROBLEM, _outside(facts, years))


def _in_force(facts: Facts, years: Years) -> Finding | None:
    """A rule may be older, but must be in force during the data years."""
    start, end = _start(facts), _end(facts)
    if start and start.year > years[1]:
        return Finding("not-yet-in-force", State.PROBLEM, _too_new(start, years))
    if end and end.year < years[0]:
        return Finding("expired", State.PROBLEM, _expired(end, years))
    return None


JUDGES: dict[str, Callable[[Facts, Years], Finding | None]] = {"data": _covering, "in-force": _in_force}


def _start(facts: Facts) -> date | None:
    return facts.period_from or facts.dated or facts.period_to


def _end(facts: Facts) -> date | None:
    return facts.expires or facts.period_to


UNREADABLE = Text(
    "Berkas ini tidak dapat dibuka atau tidak berisi halaman. Unggah ulang dari sumbernya.",
    "This file cannot be opened or has no pages. Upload it again from its source.",
)
PERSONAL = Text(
    "Berkas ini memuat data pribadi yang belum ditutup. Tutup nama dan wajah anak, lalu unggah versi baru.",
    "This file shows personal data that is not masked. Cover children's names and faces, then upload a new "
    "version.",
)
LINK = Text(
    "Bukti ini hanya tautan, dan isinya dapat berubah atau hilang. Unggah juga berkasnya.",
    "This proof is only a link, and what it shows may change or vanish. Upload the file as well.",
)
NO_KIND = Text(
    "Jenis berkas belum dipilih. Pilih jenisnya, misalnya surat keputusan atau foto.",
    "The kind of document is not chosen. Choose it, for example a decree or a photograph.",
)
UNDATED = Text(
    "Berkas belum bertanggal. Isi tanggal terbit atau masa yang dilaporkan.",
    "The document has no date. Fill in its date of issue or the period it reports on.",
)


def _outside(facts: Facts, years: Years) -> Text:
    period = facts.period_from or facts.period_to
    begin, end = facts.period_from or period, facts.period_to or period
    asked_id = f"Pertanyaan ini memakai data {years[0]} dan {years[1]}. Ganti, atau jelaskan di catatan."
    asked_en = f"This question uses data of {years[0]} and {years[1]}. Replace it, or explain it in the note."
    if begin and end:
        return Text(
            f"Berkas melaporkan {long_date(begin, 'id')} sampai {long_date(end, 'id')}. {asked_id}",
            f"The document reports on {long_date(begin, 'en')} to {long_date(end, 'en')}. {asked_en}",
        )
    dated = facts.dated or date.min
    return Text(
        f"Berkas bertanggal {long_date(dated, 'id')}. {asked_id}",
        f"The document is dated {long_date(dated, 'en')}. {asked_en}",
    )


def _too_new(start: date, years: Years) -> Text:
    return Text(
        f"Berkas baru berlaku {long_date(start, 'id')}, sesudah tahun data {years[1]}. Pakai aturan yang "
        "berlaku waktu itu, atau jelaskan di catatan.",
        f"The document took effect on {long_date(start, 'en')}, after the data year {years[1]}. Use the rule "
        "in force at that time, or explain it in the note.",
    )


def _expired(end: date, years: Years) -> Text:
    return Text(
        f"Berkas berlaku sampai {long_date(end, 'id')}, sebelum tahun data {years[0]}. Unggah penggantinya, "
        "atau jelaskan di catatan.",
        f"The document was in force until {long_date(end, 'en')}, before the data year {years[0]}. Upload "
        "its successor, or explain it in the note.",
    )


def _unexpected(kind: Text, expected: list[Text]) -> Text:
    return Text(
        f"Berkas ini tercatat sebagai {kind.id}. Pertanyaan ini biasanya dibuktikan dengan "
        f"{_either([e.id for e in expected], 'atau')}. Ganti jenisnya bila keliru, atau tambahkan berkas "
        "yang diminta.",
        f"This document is recorded as {kind.en}. This question is usually proven by "
        f"{_either([e.en for e in expected], 'or')}. Correct the kind if it is wrong, or add the document "
        "asked for.",
    )


def _either(names: list[str], word: str) -> str:
    return " ".join(filter(None, [", ".join(names[:-1]), word if names[:-1] else "", names[-1]]))
