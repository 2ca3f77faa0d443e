"""The rows that may be accepted together: answered, with fit proof alone and nothing open."""

from layak.assessments.queries import proof
from layak.core.readiness import State
from layak.core.stages import Stage
from layak.verification.models import Mandate, Note
from layak.verification.queries import mandates, notes
from layak.verification.queries.rows import Judged, judged


def acceptable(held: Mandate) -> list[Judged]:
    """Rows of a charge not judged yet whose every document is fit and whose notes are all settled."""
    codes = mandates.rows(held)
    rows = judged(held.assessment, Stage(held.stage), codes, blind=held.blind)
    noted = notes.codes(held.assessment, Note.State.OPEN, Note.State.REPLIED)
    left = [c for c, r in rows.items() if r.own is None and r.content is not None and c not in noted]
    proofs = proof.of_rows(held.assessment, left)
    fit = {c for c in left if proofs[c] and all(p.state is State.READY for p in proofs[c])}
    return [rows[code] for code in left if code in fit]
