"""Writing a person's own account: the name that is shown and the language that is spoken."""

from django.db import transaction

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


def mark_demo(user: User) -> None:
    """List a person on the log-in page of a demo instance; only the loading of a demo calls this."""
    User.objects.filter(pk=user.pk).update(is_demo=True)
    user.is_demo = True
