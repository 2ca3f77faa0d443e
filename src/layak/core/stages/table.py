"""The procedure as two tables: what holds in each stage, and every step from one stage to another.

Stages and the 2 x 24 hours are as reported for 2021 to 2025; who may return or take over a sheet, and
on what condition, is Layak's own reading, since no published rule speaks of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from layak.core.instrument import Text


class Stage(StrEnum):
    """Where the sheet is, in the order of the procedure. All but `REPAIR` have a window in the calendar."""

    SELF = "self"
    PROVINCE = "province"
    REVIEW = "review"
    FIELD = "field"
    REPAIR = "repair"
    FINAL = "final"
    AWARD = "award"

    @property
    def label(self) -> Text:
        """The stage in full."""
        return LABELS[self]

    @property
    def short(self) -> str:
        """What the field calls it: EM, VA, ..."""
        return SHORTS[self]

    @property
    def scores(self) -> bool:
        """Whether the stage keeps its own points for each row."""
        return self is Stage.SELF or Act.JUDGE in PLACES[self].may[PLACES[self].holder]


class FieldMode(StrEnum):
    """How field verification is held."""

    HYBRID = "hybrid"
    VISIT = "visit"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return FIELD_MODES[self]


class Party(StrEnum):
    """Who can hold a sheet."""

    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"
    FIELD_TEAM = "field-team"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return PARTIES[self]


class Act(StrEnum):
    """What a party does to a sheet without moving it."""

    ANSWER = "answer"
    JUDGE = "judge"
    NOTE = "note"
    REPLY = "reply"
    SETTLE = "settle"
    INSPECT = "inspect"
    REPAIR = "repair"
    DECIDE = "decide"
    SIGN = "sign"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return ACTS[self]


class Reach(StrEnum):
    """Which rows the district may change: all, only those with an open note, or none."""

    ALL = "all"
    NOTED = "noted"
    NONE = "none"


class Go(StrEnum):
    """How a sheet leaves a stage. All but `RETURN` close the stage and freeze its result."""

    SEND = "send"
    SKIP = "skip"
    TAKE = "take"
    RETURN = "return"
    FINISH = "finish"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return GOES[self]


class Condition(StrEnum):
    """What must be true before a sheet may leave."""

    IN_TIME = "in-time"
    TIME_IS_UP = "time-is-up"
    TARGET_OPEN = "target-open"
    ROWS_SETTLED = "rows-settled"
    ROWS_JUDGED = "rows-judged"
    NOTES_REPLIED = "notes-replied"
    NOTES_SETTLED = "notes-settled"
    NO_OPEN_NOTES = "no-open-notes"
    FIELD_DONE = "field-done"
    SIGNED = "signed"
    DECIDED = "decided"

    @property
    def unmet(self) -> Text:
        """The sentence shown while it is not true."""
        return UNMET[self]


@dataclass(frozen=True, slots=True)
class Clock:
    """What ends a stage: the calendar's window, or `hours` counted from the moment the stage began."""

    hours: int | None = None

    def ends(self, began: datetime, window_closes: datetime | None) -> datetime | None:
        """The moment the stage ends; both moments aware. None: the calendar has no window for it."""
        return window_closes if self.hours is None else began + timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Place:
    """What holds in one stage: its holder, what each party may do, the rows that are open, the clock."""

    holder: Party
    may: Mapping[Party, frozenset[Act]]
    reach: Reach
    clock: Clock = Clock()


@dataclass(frozen=True, slots=True)
class Step:
    """One way out of a stage. `end` is None where the procedure ends; `reason`: it must be written."""

    start: Stage
    go: Go
    end: Stage | None
    by: Party
    conditions: tuple[Condition, ...] = ()
    reason: bool = False

    @property
    def freezes(self) -> bool:
        """Whether it closes the stage and freezes its result."""
        return self.go is not Go.RETURN


D, P, M, F = Party.DISTRICT, Party.PROVINCE, Party.MINISTRY, Party.FIELD_TEAM
VERIFIES = frozenset({Act.JUDGE, Act.NOTE, Act.SETTLE, Act.SIGN})
TIMELESS = frozenset({Act.SIGN})
"""What may still be done when the clock has run out: it changes no answer, verdict or note."""

PLACES: Mapping[Stage, Place] = {
    Stage.SELF: Place(D, {D: frozenset({Act.ANSWER, Act.SIGN})}, Reach.ALL),
    Stage.PROVINCE: Place(P, {P: VERIFIES, D: frozenset({Act.REPLY})}, Reach.NOTED),
    Stage.REVIEW: Place(M, {M: VERIFIES, D: frozenset({Act.REPLY})}, Reach.NOTED),
    Stage.FIELD: Place(
        F, {F: frozenset({Act.INSPECT, Act.JUDGE, Act.NOTE, Act.SIGN}), D: frozenset({Act.SIGN})}, Reach.NONE
    ),
    Stage.REPAIR: Place(D, {D: frozenset({Act.REPAIR, Act.REPLY})}, Reach.NOTED, Clock(hours=48)),
    Stage.FINAL: Place(M, {M: frozenset({Act.JUDGE, Act.SETTLE, Act.SIGN})}, Reach.NONE),
    Stage.AWARD: Place(M, {M: frozenset({Act.DECIDE, Act.SIGN})}, Reach.NONE),
}

JUDGED = (Condition.ROWS_JUDGED, Condition.NOTES_SETTLED, Condition.SIGNED)
FIELD_OVER = (Condition.FIELD_DONE, Condition.SIGNED)
LATE = (Condition.TIME_IS_UP,)

STEPS = (
    Step(Stage.SELF, Go.SEND, Stage.PROVINCE, D, (Condition.IN_TIME, Condition.ROWS_SETTLED)),
    Step(Stage.SELF, Go.TAKE, Stage.PROVINCE, P, LATE),
    Step(Stage.PROVINCE, Go.SEND, Stage.REVIEW, P, JUDGED),
    Step(Stage.PROVINCE, Go.TAKE, Stage.REVIEW, M, LATE),
    Step(Stage.PROVINCE, Go.RETURN, Stage.SELF, P, (Condition.TARGET_OPEN,), reason=True),
    Step(Stage.REVIEW, Go.SEND, Stage.FIELD, M, JUDGED),
    Step(Stage.REVIEW, Go.RETURN, Stage.PROVINCE, M, (Condition.TARGET_OPEN,), reason=True),
    Step(Stage.FIELD, Go.SEND, Stage.REPAIR, F, FIELD_OVER),
    Step(Stage.FIELD, Go.SKIP, Stage.FINAL, F, (*FIELD_OVER, Condition.NO_OPEN_NOTES)),
    Step(Stage.FIELD, Go.TAKE, Stage.FINAL, M, LATE),
    Step(Stage.REPAIR, Go.SEND, Stage.FINAL, D, (Condition.IN_TIME, Condition.NOTES_REPLIED)),
    Step(Stage.REPAIR, Go.TAKE, Stage.FINAL, M, LATE),
    Step(Stage.FINAL, Go.SEND, Stage.AWARD, M, JUDGED),
    Step(Stage.AWARD, Go.FINISH, None, M, (Condition.DECIDED, Condition.SIGNED)),
)

LABELS = {
    Stage.SELF: Text("Evaluasi mandiri", "Self-assessment"),
    Stage.PROVINCE: Text("Verifikasi administrasi provinsi", "Provincial administrative verification"),
    Stage.REVIEW: Text("Peninjauan ulang pusat", "Central review"),
    Stage.FIELD: Text("Verifikasi lapangan", "Field verification"),
    Stage.REPAIR: Text("Perbaikan", "Repair"),
    Stage.FINAL: Text("Verifikasi final", "Final verification"),
    Stage.AWARD: Text("Penetapan predikat", "Award of the predikat"),
}
SHORTS = {
    Stage.SELF: "EM",
    Stage.PROVINCE: "VA",
    Stage.REVIEW: "RV",
    Stage.FIELD: "VL",
    Stage.REPAIR: "2 x 24 jam",
    Stage.FINAL: "VF",
    Stage.AWARD: "SK",
}
FIELD_MODES = {
    FieldMode.HYBRID: Text("Verifikasi lapangan hibrida (VLH)", "Hybrid field verification (VLH)"),
    FieldMode.VISIT: Text("Verifikasi kunjungan lapangan (VKL)", "Field visit (VKL)"),
}
PARTIES = {
    Party.DISTRICT: Text("kabupaten/kota", "the district"),
    Party.PROVINCE: Text("provinsi", "the province"),
    Party.MINISTRY: Text("kementerian", "the ministry"),
    Party.FIELD_TEAM: Text("tim lapangan", "the field team"),
}
ACTS = {
    Act.ANSWER: Text("mengisi jawaban dan bukti", "fill in answers and proof"),
    Act.JUDGE: Text("menilai", "judge"),
    Act.NOTE: Text("menulis catatan", "write notes"),
    Act.REPLY: Text("menanggapi catatan", "reply to notes"),
    Act.SETTLE: Text("menyelesaikan catatan", "settle notes"),
    Act.INSPECT: Text("memeriksa unit", "inspect units"),
    Act.REPAIR: Text("memperbaiki pertanyaan yang dicatat", "repair the rows that were noted"),
    Act.DECIDE: Text("menetapkan predikat", "decide the predikat"),
    Act.SIGN: Text("menandatangani", "sign"),
}
GOES = {
    Go.SEND: Text("kirim", "send on"),
    Go.SKIP: Text("lewati perbaikan", "pass over the repair"),
    Go.TAKE: Text("ambil alih", "take over"),
    Go.RETURN: Text("kembalikan", "return"),
    Go.FINISH: Text("tetapkan", "award"),
}
UNMET = {
    Condition.IN_TIME: Text(
        "Waktu tahap ini sudah habis. Minta perpanjangan, atau tunggu tahap berikutnya mengambil alih.",
        "The time of this stage has run out. Ask for an extension, or wait for the next stage to take over.",
    ),
    Condition.TIME_IS_UP: Text(
        "Waktu tahap ini belum habis. Lembar dapat diambil alih setelah waktunya habis.",
        "The time of this stage has not run out. The sheet can be taken over once it has.",
    ),
    Condition.TARGET_OPEN: Text(
        "Waktu tahap yang dituju sudah habis. Perpanjang dulu untuk kabupaten/kota ini.",
        "The time of the stage it would go to has run out. Extend it for this district first.",
    ),
    Condition.ROWS_SETTLED: Text(
        "Masih ada jawaban yang belum disetujui. Setujui, kembalikan atau kosongkan dulu.",
        "Some answers are not approved yet. Approve, return or clear them first.",
    ),
    Condition.ROWS_JUDGED: Text(
        "Masih ada pertanyaan yang belum dinilai. Nilai dulu semuanya.",
        "Some rows are not judged yet. Judge all of them first.",
    ),
    Condition.NOTES_REPLIED: Text(
        "Masih ada catatan yang belum ditanggapi. Tanggapi dulu semuanya.",
        "Some notes have no reply yet. Reply to all of them first.",
    ),
    Condition.NOTES_SETTLED: Text(
        "Masih ada catatan yang belum selesai. Selesaikan dulu semuanya.",
        "Some notes are not settled yet. Settle all of them first.",
    ),
    Condition.NO_OPEN_NOTES: Text(
        "Masih ada catatan terbuka. Kirim ke perbaikan agar kabupaten/kota dapat menanggapinya.",
        "Some notes are open. Send the sheet to repair so that the district can reply.",
    ),
    Condition.FIELD_DONE: Text(
        "Sesi lapangan belum selesai. Catat temuan semua unit yang diperiksa, lalu tutup sesinya.",
        "The field session is not over. Record the findings of every unit inspected, then close it.",
    ),
    Condition.SIGNED: Text(
        "Berita acara tahap ini belum ditandatangani. Tandatangani dulu.",
        "The minutes of this stage are not signed yet. Sign them first.",
    ),
    Condition.DECIDED: Text(
        "Predikat belum ditetapkan. Tetapkan dulu.", "The predikat is not decided yet. Decide it first."
    ),
}
