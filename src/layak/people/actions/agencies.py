"""Writing agencies: made, renamed, put aside and taken back, and given the functions they carry."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused, insist
from layak.people import queries, rules
from layak.people.models import Agency, Duty, User
from layak.trail.actions import record

FIELDS = ("name", "short_name", "kind", "head_name", "head_title")


class Stale(Refused):
    """Somebody else saved first; `current` is what is stored now, so that the page can show both."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            Refusal(
                "stale",
                _("Orang lain lebih dulu menyimpan perubahan. Bandingkan kedua isinya, lalu simpan lagi."),
            )
        )
        self.current = current


def create_agency(
    district: str,
    *,
    by: User | None,
    name: str,
    short_name: str = "",
    kind: str = Agency.Kind.OPD,
    head_name: str = "",
    head_title: str = "",
) -> Agency:
    """Store a new agency of a district. Raises Refused to a stranger and for a name already there."""
    insist(rules.manage_agencies(by, district))
    agency = Agency(
        district_id=district,
        name=name,
        short_name=short_name or name[:60],
        kind=kind,
        head_name=head_name,
        head_title=head_title,
    )
    with _unique_name(name), transaction.atomic():
        agency.save(force_insert=True)
        _tell("create", agency, by, {field: getattr(agency, field) for field in FIELDS})
    return agency


def change_agency(agency_id: int, *, by: User | None, version: int, **values: str) -> Agency:
    """Change some of `FIELDS`. Raises Stale when `version` is no longer the stored one."""
    return _update(agency_id, "change", by, version, values)


def deactivate_agency(agency_id: int, *, by: User | None, version: int) -> Agency:
    """Put an agency aside: it keeps its past, takes nothing new. `reactivate_agency` undoes it."""
    return _update(agency_id, "deactivate", by, version, {"active": False})


def reactivate_agency(agency_id: int, *, by: User | None, version: int) -> Agency:
    """Take an agency back that was put aside."""
    return _update(agency_id, "reactivate", by, version, {"active": True})


def _update(agency_id: int, verb: str, by: User | None, version: int, values: dict[str, Any]) -> Agency:
    before = Agency.objects.get(pk=agency_id)
    insist(rules.manage_agencies(by, before.district_id))
    old = {field: getattr(before, field) for field in values}
    with _unique_name(str(values.get("name"))), transaction.atomic():
        same = Agency.objects.filter(pk=agency_id, version=version)
        written = same.update(**values, version=F("version") + 1)
        agency = Agency.objects.get(pk=agency_id)
        if not written:
            raise Stale(agency)
        _tell(verb, agency, by, {"old": old, "new": values})
    return agency


class _unique_name:  # noqa: N801 - reads as a word in a with statement
    """Turns the broken unique constraint into its sentence."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, IntegrityError):
            sentence = _("Daerah ini sudah punya instansi bernama %(name)s. Pakai nama lain.")
            raise Refused(Refusal("agency-name-taken", sentence % {"name": self.name})) from error


def map_functions(
    district: str,
    wanted: Mapping[str, int | None],
    *,
    by: User | None,
    seen: Mapping[str, int | None] | None = None,
) -> int:
    """Say which agency (id, None for nobody) carries each function; return how many changed.

    `seen` is what the form showed for the same functions: a function that has since gone to an
    agency neither seen nor wanted raises Stale with the stored map. Raises Refused for an agency
    that is not an active one of this district.
    """
    insist(rules.manage_agencies(by, district))
    with transaction.atomic():
        agencies = set(queries.agencies(district).select_for_update().values_list("pk", flat=True))
        stored = queries.agency_of_function(district)
        changes = {key: to for key, to in wanted.items() if stored.get(key) != to}
        if seen is not None and any(stored.get(key) != seen.get(key) for key in changes):
            raise Stale(stored)
        insist(_foreign(changes.values(), agencies))
        _store_duties(district, changes)
        if changes:
            old = {key: stored.get(key) for key in changes}
            data = {"old": old, "new": changes}
            record("people.map_functions", by=by, chain=district, about=f"district:{district}", data=data)
    return len(changes)


def _foreign(wanted: Iterable[int | None], agencies: set[int]) -> Refusal | None:
    if all(agency is None or agency in agencies for agency in wanted):
        return None
    return Refusal(
        "agency-elsewhere",
        _("Instansi itu tidak aktif atau bukan milik daerah ini. Pilih dari daftar instansi yang aktif."),
    )


def _store_duties(district: str, changes: Mapping[str, int | None]) -> None:
    Duty.objects.filter(district_id=district, function__in=changes).delete()
    carried = [(key, agency) for key, agency in changes.items() if agency]
    Duty.objects.bulk_create(Duty(district_id=district, function=key, agency_id=to) for key, to in carried)


def adopt_proposed_agencies(district: str, *, by: User | None) -> list[Agency]:
    """Create the usual agencies that a district lacks and give them their functions; return the new ones.

    A function that an agency of the district already carries stays where it is.
    """
    with transaction.atomic():
        known = {agency.name: agency for agency in Agency.objects.filter(district_id=district)}
        carried = queries.agency_of_function(district)
        made, wanted = [], {}
        for proposal in queries.proposed_agencies():
            missing = [key for key in proposal.functions if key not in carried]
            agency = known.get(proposal.name)
            if agency is None and missing:
                agency = create_agency(
                    district, by=by, name=proposal.name, short_name=proposal.short_name, kind=proposal.kind
                )
                made.append(agency)
            if agency is not None and agency.active:
                wanted |= dict.fromkeys(missing, agency.pk)
        map_functions(district, wanted, by=by)
    return made


def _tell(verb: str, agency: Agency, by: User | None, data: dict[str, Any]) -> None:
    about = f"agency:{agency.pk}"
    record(f"people.{verb}_agency", by=by, chain=agency.district_id, about=about, data=data)
