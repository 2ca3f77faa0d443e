"""Talking about a row: a remark stays beside the answer, for everyone who works on it."""

from django.db import transaction
from django.utils.translation import gettext as _

from layak.assessments.models import Assessment, Remark
from layak.assessments.queries.rows import row
from layak.assessments.rules import answering as rules
from layak.core.refusal import Refusal, Refused, insist
from layak.people.models import User
from layak.trail.actions import record


@transaction.atomic
def add(assessment: Assessment, code: str, text: str, *, by: User) -> Remark:
    """Say something about a row. Raises NoSuchRow, or Refused for an outsider or an empty text."""
    seen, text = row(assessment, code), text.strip()
    insist(rules.remark(by, seen) or rules.short(text))
    if not text:
        raise Refused(Refusal("no-text", _("Tulis komentarnya dulu.")))
    record(
        "remarks.add",
        by=by,
        chain=assessment.district_id,
        about=seen.about,
        data={"code": code, "text": text},
    )
    return Remark.objects.create(
        assessment=assessment, code=code, kind=Remark.Kind.COMMENT, text=text, author=by
    )
