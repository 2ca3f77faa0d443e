"""Documents that a verifier can find: those the districts cite on the rows of the person's charges."""

from collections.abc import Collection

from layak.assessments.models import Citation
from layak.assessments.queries import proof
from layak.evidence import queries as evidence
from layak.verification.models import Mandate
from layak.verification.queries import mandates


def documents(charges: Collection[Mandate], words: str, most: int) -> list[Citation]:
    """Documents found by words, each where a charged row cites it last, at most `most`. Two queries.

    Nothing with personal data and nothing removed; a blind charge holds drawn rows only and finds nothing.
    """
    held = [charge for charge in charges if not charge.blind]
    if not held:
        return []
    found = evidence.open_to_readers({charge.assessment.district_id for charge in held}, words)
    return proof.cited_on(_rows(held), found, most)


def _rows(held: Collection[Mandate]) -> dict[int, set[str] | None]:
    """The rows of each sheet (id) that the charges on it cover together; None for all."""
    rows: dict[int, set[str] | None] = {}
    for charge in held:
        known = rows.setdefault(charge.assessment_id, set())
        if known is not None:
            whole = not mandates.blocks(charge)
            rows[charge.assessment_id] = None if whole else known | set(mandates.rows(charge))
    return rows
