"""Writing a person's own account: the name that is shown and the language that is spoken."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction

from layak.core.refusal import insist
from layak.people import rules
from layak.people.models import User
from layak.trail.actions import INSTANCE, record


def change_profile(*, by: User, name: str, language: str) -> None:
    """Change one's own name and language ("id" or "en")."""
    new = {"name": name, "language": language}
    old = {field: getattr(by, field) for field in new}
    with transaction.atomic():
        User.objects.filter(pk=by.pk).update(**new)
        about = f"person:{by.pk}"
        record("people.change_profile", by=by, chain=INSTANCE, about=about, data={"old": old, "new": new})
    by.name, by.language = name, language


def choose_place(code: str, *, by: User) -> None:
    """Work in this district from now on. Not in the trail: where one looks changes nothing of anybody's.

    Raises Refused "no-role-there".
    """
    insist(rules.work_in(by, code))
    User.objects.filter(pk=by.pk).update(place=code)
    by.place = code
    by.__dict__.pop("seats", None)


def seen_news(until: datetime, *, by: User) -> None:
    """The person has seen the news up to this moment; never moves back. Not in the trail, as above."""
    fresh = User.objects.filter(pk=by.pk).exclude(told_at__gte=until)
    if fresh.update(told_at=until):
        by.told_at = until


def password_link(person_id: int, *, by: User) -> tuple[User, dict[str, str]]:
    """Let a person choose a new password where no mail can be sent.

    Returns the person and what `account_reset_password_from_key` needs; the link works once and for
    PASSWORD_RESET_TIMEOUT seconds. Raises Refused.
    """
    with transaction.atomic():
        person = User.objects.get(pk=person_id)
        insist(rules.give_password_link(by, person))
        about = f"person:{person.pk}"
        chain = person.seats[0].region_id or INSTANCE
        record("people.password_link", by=by, chain=chain, about=about, data={"person": person.name})
    return person, {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}


def mark_demo(user: User, purpose: str = "") -> None:
    """List a person on the log-in page of a demo instance; only the loading of a demo calls this."""
    User.objects.filter(pk=user.pk).update(is_demo=True, demo_purpose=purpose)
    user.is_demo, user.demo_purpose = True, purpose
