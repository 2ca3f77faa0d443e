"""A synthetic nation: 514 districts, three cycles, an answer to every row; nothing in it is real."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from layak.assessments.models import (
    Answer,
    Assessment,
    Assignment,
    Citation,
    Cycle,
    Stage,
    Standing,
    Window,
)
from layak.core import catalogue
from layak.core.instrument import Edition
from layak.evidence.models import Blob, Document, Version
from layak.people.models import Agency, Membership, Region, Role, User

AGENCIES = ("Dinas PPPA", "Dinas Kesehatan", "Dinas Pendidikan", "Bappeda", "Dinas Sosial")
DOCUMENTS = 200
T = TypeVar("T", bound=Model)


def build(home: str = "16.10", years: Iterable[int] = (2024, 2025, 2026)) -> None:
    """Fill an empty, migrated database; `home` is the district with people and documents."""
    chance = random.Random(7)
    edition = catalogue.get("kla-2024")
    districts = list(Region.objects.filter(level=Region.Level.DISTRICT).order_by("code"))
    _store(Agency, (Agency(district=d, name=name, short_name=name) for d in districts for name in AGENCIES))
    agencies: dict[str, list[Agency]] = {}
    for agency in Agency.objects.order_by("id"):
        agencies.setdefault(agency.district_id, []).append(agency)
    people = _people(home, agencies[home])
    for cycle in _cycles(edition, years):
        _store(Assessment, (_open(cycle, edition, d) for d in districts))
        assessments = list(Assessment.objects.filter(cycle=cycle))
        _store(Answer, _answers(assessments, edition, people["operator"], chance))
        _store(Standing, _standings(assessments, edition))
        _store(Assignment, _assignments(assessments, edition, agencies))
    _documents(home, agencies[home][1], people["operator"], edition)


def _store(model: type[T], rows: Iterable[T], batch: int = 5000) -> None:
    iterator: Iterator[T] = iter(rows)
    while chunk := list(islice(iterator, batch)):
        model.objects.bulk_create(chunk)


def _people(home: str, agencies: list[Agency]) -> dict[str, User]:
    """One person a role in the home district, with a password that never matches."""
    places = {
        Role.SECRETARIAT: {"region_id": home},
        Role.LEADER: {"region_id": home},
        Role.OPERATOR: {"region_id": home, "agency": agencies[1]},
        Role.HEAD: {"region_id": home, "agency": agencies[1]},
        Role.ADMIN: {},
    }
    people = {}
    for role, place in places.items():
        people[role.value] = User.objects.create_user(f"bench-{role.value}", name=f"Bench {role.label}")
        Membership.objects.create(user=people[role.value], role=role, **place)
    return people


def _cycles(edition: Edition, years: Iterable[int]) -> Iterator[Cycle]:
    """A cycle a year, each with a window that is open now."""
    now = timezone.now()
    for year in years:
        cycle = Cycle.objects.create(
            year=year,
            title=f"Evaluasi KLA {year}",
            edition_key=edition.key,
            edition_fingerprint=edition.fingerprint,
            year_before=year - 2,
            year_latest=year - 1,
        )
        Window.objects.create(
            cycle=cycle,
            stage=Stage.SELF,
            opens_at=now - timedelta(days=30),
            closes_at=now + timedelta(days=30),
        )
        yield cycle


def _open(cycle: Cycle, edition: Edition, district: Region) -> Assessment:
    return Assessment(
        cycle=cycle,
        district=district,
        edition_key=edition.key,
        edition_fingerprint=edition.fingerprint,
    )


def _answers(
    assessments: list[Assessment], edition: Edition, author: User, chance: random.Random
) -> Iterator[Answer]:
    now = timezone.now()
    for assessment in assessments:
        for question in edition.questions.values():
            points = question.max * chance.choice((0, 1, 2, 3, 3, 4, 4)) // 4
            yield Answer(
                assessment=assessment,
                code=question.code,
                status=chance.choice(("draft", "submitted", "approved")),
                data={"kind": "direct", "points": f"{points / 1000:.3f}".rstrip("0").rstrip(".")},
                points=points,
                ready=chance.random() < 0.7,
                changed_by=author,
                changed_at=now,
            )


def _standings(assessments: list[Assessment], edition: Edition) -> Iterator[Standing]:
    """The score of each indicator, added up from the answers just stored."""
    for assessment in assessments:
        rows = Answer.objects.filter(assessment=assessment).values_list("code", "points", "ready")
        sums = {code: [0, 0, 0] for code in edition.indicators}
        for code, points, ready in rows:
            line = sums[edition.indicator_of[code].code]
            line[0] += points
            line[1] += points if ready else 0
            line[2] += 1
        for code, (claimed, ready_points, answered) in sums.items():
            yield Standing(
                assessment=assessment, indicator=code, claimed=claimed, ready=ready_points, answered=answered
            )


def _assignments(
    assessments: list[Assessment], edition: Edition, agencies: dict[str, list[Agency]]
) -> Iterator[Assignment]:
    for assessment in assessments:
        local = agencies[assessment.district_id]
        for number, code in enumerate(edition.questions):
            yield Assignment(assessment=assessment, code=code, agency=local[number % len(local)], part="lead")


def _documents(home: str, agency: Agency, author: User, edition: Edition) -> None:
    """Two hundred documents of the home district, each cited by one row of the newest cycle."""
    _store(
        Blob,
        (Blob(sha256=f"{n:064x}", size=100_000, mime="application/pdf", pages=3) for n in range(DOCUMENTS)),
    )
    _store(
        Document,
        (
            Document(
                district_id=home,
                agency=agency,
                title=f"Dokumen uji {n}",
                kind="sk",
                created_by=author,
                state="ready",
            )
            for n in range(DOCUMENTS)
        ),
    )
    documents = list(Document.objects.filter(district_id=home).order_by("id"))
    _store(
        Version,
        (
            Version(document=d, number=1, blob_id=f"{n:064x}", filename=f"uji-{n}.pdf", uploaded_by=author)
            for n, d in enumerate(documents)
        ),
    )
    newest = Assessment.objects.filter(district_id=home).order_by("-cycle__year").first()
    answers = list(Answer.objects.filter(assessment=newest).order_by("id")[:DOCUMENTS])
    _store(
        Citation,
        (Citation(answer=a, document=d, added_by=author) for a, d in zip(answers, documents, strict=False)),
    )


def size() -> dict[str, int]:
    """How large the nation is."""
    return {
        "districts": Region.objects.filter(level=Region.Level.DISTRICT).count(),
        "assessments": Assessment.objects.count(),
        "answers": Answer.objects.count(),
        "documents": Document.objects.count(),
    }
