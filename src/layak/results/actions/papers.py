"""Printing a result's papers, signing them, and taking back what was signed elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused, insist
from layak.evidence import queries as evidence
from layak.evidence.actions.keeping import keep
from layak.people.models import User
from layak.results import papers, rules, signing
from layak.results.models import Paper, Result
from layak.results.papers.signatories import read
from layak.results.queries import printing, recognising, signatories
from layak.results.signing import Checked, State
from layak.trail.actions import record

PDF = "application/pdf"


def print_paper(result: Result, kind: Paper.Kind | str, *, by: User | None, site: str = "") -> Paper:
    """The paper of a result, drawn once (about 0.3 s) and kept; asked again, the same. Raises Refused.

    When others were written down to sign since, a new one is drawn and the older one stays.
    `site` is the address under which its QR leads to the check page (scheme and host); a paper keeps that
    with which it was drawn. None given: the instance's own.
    """
    insist(rules.print_paper(by, result.assessment.district_id))
    people = signatories.of(result).people
    drawn = Paper.objects.filter(result=result, kind=kind, signed=False).order_by("id")
    same = next((one for one in drawn if one.signatories == people), None)
    return same or _add(result, kind, _drawn(result, kind, people, site), by=by, people=people)


def sign(paper: Paper, *, by: User, nik: str = "", passphrase: str = "") -> Paper:
    """The paper with an electronic signature appended, as a further paper; the first one stays.

    `nik` and `passphrase` are the person's own where the signer needs them; they are used once and kept
    nowhere. Raises Refused.
    """
    insist(rules.print_paper(by, paper.result.assessment.district_id))
    signer = signing.configured()
    insist(rules.signer(signer, nik, passphrase))
    asked = replace(_asked(paper, by.name), nik=nik, passphrase=passphrase)
    return _signed(paper, signer, asked, by=by, name=by.name)  # type: ignore[arg-type] # insist has seen to it


def sign_with_own(paper: Paper, own: signing.Own, *, by: User) -> Paper:
    """The paper signed with a certificate that the person brought, which is opened apart and kept nowhere.

    The trail says whose certificate it was. Raises Refused: what is wrong with the file or its password.
    """
    insist(rules.print_paper(by, paper.result.assessment.district_id))
    insist(rules.own_certificate(own))
    found = own.certificate()
    name = found.name or by.name
    told = {"subject": found.subject, "serial": found.serial, "sha256": found.sha256}
    return _signed(paper, own, _asked(paper, name), by=by, name=name, certificate=told)


def _asked(paper: Paper, name: str) -> signing.Request:
    reason = Paper.Kind(paper.kind).label
    return signing.Request(
        pdf=evidence.kept(paper.sha256),
        reason=reason,
        location=paper.result.assessment.district.name,
        appearance=papers.stamp({"name": name, "at": _now(), "reason": reason}),
    )


def _signed(
    paper: Paper, signer: signing.Signer, asked: signing.Request, *, by: User, name: str, **told: Any
) -> Paper:
    try:
        content = signer.sign(asked)
    except signing.NotSigned as error:
        raise Refused(Refusal("not-signed", str(error))) from error
    checked = _only_signed(paper.result, content)[1] if signer.elsewhere else signing.check(content)
    names = ", ".join(checked.signers) or name
    more = {"signer": names, "state": checked.state, "people": paper.signatories, "told": told}
    return _add(paper.result, paper.kind, content, by=by, **more)


def hand_back(result: Result, content: bytes, *, by: User) -> Paper:
    """Take back a paper that was signed elsewhere, byte for byte, with what its signature is worth.

    It must be a paper of this result with nothing but signatures after it. Raises Refused: not ours, not
    signed, changed before or after it was signed, or never read to its end.
    """
    insist(rules.print_paper(by, result.assessment.district_id))
    ours, checked = _only_signed(result, content)
    signer = ", ".join(checked.signers)
    more = {"signer": signer, "state": checked.state, "people": ours.signatories}
    return _add(result, ours.kind, content, by=by, **more, uploaded=True)


def _only_signed(result: Result, content: bytes) -> tuple[Paper, Checked]:
    """The printed paper that the content begins with, when nothing but signatures follows it there."""
    found = recognising.begun(result.name, content)
    if found is None:
        raise Refused(Refusal(State.FOREIGN, State.FOREIGN.sentence))
    checked = signing.check(content, found.size)
    if not checked.state.holds:
        raise Refused(Refusal(checked.state, checked.state.sentence))
    return found.paper, checked


def _drawn(result: Result, kind: str, people: Mapping[str, Any], site: str) -> bytes:
    check = f"{site or settings.PUBLIC_URL or settings.LOCAL_URL}/periksa/{result.name}/"
    data = printing.paper(result, kind, read(people), check=check, qr=papers.qr(check))
    return papers.draw(kind, data)


@transaction.atomic
def _add(
    result: Result,
    kind: str,
    content: bytes,
    *,
    by: User | None,
    signer: str = "",
    state: str = "",
    uploaded: bool = False,
    people: Mapping[str, Any],
    told: Mapping[str, Any] | None = None,
) -> Paper:
    sha256 = keep(content, PDF)
    verb = "hand_back" if uploaded else "sign" if signer else "print"
    line = {"result": result.name, "kind": kind, "sha256": sha256} | ({"signer": signer} if signer else {})
    chain, about = result.assessment.district_id, f"assessment:{result.assessment_id}"
    record(f"results.{verb}", by=by, chain=chain, about=about, data=line | dict(told or {}))
    values = {
        "kind": kind,
        "signed": bool(signer) or uploaded,
        "signer": signer[:200],
        "state": state,
        "uploaded": uploaded,
        "signatories": people,
        "made_by": by,
    }
    return Paper.objects.get_or_create(result=result, sha256=sha256, defaults=values)[0]


def _now() -> str:
    at = timezone.localtime()
    return _("%(day)s pukul %(time)s") % {"day": printing.day(at), "time": f"{at:%H.%M} {at.tzname()}"}
