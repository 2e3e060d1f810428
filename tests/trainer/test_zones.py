"""Which day it is for a client."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.conftest import make_client
from trainer.zones import today_of

SUNDAY, MONDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("zone", "now", "day"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 23, 10, 59, tzinfo=UTC), MONDAY),  # 23:59 there
        ("Pacific/Auckland", datetime(2026, 11, 23, 11, tzinfo=UTC), TUESDAY),
        ("America/Los_Angeles", datetime(2026, 11, 23, 7, 59, tzinfo=UTC), SUNDAY),
        ("America/Los_Angeles", datetime(2026, 11, 23, 8, tzinfo=UTC), MONDAY),
        ("Europe/Berlin", datetime(2026, 11, 22, 22, 30, tzinfo=UTC), SUNDAY),  # 23:30 there
        ("Europe/Berlin", datetime(2026, 11, 22, 23, 30, tzinfo=UTC), MONDAY),  # 00:30 there
    ],
)
def test_the_clients_own_time_zone_decides_wherever_the_reader_is(client, client_person, zone, now, day):
    client_person.time_zone = zone
    client_person.save()
    client.refresh_from_db()
    for reader in ("UTC", "Pacific/Auckland", "America/Los_Angeles"):
        with timezone.override(ZoneInfo(reader)):
            assert today_of(client, now) == day


def test_for_a_client_who_does_not_sign_in_it_is_the_readers_day(studio, owner):
    client = make_client(studio, owner, "Nora New")
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert today_of(client, now) == TUESDAY
    with timezone.override(ZoneInfo("America/Los_Angeles")):
        assert today_of(client, now) == MONDAY


def test_a_time_zone_that_nobody_knows_is_none(client, client_person):
    client_person.time_zone = "Mars/Olympus_Mons"
    client_person.save()
    client.refresh_from_db()
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert today_of(client, datetime(2026, 11, 23, 12, tzinfo=UTC)) == TUESDAY
