"""Giving a client a program: one transaction, frozen loads, dated sessions."""

import uuid
from datetime import date

import pytest

from programs.actions.assign import Assigned, KeyTakenError, assign_program
from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.documents import is_individually_changed
from programs.models import Program, Revision, Session, SetGroup, Slot, Workout
from tests.programs.planned import give_barbell, give_max, make_exercise, make_program

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
NEW_ID = uuid.UUID("0193567e-0000-7000-8000-0000000000aa")


@pytest.fixture
def bench():
    return make_exercise("Bench press")


@pytest.fixture
def template(studio, owner, bench):
    """Two weeks of two workouts, the first with a bench press of the chart's hypertrophy."""
    program = create_program(studio=studio, by=owner, name="Strength base", weeks=2, workouts=2)
    add_slot(program.phases.get().workouts.get(position=1), bench, by=owner)
    return program


@pytest.fixture
def assign(template, client, owner):
    def assign(**changes):
        program = changes.get("program", template)
        workouts = Workout.objects.filter(program=program).order_by("phase__position", "position")
        content = {
            "program": program,
            "client": client,
            "starts_on": MONDAY,
            "weekdays": {workout.pk: 3 * (workout.position - 1) for workout in workouts},
            "new_id": NEW_ID,
            "by": owner,
        }
        return assign_program(**{**content, **changes})

    return assign


def dates(program):
    return [
        (item.date, item.name, item.position)
        for item in Session.objects.filter(program=program).order_by("date", "position")
    ]


def test_the_client_gets_a_copy_and_the_template_stays_one(assign, template, client, owner):
    assigned = assign()
    own = assigned.program
    assert assigned.created
    assert (own.pk, own.client, own.origin, own.starts_on, own.created_by) == (
        NEW_ID,
        client,
        template,
        MONDAY,
        owner,
    )
    template.refresh_from_db()
    assert (template.client, template.starts_on) == (None, None)
    assert not Session.objects.filter(program=template).exists()


def test_every_workout_of_every_week_gets_its_day(assign):
    assert dates(assign().program) == [
        (date(2026, 11, 23), "Workout A", 1),
        (date(2026, 11, 26), "Workout B", 1),
        (date(2026, 11, 30), "Workout A", 1),
        (date(2026, 12, 3), "Workout B", 1),
    ]


def test_a_start_in_mid_week_begins_with_the_first_chosen_weekday(assign):
    assert dates(assign(starts_on=THURSDAY).program) == [
        (date(2026, 11, 26), "Workout B", 1),
        (date(2026, 11, 30), "Workout A", 1),
        (date(2026, 12, 3), "Workout B", 1),
        (date(2026, 12, 7), "Workout A", 1),
    ]


def test_a_second_phase_goes_on_where_the_first_ends(assign, studio):
    program = make_program(studio, phases=[(1, ["A", "B", "C"]), (2, ["D"])])
    weekdays = {item.pk: {"A": 0, "B": 2, "C": 4, "D": 5}[item.name] for item in program.workout_rows.all()}
    assert dates(assign(program=program, weekdays=weekdays).program) == [
        (date(2026, 11, 23), "A", 1),
        (date(2026, 11, 25), "B", 1),
        (date(2026, 11, 27), "C", 1),
        (date(2026, 12, 5), "D", 1),
        (date(2026, 12, 12), "D", 1),
    ]


def test_two_workouts_on_one_day_stand_in_their_order_after_what_is_there(assign, template):
    weekdays = dict.fromkeys(Workout.objects.filter(program=template).values_list("pk", flat=True), 0)
    first = assign(weekdays=weekdays).program
    second = assign(weekdays=weekdays, new_id=uuid.uuid4()).program
    assert dates(first)[:2] == [(MONDAY, "Workout A", 1), (MONDAY, "Workout B", 2)]
    assert dates(second)[:2] == [(MONDAY, "Workout A", 3), (MONDAY, "Workout B", 4)]


def test_the_weekdays_are_kept_on_the_clients_workouts_only(assign, template):
    own = assign().program
    assert list(
        Workout.objects.filter(program=own).order_by("position").values_list("weekday", flat=True)
    ) == [0, 3]
    assert set(Workout.objects.filter(program=template).values_list("weekday", flat=True)) == {None}


def test_loads_are_this_clients_and_are_built_from_what_they_have(assign, client, bench):
    give_max(client, bench, "101", on=date(2026, 11, 2))
    give_barbell(client)
    own = assign().program
    row = SetGroup.objects.filter(program=own).earliest("id")
    assert (row.effective["load"], row.effective["reps"], row.effective["sets"]) == ("80", 10, 4)
    assert row.intensity == 80.0


def test_the_max_and_its_day_are_frozen_with_the_loads(assign, client, bench):
    measured = give_max(client, bench, "100", on=date(2026, 11, 2))
    slot = Slot.objects.get(program=assign().program)
    assert (slot.lift["one_rm"], slot.lift["max_id"], slot.lift["measured_on"], slot.lift["curve"]) == (
        "100.00",
        str(measured.pk),
        "2026-11-02",
        "general",
    )


def test_a_later_max_or_bar_changes_nothing_by_itself(assign, client, bench):
    give_max(client, bench, "100", on=date(2026, 11, 2))
    own = assign().program
    before = list(SetGroup.objects.filter(program=own).order_by("id").values())
    give_max(client, bench, "140", on=date(2026, 11, 20))
    give_barbell(client)
    assert list(SetGroup.objects.filter(program=own).order_by("id").values()) == before


def test_a_later_edit_of_the_template_does_not_reach_the_client(assign, template, client, bench):
    give_max(client, bench, on=date(2026, 11, 2))
    own = assign().program
    SetGroup.objects.filter(program=template).update(reps=3, effective={})
    row = SetGroup.objects.filter(program=own).earliest("id")
    assert (row.reps, row.effective["load"]) == (10, "80")


def test_copied_rows_name_their_origin_and_are_not_individually_changed(assign, template, client, bench):
    give_max(client, bench, on=date(2026, 11, 2))
    own = assign().program
    origins = set(SetGroup.objects.filter(program=template).values_list("pk", flat=True))
    rows = list(SetGroup.objects.filter(program=own))
    assert {row.origin_uuid for row in rows} == origins
    assert [is_individually_changed(row) for row in [*rows, *Workout.objects.filter(program=own)]] == [
        False
    ] * 4


def test_a_row_edited_after_assigning_is_individually_changed(assign):
    own = assign().program
    row = SetGroup.objects.filter(program=own).earliest("id")
    row.reps = 8
    assert is_individually_changed(row)


def test_a_second_submit_gives_the_program_made_first(assign):
    first = assign()
    second = assign(starts_on=THURSDAY)
    assert second == Assigned(first.program, created=False)
    assert Program.objects.filter(client__isnull=False).count() == 1
    assert Session.objects.count() == 4


def test_an_id_that_belongs_to_another_program_is_refused(assign, template, other_client):
    assign()
    with pytest.raises(KeyTakenError):
        assign(client=other_client)
    with pytest.raises(KeyTakenError):
        assign(new_id=template.pk)


def test_a_clients_own_draft_is_scheduled_in_place(assign, studio, owner, client, bench):
    give_max(client, bench, on=date(2026, 11, 2))
    draft = create_program(studio=studio, by=owner, name="For Clara", client=client, weeks=1, workouts=1)
    add_slot(draft.phases.get().workouts.get(), bench, by=owner)
    count = Program.objects.count()
    assigned = assign(program=draft)
    again = assign(program=draft, starts_on=THURSDAY)
    draft.refresh_from_db()
    assert (assigned.program, again) == (draft, Assigned(draft, created=False))
    assert draft.starts_on == MONDAY
    assert dates(draft) == [(MONDAY, "Workout A", 1)]
    assert Program.objects.count() == count


def test_what_was_known_when_the_draft_is_scheduled_is_what_counts(assign, studio, owner, client, bench):
    draft = create_program(studio=studio, by=owner, name="For Clara", client=client, weeks=1, workouts=1)
    add_slot(draft.phases.get().workouts.get(), bench, by=owner)
    assert SetGroup.objects.get(program=draft).effective["load"] is None
    give_max(client, bench, on=date(2026, 11, 2))
    give_barbell(client)
    assign(program=draft)
    assert SetGroup.objects.get(program=draft).effective["load"] == "82.5"


def test_the_reason_for_overriding_a_blocker_is_kept_in_the_history(assign):
    own = assign(reason="Her doctor called; the letter follows.").program
    assert Revision.objects.get(program=own).text == (
        "Scheduled from 23 Nov 2026, in spite of what speaks against it: "
        "Her doctor called; the letter follows."
    )


def test_a_failure_half_way_leaves_nothing(assign, template, client):
    Session.objects.create(studio=client.studio, client=client, name="Earlier", date=MONDAY)
    weekdays = dict.fromkeys(Workout.objects.filter(program=template).values_list("pk", flat=True), 0)
    weekdays.popitem()
    with pytest.raises(KeyError):
        assign(weekdays=weekdays)
    assert not Program.objects.filter(client__isnull=False).exists()
    assert (Session.objects.count(), Revision.objects.exclude(program=template).count()) == (1, 0)
