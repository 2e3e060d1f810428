"""Days are the client's own: over a change of the clocks, a flight and the date line."""

import calendar
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from programs.actions.calendar import shift_week
from programs.actions.events import Act, record_act
from programs.models import ClientEvent, Session
from programs.queries.catch_up import catch_up
from tests.conftest import make_client
from tests.programs.planned import make_program, schedule
from web.identifiers import new_uuid

BERLIN, LOS_ANGELES, AUCKLAND = "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)  # Sundays on which Berlin changes its clocks


def moment(day, clock, zone):
    """A day and a time as the clocks of a place show them."""
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), ZoneInfo(zone))


@pytest.fixture
def lives_in(client_person):
    """`lives_in(zone)`: what the client has chosen in their settings."""

    def lives_in(zone):
        client_person.time_zone = zone
        client_person.save()

    return lives_in


@pytest.fixture
def at(signed_in, client_person):
    """`with at(now) as at_home`: the client, signed in at that time."""

    @contextmanager
    def at(now, person=client_person):
        with time_machine.travel(now, tick=False):
            yield signed_in(person)

    return at


@pytest.fixture
def daily(studio, client):
    """`daily(first)` plans seven sessions, one a day, named after their weekdays."""

    def daily(first):
        names = [calendar.day_abbr[(first + number * DAY).weekday()] for number in range(7)]
        program = make_program(studio, client=client, phases=[(1, names)])
        return schedule(program, client, starts_on=first, every=1)

    return daily


def shown_today(visitor):
    """The session that Today shows, if it is one of today's, else nothing."""
    day = visitor.get(reverse("today")).context["day"]
    return day.head.name if day.state == "today" else ""


def marked(visitor, address):
    """The day that a calendar marks as today."""
    month = visitor.get(address).context["month"]
    [day] = [day.date for day in month.days if day.is_today]
    return day


# The clocks change


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_every_session_is_todays_from_midnight_to_midnight(at, lives_in, daily, change):
    lives_in(BERLIN)
    rows = daily(change - 3 * DAY)
    for row in rows:
        for clock in ("00:00", "00:30", "12:00", "23:30", "23:59"):
            with at(moment(row.date, clock, BERLIN)) as at_home:
                assert (row.date, clock, shown_today(at_home)) == (row.date, clock, row.name)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_the_calendar_of_the_month_has_every_day_once_in_weeks_of_seven(at, lives_in, daily, change):
    lives_in(BERLIN)
    rows = daily(change - 3 * DAY)
    with at(moment(change, "00:30", BERLIN)) as at_home:
        month = at_home.get(reverse("calendar"), {"month": f"{change:%Y-%m}"}).context["month"]
    days = [day.date for day in month.days]
    assert days == [days[0] + number * DAY for number in range(len(days))]
    assert (len(days) % 7, len(month.weekdays)) == (0, 7)
    assert [(day.date, day.sessions[0].name) for day in month.days if day.sessions] == [
        (row.date, row.name) for row in rows if row.date in days
    ]
    assert [day.date for day in month.days if day.is_today] == [change]


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize(("clock", "days"), [("23:30", 1), ("00:30", 2)])
def test_tomorrow_is_the_next_day_however_long_the_night_is(at, lives_in, daily, change, clock, days):
    lives_in(BERLIN)
    saturday = change - DAY
    row = daily(saturday)[6]
    now = moment(saturday if clock == "23:30" else change, clock, BERLIN)
    with at(now) as at_home:
        address = reverse("session_move", args=[row.pk])
        [tomorrow] = [
            choice.day
            for choice in at_home.get(address).context["page"].choices
            if choice.label == "Tomorrow"
        ]
        at_home.post(address, {"on": tomorrow.isoformat()})
    row.refresh_from_db()
    assert row.date == saturday + days * DAY


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_week_that_is_shifted_over_the_change_keeps_its_distances(daily, client_person, change):
    rows = daily(change - 6 * DAY)
    shift_week(session=rows[0], to=rows[0].date + 3 * DAY, by=client_person)
    assert list(Session.objects.order_by("date").values_list("date", flat=True)) == [
        row.date + 3 * DAY for row in rows
    ]


def test_a_day_that_is_over_in_berlin_cannot_be_chosen_half_an_hour_later(at, lives_in, daily):
    lives_in(BERLIN)
    row = daily(AUTUMN)[3]
    address = reverse("session_move", args=[row.pk])
    with at(moment(AUTUMN, "00:30", BERLIN)) as at_home:
        answer = at_home.post(address, {"day": (AUTUMN - DAY).isoformat()})
    assert answer.context["form"].errors == {"day": ["This day is over. Choose today or a later one."]}
    with at(moment(AUTUMN - DAY, "23:30", BERLIN)) as at_home:
        assert at_home.post(address, {"day": (AUTUMN - DAY).isoformat()}).status_code == 302


# A flight


def still_open(client_person, zone, now):
    today = now.astimezone(ZoneInfo(zone)).date()
    return [row.name for row in catch_up(client_person, today=today).shown]


def test_a_flight_west_makes_the_day_longer_and_loses_nothing(at, lives_in, daily, client_person):
    daily(MONDAY)
    seen = []
    for zone, day, clock in (
        (BERLIN, MONDAY, "09:00"),
        (LOS_ANGELES, MONDAY, "11:30"),  # 20:30 in Berlin
        (LOS_ANGELES, MONDAY, "23:30"),  # Tuesday 08:30 in Berlin
        (LOS_ANGELES, MONDAY + DAY, "00:30"),
    ):
        lives_in(zone)
        now = moment(day, clock, zone)
        with at(now) as at_home:
            seen.append((shown_today(at_home), still_open(client_person, zone, now)))
    assert seen == [("Mon", []), ("Mon", []), ("Mon", []), ("Tue", ["Mon"])]
    assert Session.objects.count() == 7


def test_a_flight_back_east_leaves_the_day_that_it_skipped_to_catch_up(at, lives_in, daily, client_person):
    rows = daily(MONDAY)
    lives_in(LOS_ANGELES)
    departure = moment(MONDAY, "20:00", LOS_ANGELES)  # Tuesday 05:00 in Berlin
    with at(departure) as at_home:
        assert shown_today(at_home) == "Mon"
        lives_in(BERLIN)
        assert shown_today(at_home) == "Tue"
        assert still_open(client_person, BERLIN, departure) == ["Mon"]
        at_home.post(reverse("session_move", args=[rows[0].pk]), {"on": "today"})
        assert still_open(client_person, BERLIN, departure) == []
        month = at_home.get(reverse("calendar")).context["month"]
    assert [(day.date, [session.name for session in day.sessions]) for day in month.days if day.is_today] == [
        (MONDAY + DAY, ["Tue", "Mon"])
    ]
    assert [session.name for day in month.days for session in day.sessions].count("Mon") == 1


def test_a_session_trained_before_the_flight_is_not_asked_for_again_after_it(
    at, lives_in, daily, client_person
):
    monday, *_ = daily(MONDAY)
    lives_in(BERLIN)
    for kind, clock in (("start", "18:00"), ("finish", "19:00")):
        act = Act(new_uuid(), ClientEvent.Kind(kind), moment(MONDAY, clock, BERLIN), {})
        record_act(monday, act, by=client_person)
    lives_in(LOS_ANGELES)
    now = moment(MONDAY, "15:00", LOS_ANGELES)  # after eleven hours in the air
    with at(now) as at_home:
        day = at_home.get(reverse("today")).context["day"]
        assert (day.state, day.head.name, day.head.finished) == ("today", "Mon", True)
    tuesday = moment(MONDAY + DAY, "09:00", LOS_ANGELES)
    with at(tuesday) as at_home:
        assert shown_today(at_home) == "Tue"
        assert still_open(client_person, LOS_ANGELES, tuesday) == []


def test_what_is_running_over_midnight_or_a_border_can_be_gone_on_with(at, lives_in, daily, client_person):
    monday, *_ = daily(MONDAY)
    lives_in(LOS_ANGELES)
    now = moment(MONDAY, "23:30", LOS_ANGELES)
    record_act(monday, Act(new_uuid(), ClientEvent.Kind.START, now, {}), by=client_person)
    for zone, at in ((LOS_ANGELES, now + timedelta(hours=1)), (BERLIN, now)):
        today = at.astimezone(ZoneInfo(zone)).date()
        [row] = catch_up(client_person, today=today).shown
        assert (row.name, row.started) == ("Mon", True)


# The date line


def test_over_the_date_line_a_day_comes_twice_and_its_session_once(at, lives_in, daily, client_person):
    rows = daily(MONDAY)
    lives_in(AUCKLAND)
    evening = moment(MONDAY + DAY, "20:00", AUCKLAND)  # Monday 23:00 in Los Angeles
    with at(evening) as at_home:
        assert shown_today(at_home) == "Tue"
        Session.objects.filter(pk=rows[0].pk).update(status="skipped")
    lives_in(LOS_ANGELES)
    seen = []
    for clock in ("11:00", "23:30"):
        now = moment(MONDAY + DAY, clock, LOS_ANGELES)
        with at(now) as at_home:
            seen.append((shown_today(at_home), still_open(client_person, LOS_ANGELES, now)))
    assert seen == [("Tue", []), ("Tue", [])]


def test_the_way_back_over_the_date_line_leaves_the_day_that_never_was_to_catch_up(
    at, lives_in, daily, client_person
):
    daily(MONDAY)
    lives_in(LOS_ANGELES)
    night = moment(MONDAY, "22:30", LOS_ANGELES)  # Tuesday 19:30 in Auckland
    with at(night) as at_home:
        assert shown_today(at_home) == "Mon"
    lives_in(AUCKLAND)
    landed = night + timedelta(hours=13)
    with at(landed) as at_home:
        assert shown_today(at_home) == "Wed"
        assert still_open(client_person, AUCKLAND, landed) == ["Tue", "Mon"]


# Where a trainer looks


def test_a_trainer_elsewhere_sees_the_clients_own_today(at, owner, client, client_person, daily):
    rows = daily(MONDAY)
    owner.time_zone = AUCKLAND
    owner.save()
    client_person.time_zone = LOS_ANGELES
    client_person.save()
    now = moment(MONDAY, "21:00", LOS_ANGELES)  # Tuesday 18:00 in Auckland
    with at(now, owner) as at_work:
        assert marked(at_work, reverse("client_calendar", args=[client.pk])) == MONDAY
        page = at_work.get(reverse("client_detail", args=[client.pk])).context["page"]
        assert page.sessions[0].name == "Mon"
        at_work.post(reverse("session_move", args=[rows[3].pk]), {"on": "today"})
    rows[3].refresh_from_db()
    assert rows[3].date == MONDAY


def test_for_a_client_who_does_not_sign_in_the_trainers_day_is_taken(at, studio, owner):
    owner.time_zone = AUCKLAND
    owner.save()
    client = make_client(studio, owner, "Nora New")
    with at(moment(MONDAY, "21:00", LOS_ANGELES), owner) as at_work:
        assert marked(at_work, reverse("client_calendar", args=[client.pk])) == MONDAY + DAY


def test_the_desk_shows_what_each_client_trains_on_their_own_day(
    at, owner, studio, client, client_person, other_client, daily
):
    daily(MONDAY)  # of `client`, in Los Angeles
    client_person.time_zone = LOS_ANGELES
    client_person.save()
    program = make_program(studio, client=other_client, phases=[(3, ["Run"])])
    schedule(program, other_client, starts_on=MONDAY, every=1)  # in UTC, where it is Tuesday
    with at(moment(MONDAY, "21:00", LOS_ANGELES), owner) as at_work:
        page = at_work.get(reverse("desk")).context["page"]
    assert [(head.client_name, head.name, head.date) for head in page.sessions] == [
        ("Clara Client", "Mon", MONDAY),
        ("Oscar Other", "Run", MONDAY + DAY),
    ]


def test_an_unplanned_workout_is_on_the_clients_own_day(at, lives_in, client):
    lives_in(AUCKLAND)
    with at(moment(MONDAY, "00:30", AUCKLAND)) as at_home:  # Sunday in UTC
        at_home.post(reverse("session_unplanned"), {"name": "Hotel gym", "new_id": str(new_uuid())})
    assert Session.objects.get().date == MONDAY
