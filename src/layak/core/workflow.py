"""The road of an answer: its statuses, the moves between them, and who may make each, as one table."""

from dataclasses import dataclass
from enum import StrEnum

from layak.core.instrument import Text


class Status(StrEnum):
    """Where an answer is. The words on the screen are in `LABELS`."""

    EMPTY = "empty"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_FIX = "needs-fix"
    APPROVED = "approved"

    @property
    def label(self) -> Text:
        """The word on the screen."""
        return LABELS[self]


class Move(StrEnum):
    """What a person does to an answer."""

    ANSWER = "answer"
    CLEAR = "clear"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"


class Role(StrEnum):
    """In which part a person acts on an answer: for its agency, as that agency's head, or for all rows."""

    OPERATOR = "operator"
    HEAD = "head"
    SECRETARIAT = "secretariat"


LABELS = {
    Status.EMPTY: Text("belum diisi", "not answered"),
    Status.DRAFT: Text("draf", "draft"),
    Status.SUBMITTED: Text("dikirim", "submitted"),
    Status.NEEDS_FIX: Text("perlu perbaikan", "needs fixing"),
    Status.APPROVED: Text("disetujui", "approved"),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """From one status by one move to the next, who may, and whether a note must say why."""

    start: Status
    move: Move
    end: Status
    roles: frozenset[Role]
    note: bool = False


FILLS = frozenset({Role.OPERATOR, Role.SECRETARIAT})
JUDGES = frozenset({Role.HEAD, Role.SECRETARIAT})
APPROVES = frozenset({Role.HEAD})

TABLE = (
    Transition(Status.EMPTY, Move.ANSWER, Status.DRAFT, FILLS),
    Transition(Status.DRAFT, Move.ANSWER, Status.DRAFT, FILLS),
    Transition(Status.DRAFT, Move.CLEAR, Status.EMPTY, FILLS),
    Transition(Status.DRAFT, Move.SUBMIT, Status.SUBMITTED, FILLS),
    Transition(Status.SUBMITTED, Move.WITHDRAW, Status.DRAFT, FILLS),
    Transition(Status.SUBMITTED, Move.APPROVE, Status.APPROVED, APPROVES),
    Transition(Status.SUBMITTED, Move.RETURN, Status.NEEDS_FIX, JUDGES, note=True),
    Transition(Status.APPROVED, Move.RETURN, Status.NEEDS_FIX, JUDGES, note=True),
    # what was returned stays visible as such until it is sent again, however much it is edited
    Transition(Status.NEEDS_FIX, Move.ANSWER, Status.NEEDS_FIX, FILLS),
    Transition(Status.NEEDS_FIX, Move.CLEAR, Status.NEEDS_FIX, FILLS),
    Transition(Status.NEEDS_FIX, Move.SUBMIT, Status.SUBMITTED, FILLS),
)
BY_START = {(t.start, t.move): t for t in TABLE}


def transition(status: Status, move: Move, role: Role) -> Transition | None:
    """The transition that this role may make from this status; None when there is none."""
    found = BY_START.get((status, move))
    return found if found and role in found.roles else None


def moves(status: Status, role: Role) -> tuple[Move, ...]:
    """The moves this role may make from this status, in the table's order."""
    return tuple(t.move for t in TABLE if t.start is status and role in t.roles)


def why_not(status: Status, move: Move, role: Role) -> Text | None:
    """The sentence that says why this role may not make this move now; None when it may."""
    if transition(status, move, role):
        return None
    if not any(role in t.roles for t in TABLE if t.move is move):
        return NOT_YOURS[move]
    return HINTS.get((status, move), NOT_NOW[status])


NOT_YOURS = {
    Move.ANSWER: Text(
        "Jawaban diisi oleh operator instansi atau sekretariat. Minta mereka mengubahnya, atau "
        "kembalikan dengan catatan.",
        "Answers are filled in by the agency's operator or the secretariat. Ask them to change it, or "
        "return it with a note.",
    ),
    Move.CLEAR: Text(
        "Jawaban dikosongkan oleh operator instansi atau sekretariat. Minta mereka melakukannya.",
        "Answers are cleared by the agency's operator or the secretariat. Ask them to do it.",
    ),
    Move.SUBMIT: Text(
        "Jawaban dikirim oleh operator instansi atau sekretariat. Minta mereka mengirimnya.",
        "Answers are submitted by the agency's operator or the secretariat. Ask them to submit it.",
    ),
    Move.WITHDRAW: Text(
        "Jawaban ditarik oleh operator instansi atau sekretariat. Anda dapat mengembalikannya dengan "
        "catatan.",
        "Answers are withdrawn by the agency's operator or the secretariat. You can return it with a note.",
    ),
    Move.APPROVE: Text(
        "Jawaban disetujui oleh kepala instansi. Minta beliau menyetujuinya.",
        "Answers are approved by the head of the agency. Ask the head to approve it.",
    ),
    Move.RETURN: Text(
        "Jawaban dikembalikan oleh kepala instansi atau sekretariat. Bila baru dikirim, tarik dulu.",
        "Answers are returned by the head of the agency or the secretariat. If it was just submitted, "
        "withdraw it.",
    ),
}
NOT_NOW = {
    Status.EMPTY: Text(
        "Pertanyaan ini belum diisi. Isi dulu.", "This question is not answered. Answer it first."
    ),
    Status.DRAFT: Text(
        "Jawaban ini masih draf. Kirim dulu.", "This answer is still a draft. Submit it first."
    ),
    Status.SUBMITTED: Text(
        "Jawaban ini sudah dikirim. Tarik dulu untuk mengubahnya.",
        "This answer was submitted. Withdraw it first to change it.",
    ),
    Status.NEEDS_FIX: Text(
        "Jawaban ini perlu perbaikan. Perbaiki, lalu kirim lagi.",
        "This answer needs fixing. Fix it, then submit it again.",
    ),
    Status.APPROVED: Text(
        "Jawaban ini sudah disetujui. Untuk mengubahnya, kepala instansi atau sekretariat perlu "
        "mengembalikannya.",
        "This answer was approved. To change it, the head of the agency or the secretariat must return it.",
    ),
}
HINTS = {
    (Status.SUBMITTED, Move.SUBMIT): Text("Jawaban ini sudah dikirim.", "This answer was already submitted."),
    (Status.APPROVED, Move.APPROVE): Text(
        "Jawaban ini sudah disetujui.", "This answer was already approved."
    ),
    (Status.EMPTY, Move.CLEAR): Text(
        "Pertanyaan ini memang belum diisi.", "This question has no answer yet."
    ),
}
