"""What a phone sends, and what the plain form posts, as clean operations; whatever else is refused."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from layak.core.checklists import checklists
from layak.core.refusal import Refusal, Refused, insist
from layak.verification.actions.field_log import Sent
from layak.verification.models import Operation, Unit
from layak.verification.queries.field import ANSWERS, FINDING, PHOTO, PLACE, Found
from layak.verification.rules.judging import short

MOST_AT_ONCE = 100
UNREAD = Refusal("unread", _("Catatan ini tidak dapat dibaca. Muat ulang halaman ini, lalu tulis lagi."))

NO_PHOTO = Refusal("no-photo", _("Belum ada foto yang dipilih. Pilih fotonya, lalu kirim."))
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


def read_batch(unit: Unit, body: bytes) -> tuple[list[Sent], dict[UUID, Refusal]]:
    """The operations of a request, a JSON list of objects, and those that cannot be read by their id.

    Raises Refused ("unread") when it is no such list.
    """
    sent: list[Sent] = []
    refused: dict[UUID, Refusal] = {}
    for number, row in _numbered(body):
        try:
            sent.append(_sent(unit, number, row))
        except Refused as error:
            refused[number] = error.refusal
        except _BROKEN:
            refused[number] = UNREAD
    return sent, refused


def _numbered(body: bytes) -> list[tuple[UUID, dict[str, Any]]]:
    try:
        rows = json.loads(body)
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
            raise Refused(UNREAD)
        return [(UUID(row["id"]), row) for row in rows]
    except _BROKEN:
        raise Refused(UNREAD) from None


def read_form(found: Found, given: Mapping[str, str], number: UUID) -> list[Sent]:
    """What changed in the plain form against what it showed; posting it twice makes the same operations.

    Raises ValueError, and Refused ("too-long").
    """
    sent = []
    for item in items_of(found):
        if f"note-{item}" not in given:
            continue
        value = _typed(item, given)
        base, *rest = _ids(given.get(f"base-{item}", "")) or [None]
        shown = Operation.objects.filter(pk=base, unit=found.unit).first() if base else None
        if value == bare(shown.value if shown else _empty(found, item)):
            continue
        if rest:
            value["settles"] = [str(each) for each in rest]
        name = uuid5(number, json.dumps([item, value], sort_keys=True))
        sent.append(Sent(name, item, clean(found.unit, item, value), timezone.now(), base))
    return sent


def items_of(found: Found) -> tuple[str, ...]:
    """The items that the plain form posts."""
    return (*(each.key for each in found.checklist.items), FINDING)


def posted(item: str, given: Mapping[str, str]) -> dict[str, Any]:
    """An item as it was posted, with the operation that it was made on: nothing typed is lost.

    `long` says where its note is too long.
    """
    note = given.get(f"note-{item}", "").replace("\r\n", "\n")
    return {
        "value": {"note": note, "answer": given.get(f"answer-{item}", "")},
        "base": given.get(f"base-{item}", ""),
        "codes": given.get("codes", ""),
        "long": short(note),
    }


def read_choice(found: Found, given: str) -> Sent:
    """The end that was chosen of a conflict: "item|chosen|others". Raises Refused ("unread")."""
    try:
        item, chosen, others = given.split("|")
        base, rest = UUID(chosen), _ids(others)
        end = next(end for end in found.said[item].ends if end.pk == base)
    except (ValueError, KeyError, StopIteration):
        raise Refused(UNREAD) from None
    value = bare(end.value) | {"settles": [str(each) for each in rest]}
    return Sent(uuid5(base, f"{item} {others}"), item, value, timezone.now(), base)


def clean(unit: Unit, item: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The value of an item with what belongs there and nothing else.

    Raises ValueError, Refused ("too-long").
    """
    if item == PLACE:
        return {name: _number(value[name], most) for name, most in _EXTENT.items()}
    known = {each.key for each in checklists()[unit.kind].items}
    if item == PHOTO:
        return {"of": _among(value.get("of", ""), {"", *known})}
    kept = {"note": _text(value.get("note", ""))}
    if item == FINDING:
        kept["codes"] = list(dict.fromkeys(_text(code) for code in value.get("codes", [])))
    elif item in known:
        kept["answer"] = _among(value.get("answer", ""), {"", *ANSWERS})
    else:
        raise ValueError(item)
    settles = [str(UUID(each)) for each in value.get("settles", [])]
    return kept | ({"settles": settles} if settles else {})


_EXTENT = {"lat": 90, "lon": 180, "accuracy": 1_000_000}


def _sent(unit: Unit, number: UUID, row: Mapping[str, Any]) -> Sent:
    base, photo = row.get("base"), row.get("photo")
    return Sent(
        id=number,
        item=row["item"],
        value=clean(unit, row["item"], row["value"]),
        done_at=_moment(row["done_at"]),
        base=UUID(base) if base else None,
        photo=UUID(photo) if photo else None,
    )


def _typed(item: str, given: Mapping[str, str]) -> dict[str, Any]:
    note = _text(given.get(f"note-{item}", "").replace("\r\n", "\n"))
    if item == FINDING:
        codes = (code.strip() for code in given.get("codes", "").split(","))
        return {"note": note, "codes": [code for code in codes if code]}
    return {"note": note, "answer": given.get(f"answer-{item}", "")}


def _empty(found: Found, item: str) -> dict[str, Any]:
    return {"note": "", "codes": found.codes} if item == FINDING else {"note": "", "answer": ""}


def bare(value: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, without which others it puts aside."""
    return {name: each for name, each in value.items() if name != "settles"}


def _ids(listed: str) -> list[UUID]:
    return [UUID(each) for each in listed.split(",") if each]


def _among(value: Any, known: Iterable[str]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    insist(short(value))
    return value.replace("\0", "").strip()


def _number(value: Any, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ValueError(value)
    return round(float(value), 6)


def _moment(value: str) -> datetime:
    found = parse_datetime(value)
    if found is None or timezone.is_naive(found):
        raise ValueError(value)
    return found
