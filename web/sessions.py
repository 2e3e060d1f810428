"""Sessions in the database, so that a copied cookie dies at sign-out; read with a query compiled once."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from web.prepared import Prepared

_stored = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_key", "session_data", "expire_date"
    ),
    str,
    datetime,
)


class SessionStore(DatabaseStore):
    """Django's own store but for how a session is found: every page of a signed-in person asks this."""

    def _get_session_from_db(self) -> Session | None:
        found = _stored(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
            return None
        key, data, expires = found[0]
        return Session(session_key=key, session_data=data, expire_date=expires)
