"""How a client's program went, as far as the rules for what follows it look, and what may follow."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.db.models import Exists, OuterRef

from programs.models import ClientEvent, Program, Session, SetGroup, SetLog, Slot
from programs.prescription import SOURCES, Experience, Goal, Unit, current_max
from programs.prescription.whats_next import (
    JUDGED_DAYS,
    PAIN_DAYS,
    PAIN_LEVEL,
    LiftTrend,
    NextOption,
    Results,
    comparable,
    whats_next,
)
from programs.queries.builder import PhaseTab, phases_of
from programs.queries.log_maxes import Lift, lifts_of
from programs.queries.reasons import readable
from programs.schedule import next_monday
from trainer.models import Client

LIFTS_MOST = 8
_TRAINED = (Session.Status.DONE, Session.Status.PARTIAL)
_JUDGED = (SetGroup.Type.WORKING, SetGroup.Type.BACK_OFF)


@dataclass(frozen=True, slots=True)
class Line:
    """A fact about how it went: `Workouts`, `10 of 12 trained`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as the page shows it: its reasons with their sources in words."""

    option: NextOption
    reasons: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NextPage:
    """What may follow a program, and what is there already."""

    last_day: date | None
    went: list[Line]
    choices: list[Choice]
    drafts: list[Program]  # made from here and not on the calendar yet
    scheduled: list[Program]
    last_phase: PhaseTab | None


def next_page(program: Program, client: Client, *, today: date, zone: tzinfo, mark: str) -> NextPage:
    """At most ten queries, however long the program was."""
    phases = phases_of(program)
    sessions = list(
        Session.objects.filter(program=program).order_by("date").values_list("id", "date", "status")
    )
    last_day = sessions[-1][1] if sessions else None
    results = _results(program, client, phases, sessions, today=today, zone=zone)
    following = Program.objects.filter(origin=program, client=client).current().order_by("-created_at")
    made = list(following)
    return NextPage(
        last_day=last_day,
        went=_went(results),
        choices=[
            Choice(
                option,
                [(readable(reason.text, mark), SOURCES[reason.source].label) for reason in option.reasons],
            )
            for option in whats_next(results)
        ],
        drafts=[row for row in made if row.starts_on is None],
        scheduled=[row for row in made if row.starts_on is not None],
        last_phase=phases[-1] if phases else None,
    )


def _results(
    program: Program,
    client: Client,
    phases: list[PhaseTab],
    sessions: list[tuple[uuid.UUID, date, str]],
    *,
    today: date,
    zone: tzinfo,
) -> Results:
    until = min(today, sessions[-1][1]) if sessions else today
    since = until - timedelta(days=JUDGED_DAYS)
    lately = [item for item in sessions if item[1] > since]
    judged = {pk for pk, _, status in lately if status in _TRAINED}
    first = min((day for pk, day, _ in lately if pk in judged), default=today)
    due = [pk for pk, day, _ in lately if pk in judged or first <= day < today]
    late = {pk for pk, day, _ in sessions if day > until - timedelta(days=PAIN_DAYS)}
    sets, missed = _sets(judged)
    goals, exercises = _rows(program, phases[-1].pk if phases else None)
    weeks = sum(phase.week_count for phase in phases)
    starts_on = program.starts_on
    return Results(
        goal=goals.most_common(1)[0][0] if goals else Goal.HYPERTROPHY,
        experience=Experience(program.experience),
        weeks=phases[-1].week_count if phases else 0,
        more_weeks=bool(phases)
        and starts_on is not None
        and starts_on + timedelta(days=7 * weeks + 6) >= today,
        sessions=len(due),
        trained=len(judged),
        sets=sets,
        missed=missed,
        painful=_painful(late),
        lifts=_trends(client, exercises, since=starts_on, today=today, zone=zone),
    )


def _rows(program: Program, last_phase: uuid.UUID | None) -> tuple[Counter[Goal], dict[uuid.UUID, str]]:
    """The goals of the last phase's rows, and the main lifts of the program by name; one query."""
    goals: Counter[Goal] = Counter()
    exercises: dict[uuid.UUID, str] = {}
    rows = Slot.objects.filter(program=program).order_by(
        "group__workout__phase__position", "group__workout__position", "group__position", "position"
    )
    columns = ("group__workout__phase_id", "goal", "exercise_id", "exercise__name", "exercise__mechanics")
    for phase, goal, exercise, name, mechanics in rows.values_list(*columns):
        if phase == last_phase:
            goals[Goal(goal)] += 1
        if mechanics == "compound":
            exercises.setdefault(exercise, name)
    return goals, exercises


def _sets(sessions: Collection[uuid.UUID]) -> tuple[int, int]:
    """How many sets can be judged, and how many of them were left out or fell short; two queries.

    Sets to the last repetition are planned to fall short, and a set of time or distance has no repetitions.
    """
    asked: dict[str, int] = {}
    for frozen in Session.objects.filter(pk__in=sessions, frozen__isnull=False).values_list(
        "frozen", flat=True
    ):
        for entry in (frozen or {}).get("exercises", ()):
            for row in entry["set_groups"]:
                if row["type"] in _JUDGED and row["reps"] and not row["all_out"]:
                    asked |= dict.fromkeys(row["keys"], row["reps"])
    done: dict[str, int] = {}
    logs = SetLog.objects.standing().filter(session__in=sessions, planned_key__isnull=False)
    for key, reps in logs.values_list("planned_key", "reps"):
        done[str(key)] = reps or 0
    return len(asked), sum(done.get(key, 0) < reps for key, reps in asked.items())


def _painful(sessions: Collection[uuid.UUID]) -> int:
    """In how many of these sessions pain was flagged that counts; one query."""
    taken_back = ClientEvent.objects.filter(
        session=OuterRef("session"), kind=ClientEvent.Kind.CORRECT, corrects=OuterRef("key")
    )
    rows = ClientEvent.objects.filter(
        ~Exists(taken_back), session__in=sessions, kind=ClientEvent.Kind.PAIN
    ).values_list("session_id", "payload")
    return len({session for session, told in rows if told.get("level", 0) >= PAIN_LEVEL})


def _trends(
    client: Client, exercises: Mapping[uuid.UUID, str], *, since: date | None, today: date, zone: tzinfo
) -> tuple[LiftTrend, ...]:
    """The main lifts whose logs speak for a 1RM at the program's beginning and at its end; two queries."""
    if since is None:
        return ()
    lifts = lifts_of(client.pk, list(exercises)[:LIFTS_MOST], today=today, zone=zone)
    found = (
        _trend(name, lifts[exercise], since) for exercise, name in exercises.items() if exercise in lifts
    )
    return tuple(trend for trend in found if trend is not None)


def _trend(name: str, lift: Lift, since: date) -> LiftTrend | None:
    """From the logged sets alone: a tested max would stand unchanged for weeks."""
    days = sorted({item.day for item in lift.sets if item.day >= since})
    if len(days) < 2:
        return None
    first, last = (
        current_max(
            [item for item in lift.sets if item.day <= day], today=day, unit=Unit.KG, curve=lift.curve
        )
        for day in (days[0], days[-1])
    )
    if first is None or last is None:
        return None
    return LiftTrend(name, float(first.estimate), float(last.estimate), (days[-1] - days[0]).days)


def _went(results: Results) -> list[Line]:
    """How it went, in words; only what is known."""
    lines = []
    if results.sessions:
        text = f"{results.trained} of {results.sessions} trained"
        lines.append(Line("Workouts of the last four weeks", text))
    if results.sets:
        hit = results.sets - results.missed
        lines.append(Line("Sets of the last four weeks", f"{hit} of {results.sets} as asked"))
    if results.painful:
        count = f"{results.painful} session{'' if results.painful == 1 else 's'}"
        lines.append(Line("Pain of 4 or more in the last two weeks", count))
    known = comparable(results.lifts)
    lines += [Line(f"1RM of {lift.name}", _moved(lift)) for lift in known]
    return lines


def _moved(lift: LiftTrend) -> str:
    change = round(lift.change)
    way = "unchanged" if change == 0 else f"{'up' if change > 0 else 'down'} {abs(change)} %"
    return f"{way} in {lift.days // 7} weeks, from logged sets"


def begins_on(draft: Program, *, today: date) -> date:
    """When a client's draft would best begin: the Monday after the program that it follows; one query."""
    first = next_monday(today)
    if draft.origin_id is None:
        return first
    before = Session.objects.filter(program=draft.origin_id, client=draft.client_id)
    last = before.order_by("-date").values_list("date", flat=True).first()
    return first if last is None else max(first, next_monday(last + timedelta(days=1)))
