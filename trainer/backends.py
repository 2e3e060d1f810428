"""Who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS

from trainer.models import User
from web.prepared import Prepared

_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_person = Prepared(lambda pk: User.objects.filter(pk=pk).values_list(*_COLUMNS), int)


class PersonBackend(AuthenticationBackend):
    """Signs in by e-mail as the library does; finds the signed-in person with a query compiled once."""

    def get_user(self, user_id: int) -> User | None:
        found = _person(user_id)
        if not found:
            return None
        user = User.from_db(DEFAULT_DB_ALIAS, _COLUMNS, found[0])
        return user if self.user_can_authenticate(user) else None
