"""When life happens: sessions are moved, exchanged, skipped and added. What has started stays where it is."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from programs.models import Session
from programs.queries.moves import MOVABLE, rest_of_week, short_day, week_room
from programs.schedule import numbered
from trainer.models import Client, User
from web.writes import insert_row, update_rows

LAST = 32_767  # a position after everything that can stand on a day


class CalendarError(ValueError):
    """The change cannot be made; the message is for the person who asked for it."""


class NoRoomError(CalendarError):
    """The rest of a week would run into the next one."""


class KeyTakenError(Exception):
    """The id chosen for the new session already belongs to something else."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands on the calendar, and why it is skipped if it is."""

    day: date
    position: int
    planned_on: date | None
    status: str
    skip_reason: str

    @classmethod
    def of(cls, session: Session) -> "Place":
        return cls(session.date, session.position, session.planned_on, session.status, session.skip_reason)

    def on(self, day: date) -> "Place":
        """Planned on a day, after what stands there; the first day of all is remembered until it is back."""
        original = self.planned_on or self.day
        return Place(
            day=day,
            position=self.position if day == self.day else LAST,
            planned_on=None if day == original else original,
            status=Session.Status.PLANNED,
            skip_reason="",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One session that was changed, as it stood before and as it stands now."""

    session_id: uuid.UUID
    before: Place
    after: Place


@transaction.atomic
def move_session(*, session: Session, day: date, by: User) -> list[Change]:
    """Put a planned session on another day; a skipped one is planned again with it.

    Nothing is changed, and nothing returned, when it is planned for that day already, so that the same
    request may come twice. Raises CalendarError once the session has started.
    """
    [stored] = _to_change(session)
    return _put(session.client_id, {stored: Place.of(stored).on(day)})


@transaction.atomic
def shift_week(*, session: Session, to: date, by: User) -> list[Change]:
    """Move a session to a day, and the rest of its program week by the same number of days.

    The rest are its later sessions that have not started. They may leave their seven days, but stay
    before the first session still planned of a later program week: otherwise NoRoomError says how far
    there is room. Raises CalendarError once the session has started.
    """
    [stored] = _to_change(session)
    rest = list(rest_of_week(stored).select_for_update(of=("self",)))
    days = (to - stored.date).days
    if days > 0 and rest:
        _refuse_to_overrun(stored, rest, days)
    moved = {item: Place.of(item).on(item.date + timedelta(days=days)) for item in [stored, *rest]}
    return _put(session.client_id, moved)


def _refuse_to_overrun(session: Session, rest: list[Session], days: int) -> None:
    room = week_room(session, rest)
    if room is None or days <= room[0]:
        return
    most, begins = room
    if most > 0:
        far = "1 day" if most == 1 else f"{most} days"
        raise NoRoomError(
            f"The rest of the week can move by {far} at most: the next week begins on {short_day(begins)}."
        )
    raise NoRoomError(
        f"The rest of the week cannot move on: the next week begins on {short_day(begins)}. "
        "Move only this workout, or make room there first."
    )


@transaction.atomic
def bring_forward(
    *, session: Session, today: date, by: User, instead_of: Session | None = None
) -> list[Change]:
    """Do a later session today. `instead_of`, a session of today, takes the day that becomes free.

    Nothing is changed when the session stands on today already. Raises CalendarError once either of
    them has started.
    """
    stored, *others = _to_change(session, *([instead_of] if instead_of is not None else []))
    if stored.date == today:
        return _put(session.client_id, {stored: Place.of(stored).on(today)})
    moved = {stored: Place.of(stored).on(today)}
    for other in others:
        if other.date == today:
            moved[stored] = replace(moved[stored], position=other.position)
            moved[other] = replace(Place.of(other).on(stored.date), position=stored.position)
    return _put(session.client_id, moved)


@transaction.atomic
def skip_session(*, session: Session, reason: str, by: User) -> list[Change]:
    """Leave a planned session out, and say why; `plan_again` takes it back.

    Skipping what is skipped keeps the newest reason. Raises CalendarError once the session has started.
    """
    [stored] = _to_change(session)
    skipped = replace(Place.of(stored), status=Session.Status.SKIPPED, skip_reason=reason)
    return _put(session.client_id, {stored: skipped})


@transaction.atomic
def plan_again(*, session: Session, by: User) -> list[Change]:
    """Plan a skipped session for the day on which it stands. Raises CalendarError once it has started."""
    [stored] = _to_change(session)
    return _put(session.client_id, {stored: Place.of(stored).on(stored.date)})


@transaction.atomic
def put_back(*, client: Client, changes: Sequence[Change], by: User) -> list[Change]:
    """Undo changes of one client's calendar, each session back to its old place.

    What stands in its old place already stays there, so that the same request may come twice. Raises
    CalendarError when one of them was changed since or has started; then nothing is put back.
    """
    asked = [Session(pk=change.session_id, client=client) for change in changes]
    stored = _to_change(*asked)
    moved = {}
    for session, change in zip(stored, changes, strict=True):
        if not _alike(Place.of(session), change.before):
            if not _alike(Place.of(session), change.after):
                raise CalendarError(f"{session.name} was changed since, so nothing was undone.")
            moved[session] = change.before
    return _put(client.pk, moved)


def create_unplanned(*, client: Client, day: date, name: str, by: User, session_id: uuid.UUID) -> Session:
    """A session that no program planned, after what stands on its day.

    The same id with the same name gives the session made first. Raises KeyTakenError when the id
    belongs to anything else.
    """
    with transaction.atomic():
        _lock(client.pk)
        others = Session.objects.filter(client=client, date=day).order_by("-position")
        last = others.values_list("position", flat=True).first() or 0
        session = Session(
            pk=session_id,
            studio_id=client.studio_id,
            client=client,
            name=name,
            date=day,
            position=last + 1,
        )
        if insert_row(session, unless_there=True):
            return session
    stored = Session.objects.filter(pk=session_id, client=client, program=None, name=name).first()
    if stored is None:
        raise KeyTakenError
    return stored


# How it is written down


def _lock(client_id: uuid.UUID) -> None:
    """Let one change of a client's calendar follow the other, so that positions stay unique."""
    Client.objects.select_for_update(no_key=True).values_list("pk").get(pk=client_id)


def _to_change(*sessions: Session) -> list[Session]:
    """The sessions as they are stored, locked, in this order. Raises CalendarError when one has started."""
    client_id = sessions[0].client_id
    _lock(client_id)
    rows = Session.objects.select_for_update(of=("self",)).filter(client_id=client_id).defer("frozen")
    found = rows.in_bulk([session.pk for session in sessions])
    stored = [found[session.pk] for session in sessions if session.pk in found]
    if len(stored) < len(sessions):
        raise CalendarError("This workout is not there any more.")
    for session in stored:
        if session.status not in MOVABLE:
            raise CalendarError(f"{session.name} has started, so it stays where it is.")
    return stored


def _put(client_id: uuid.UUID, places: Mapping[Session, Place]) -> list[Change]:
    """Write sessions to their places; everybody on a day that this touches gets a position of their own.

    Answers what really changed, in the order of `places`.
    """
    moving = {session: place for session, place in places.items() if not _alike(Place.of(session), place)}
    if not moving:
        return []
    days = {place.day for place in moving.values()} | {session.date for session in moving}
    others = Session.objects.filter(client_id=client_id, date__in=days)
    others = others.exclude(pk__in=[session.pk for session in moving])
    rows = list(others.order_by("position", "id").values_list("id", "date", "position"))
    positions: dict[uuid.UUID, int] = {}
    for day in days:
        staying = {pk: position for pk, on, position in rows if on == day}
        arriving = {session.pk: place.position for session, place in moving.items() if place.day == day}
        positions |= numbered(staying, arriving)
    renumbered = [{"id": pk, "position": positions[pk]} for pk, _, old in rows if positions[pk] != old]
    update_rows(Session, ["id"], ["position"], renumbered)
    changes = [
        Change(session.pk, Place.of(session), replace(place, position=positions[session.pk]))
        for session, place in moving.items()
    ]
    columns = ["date", "position", "planned_on", "status", "skip_reason"]
    moved = [{"id": item.session_id, "date": item.after.day, **asdict(item.after)} for item in changes]
    update_rows(Session, ["id"], columns, moved)
    return changes


def _alike(one: Place, other: Place) -> bool:
    """Whether two places differ at most in the position within the day."""
    return replace(one, position=other.position) == other
