"""Addresses of accounts and clients."""

from django.urls import URLPattern, URLResolver, include, path

from trainer.views import accounts, clients, equipment, invitations, joining, limits
from trainer.views import settings as settings_views

urlpatterns: list[URLPattern | URLResolver] = [
    # Accounts
    path("account/", include(accounts.account_patterns())),
    path("account/email/<str:token>/", accounts.change_address, name="account_change_email"),
    path("settings/", settings_views.settings, name="settings"),
    path("role/", settings_views.switch_role, name="switch_role"),
    # Invitations
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    # Clients
    path("clients/", clients.client_list, name="client_list"),
    path("clients/new/", clients.client_create, name="client_create"),
    path("clients/<uuid:client_id>/profile/", clients.client_edit, name="client_edit"),
    path("clients/<uuid:client_id>/equipment/", equipment.client_equipment, name="client_equipment"),
    path("clients/<uuid:client_id>/limits/", limits.client_limits, name="client_limits"),
    path("clients/<uuid:client_id>/limits/<uuid:limit_id>/end/", limits.limit_end, name="limit_end"),
    path("clients/<uuid:client_id>/limits/<uuid:limit_id>/reopen/", limits.limit_reopen, name="limit_reopen"),
    path("clients/<uuid:client_id>/archive/", clients.client_archive, name="client_archive"),
    path("clients/<uuid:client_id>/restore/", clients.client_restore, name="client_restore"),
    path("clients/<uuid:client_id>/invite/", invitations.client_invite, name="client_invite"),
    path(
        "clients/<uuid:client_id>/invite/revoke/",
        invitations.client_invite_revoke,
        name="client_invite_revoke",
    ),
]
