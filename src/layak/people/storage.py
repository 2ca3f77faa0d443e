"""Where log-ins rest: Django's own session table, read with a query that is built once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from layak.prepared import Prepared

_kept = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's, but for the way a session is found; every page does that."""

    def _get_session_from_db(self) -> Session | None:
        found = _kept.one(self.session_key) if self.session_key else None
        if found and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
