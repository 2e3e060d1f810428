"""Set groups beside a row's first: added and removed in every week, warm-ups made anew."""

import pytest

from programs.actions import slots as actions
from programs.actions.cell_weeks import SET_GROUPS_MOST
from programs.actions.numbers import pin_field
from programs.actions.programs import LimitReachedError
from programs.models import Program, Revision, SetGroup
from programs.prescription import Field
from tests.programs.rows import WEEKS, base_program, slot
from trainer.models import Studio, User

TYPES = list(SetGroup.Type.values)


@pytest.fixture
def program(studio: Studio, owner: User) -> Program:
    return base_program(studio, owner)


def sets_of(name: str) -> list[tuple[object, ...]]:
    """Position, type, sets, reps, intensity and rest of every set group, which must be alike in all weeks."""
    weeks: dict[int, list[tuple[object, ...]]] = {}
    for row in SetGroup.objects.filter(slot=slot(name)).select_related("week").order_by("position"):
        intensity = None if row.intensity is None else round(row.intensity, 1)
        line = (row.position, row.set_type, row.sets, row.reps, intensity, row.rest_seconds)
        weeks.setdefault(row.week.position, []).append(line)
    assert sorted(weeks) == list(range(1, WEEKS + 1))
    assert all(lines == weeks[1] for lines in weeks.values())
    return weeks[1]


LEAD = (1, "working", 4, 10, 80.0, 60)
BESIDE = {
    "working": (2, "working", 1, 10, 80.0, 60),
    "warm_up": (2, "warm_up", 1, 8, 40.0, 60),
    "back_off": (2, "back_off", 2, 14, 72.0, 60),
    "drop": (2, "drop", 1, 10, 64.0, 10),
    "amrap": (2, "amrap", 1, 10, 80.0, 60),
}


def test_every_type_is_meant_here() -> None:
    assert sorted(BESIDE) == sorted(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_sets_of_each_type_are_added_in_every_week_and_removed_from_every_week(
    program: Program, owner: User, kind: str
) -> None:
    revision = actions.add_set_group(slot("Press"), kind, by=owner)
    label = SetGroup.Type(kind).label.lower()
    assert revision.text == f"Press: added {label} sets"
    assert sets_of("Press") == [LEAD, BESIDE[kind]]
    assert sets_of("Row") == [LEAD]
    gone = actions.remove_set_group(slot("Press"), 2, by=owner)
    assert gone is not None
    assert gone.text == f"Press: removed {label} sets"
    assert sets_of("Press") == [LEAD]


def test_a_second_drop_is_lighter_than_the_first(program: Program, owner: User) -> None:
    for _ in range(2):
        actions.add_set_group(slot("Press"), "drop", by=owner)
    assert [(line[0], line[4]) for line in sets_of("Press")] == [(1, 80.0), (2, 64.0), (3, 51.2)]


def ramp(name: str) -> list[tuple[object, ...]]:
    return [(line[0], *line[3:5]) for line in sets_of(name) if line[1] == "warm_up"]


def test_warm_ups_are_made_anew_when_one_is_added_or_removed(program: Program, owner: User) -> None:
    for _ in range(3):
        actions.add_set_group(slot("Press"), "warm_up", by=owner)
    assert ramp("Press") == [(2, 8, 32.0), (3, 5, 48.0), (4, 3, 64.0)]  # 40, 60 and 80 % of 80
    actions.remove_set_group(slot("Press"), 3, by=owner)
    assert ramp("Press") == [(2, 8, 40.0), (4, 5, 60.0)]  # 50 and 75 %
    actions.add_set_group(slot("Press"), "back_off", by=owner)
    actions.remove_set_group(slot("Press"), 2, by=owner)
    assert ramp("Press") == [(4, 8, 40.0)]
    assert [line[:2] for line in sets_of("Press")] == [(1, "working"), (4, "warm_up"), (5, "back_off")]


def test_what_is_pinned_in_a_warm_up_stays_when_another_is_added(program: Program, owner: User) -> None:
    actions.add_set_group(slot("Press"), "warm_up", by=owner)
    pin_field(slot("Press"), Field.INTENSITY, pinned=True, by=owner, position=2)
    actions.add_set_group(slot("Press"), "warm_up", by=owner)
    assert ramp("Press") == [(2, 8, 40.0), (3, 5, 60.0)]
    actions.add_set_group(slot("Press"), "warm_up", by=owner)
    assert ramp("Press") == [(2, 8, 40.0), (3, 5, 48.0), (4, 3, 64.0)]


def test_removing_other_sets_leaves_the_warm_ups_as_they_are(program: Program, owner: User) -> None:
    for kind in ("warm_up", "back_off"):
        actions.add_set_group(slot("Press"), kind, by=owner)
    revision = actions.remove_set_group(slot("Press"), 3, by=owner)
    assert revision is not None
    assert {change["table"] for change in revision.changes} == {"set_groups"}
    assert [change["after"] for change in revision.changes] == [None] * WEEKS
    assert ramp("Press") == [(2, 8, 40.0)]


@pytest.mark.parametrize("position", [1, 2, 99])
def test_the_lead_and_what_is_not_there_cannot_be_removed(
    program: Program, owner: User, position: int
) -> None:
    count = Revision.objects.count()
    assert actions.remove_set_group(slot("Press"), position, by=owner) is None
    assert sets_of("Press") == [LEAD]
    assert Revision.objects.count() == count


def test_a_row_takes_ten_kinds_of_sets_and_no_more(program: Program, owner: User) -> None:
    for _ in range(SET_GROUPS_MOST - 1):
        actions.add_set_group(slot("Press"), "back_off", by=owner)
    with pytest.raises(LimitReachedError, match="at most 10 kinds of sets"):
        actions.add_set_group(slot("Press"), "warm_up", by=owner)
    assert [line[0] for line in sets_of("Press")] == list(range(1, 11))
