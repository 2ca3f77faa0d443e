"""Giving rows to agencies: proposed from functions, then adjusted by hand, row by row or in bulk."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Assessment, Assignment
from layak.assessments.queries import assigning, rows
from layak.assessments.queries.assigning import Part
from layak.assessments.queries.editions import edition_of
from layak.assessments.rules import steering
from layak.core.refusal import Refusal, Refused, insist
from layak.people import queries as people
from layak.people.models import User
from layak.trail.actions import record

LEAD, HELPER = Assignment.Part.LEAD, Assignment.Part.HELPER


@transaction.atomic
def propose(assessment_id: int, *, by: User | None) -> int:
    """Give every row without a lead to the agency that carries its function; return how many were given.

    Rows that have a lead stay as they are. Raises Refused for anyone but the secretariat or an admin.
    """
    assessment = _locked(assessment_id, by)
    owned = assigning.owners(assigning.parts(assessment_id))
    duties = people.agency_of_function(assessment.district_id)
    made = assigning.proposal(edition_of(assessment), owned, duties)
    new = []
    for code, row in made.items():
        kept = owned[code].helpers if code in owned else []
        new += _parts_of(code, row.lead, [*kept, *row.helpers], row.due)
    _replace(assessment_id, made, new)
    if made:
        _tell("assignments.propose", assessment, by, {"leads": {c: row.lead for c, row in made.items()}})
    return len(made)


@transaction.atomic
def assign(
    assessment_id: int,
    leads: Mapping[str, int | None],
    *,
    helpers: Collection[int] | None = None,
    seen: str,
    by: User | None,
) -> None:
    """Make agencies accountable: `leads` is agency id by row code, None takes the lead away.

    `helpers` replaces the helpers of these rows, None keeps each row's own. `seen` is
    `assigning.stamp` of these rows as the person saw them. A due date stays with the row.
    Raises Refused: "stale", "not-secretariat", "unknown-agency", "unknown-row".
    """
    assessment = _locked(assessment_id, by)
    had = _fresh(assessment_id, leads, seen)
    _known_rows(assessment, leads)
    _known_agencies(assessment, {*leads.values(), *(helpers or ())} - {None} - {p.agency_id for p in had})
    owned = assigning.owners(had)
    new = []
    for code, lead in leads.items():
        row = owned.get(code, assigning.Owners())
        new += _parts_of(code, lead, row.helpers if helpers is None else helpers, row.due)
    if set(new) != set(had):
        _replace(assessment_id, leads, new)
        _tell("assignments.assign", assessment, by, _change(had, new), leads)


@transaction.atomic
def move(assessment_id: int, *, source: int, target: int, seen: str, by: User | None) -> int:
    """Hand every part of one agency to another, leads and helping alike; return how many rows moved.

    `seen` is `assigning.stamp` of all rows in which `source` has a part. Raises Refused as `assign` does.
    """
    assessment = _locked(assessment_id, by)
    _known_agencies(assessment, {target})
    codes = assigning.codes_of(assessment_id, source)
    had = _fresh(assessment_id, codes, seen)
    new = []
    for code, row in assigning.owners(had).items():
        lead = target if row.lead == source else row.lead
        helpers = [target if agency == source else agency for agency in row.helpers]
        new += _parts_of(code, lead, helpers, row.due)
    _replace(assessment_id, codes, new)
    told = {"source": source, "target": target, "codes": sorted(codes)}
    _tell("assignments.move", assessment, by, told)
    return len(codes)


@transaction.atomic
def set_due(
    assessment_id: int,
    codes: Collection[str],
    *,
    due: date | None,
    seen: str,
    by: User | None,
    only: Collection[str] | None = None,
) -> None:
    """Set the day by which the leads of some rows owe them, None for no day. Refuses as `assign` does.

    `seen` speaks of all `codes`; `only` names those of them to set, where a page shows more than it sets.
    """
    assessment = _locked(assessment_id, by)
    had = _fresh(assessment_id, codes, seen)
    chosen = sorted(codes if only is None else only)
    Assignment.objects.filter(assessment=assessment, code__in=chosen, part=LEAD).update(due=due)
    old = sorted({str(p.due) for p in had if p.due and p.code in chosen})
    told = {"codes": chosen, "old": old, "new": str(due) if due else None}
    _tell("assignments.due", assessment, by, told, chosen)


def _locked(assessment_id: int, by: User | None) -> Assessment:
    # no_key: an answer stored meanwhile only leans on the assessment's key, and may go on
    assessment = Assessment.objects.select_for_update(no_key=True).get(pk=assessment_id)
    insist(steering.steer(by, assessment.district_id))
    return assessment


def _fresh(assessment_id: int, codes: Collection[str], seen: str) -> list[Part]:
    had = assigning.parts(assessment_id, codes)
    if assigning.stamp(had) != seen:
        raise Refused(steering.STALE)
    return had


def _known_rows(assessment: Assessment, codes: Collection[str]) -> None:
    if not set(codes) <= edition_of(assessment).questions.keys():
        raise Refused(Refusal("unknown-row", _("Pertanyaan itu tidak ada di edisi ini. Muat ulang halaman.")))


def _known_agencies(assessment: Assessment, chosen: set[int]) -> None:
    there = set(people.agencies(assessment.district_id).values_list("pk", flat=True))
    if not chosen <= there:
        raise Refused(
            Refusal(
                "unknown-agency", _("Instansi itu tidak ada atau sudah tidak aktif. Pilih instansi lain.")
            )
        )


def _parts_of(code: str, lead: int | None, helpers: Iterable[int], due: date | None) -> list[Part]:
    leading = [Part(code, lead, LEAD, due)] if lead else []
    return leading + [Part(code, h, HELPER, None) for h in dict.fromkeys(helpers) if h != lead]


def _replace(assessment_id: int, codes: Iterable[str], new: list[Part]) -> None:
    Assignment.objects.filter(assessment_id=assessment_id, code__in=codes).delete()
    Assignment.objects.bulk_create(Assignment(assessment_id=assessment_id, **p._asdict()) for p in new)


def _change(had: list[Part], new: list[Part]) -> dict[str, object]:
    return {"old": _by_row(had), "new": _by_row(new)}


def _by_row(found: list[Part]) -> dict[str, object]:
    return {code: {"lead": row.lead, "helpers": row.helpers} for code, row in assigning.owners(found).items()}


def _tell(
    action: str, assessment: Assessment, by: User | None, data: dict[str, object], codes: Collection[str] = ()
) -> None:
    """One line, about the row itself when the act concerns one row alone."""
    one = len(codes) == 1
    about = rows.about(assessment.pk, *codes) if one else f"assessment:{assessment.pk}"
    record(action, by=by, chain=assessment.district_id, about=about, data=data)
