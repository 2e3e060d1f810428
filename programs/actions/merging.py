"""What a template's changes make of one client's copy: rows in, rows out, nothing read or written.

Three states meet in a row: what the template says now, what it said when the row was copied
(`origin_values`), and what the copy says. A row that was changed for this client, or that belongs to a
workout that was trained already, keeps what it says.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from programs.actions.cell_weeks import SET_GROUPS_MOST
from programs.actions.copies import ABOVE, Copy, Tables, Where, in_order
from programs.actions.programs import PHASES_MOST, WEEKS_MOST, WORKOUTS_MOST
from programs.actions.slots import SLOTS_MOST
from programs.documents import TABLES, Values, origin_values, own_changes
from programs.schedule import free_weekday
from web.identifiers import new_uuid


@dataclass(slots=True)
class Left:
    """What of the template's changes a copy does not take."""

    kept: set[Where] = field(default_factory=set)  # changed for this client
    trained: set[Where] = field(default_factory=set)  # done already


def merge(copy: Copy) -> Left:
    """Bring the template's changes into `copy.rows`, where the copy has not changed or trained them."""
    left = Left()
    _take_away(copy, left)
    _take_over_words(copy, "phases")
    _add_phases(copy, left)
    _add_weeks(copy, left)
    _add_workouts(copy, left)
    _add_groups_and_slots(copy, left)
    _move(copy, "groups")
    _move(copy, "slots")
    _take_over_words(copy, "workouts")
    _take_over_words(copy, "groups")
    swapped = _take_over_slots(copy, left)
    _take_over_sets(copy, left, swapped)
    _fill_own_slots(copy)
    _drop_emptied_groups(copy)
    _renumber(copy)
    return left


# What the template has no longer


def _take_away(copy: Copy, left: Left) -> None:
    for table in ("phases", "workouts", "weeks"):
        for origin in copy.template.gone(table):
            if row := copy.find(table, origin):
                _take_away_whole(copy, left, table, row)
    for origin in copy.template.gone("slots"):
        if row := copy.find("slots", origin):
            _take_away_slot(copy, left, row)
    gone = set(copy.template.gone("slots"))
    for origin in copy.template.gone("set_groups"):
        row = copy.find("set_groups", origin)
        if row and copy.template.then["set_groups"][origin]["slot_id"] not in gone:
            _take_away_sets(copy, left, row)


def _take_away_whole(copy: Copy, left: Left, table: str, row: Values) -> None:
    """A phase, workout or week, unless somebody has trained or changed something in it."""
    where, below = (table, row["id"]), copy.below(table, row["id"])
    column, _ = ABOVE.get(table, ("", ""))
    alone = sum(other.get(column) == row.get(column) for other in copy.rows[table].values()) == 1
    if any(workout in below["workouts"] or week in below["weeks"] for workout, week in copy.trained):
        left.trained.add(where)
    elif alone or any(copy.is_own(name, item) for name, rows in below.items() for item in rows.values()):
        left.kept.add(where)
    else:
        for name, rows in below.items():
            for pk in rows:
                copy.rows[name].pop(pk)


def _take_away_slot(copy: Copy, left: Left, slot: Values) -> None:
    """A slot leaves the weeks that are still to be trained, and with the last of them the program."""
    rows = _sets_of(copy, slot["id"])
    if copy.is_own("slots", slot) or any(copy.is_own("set_groups", row) for row in rows):
        left.kept.add(("slots", slot["id"]))
        return
    for row in rows:
        if copy.was_trained(row):
            left.trained.add(("set_groups", row["id"]))
        else:
            copy.rows["set_groups"].pop(row["id"])
    if not _sets_of(copy, slot["id"]):
        copy.rows["slots"].pop(slot["id"])


def _sets_of(copy: Copy, slot: str) -> list[Values]:
    return [row for row in copy.rows["set_groups"].values() if row["slot_id"] == slot]


def _take_away_sets(copy: Copy, left: Left, row: Values) -> None:
    if copy.was_trained(row):
        left.trained.add(("set_groups", row["id"]))
    elif copy.is_own("set_groups", row):
        left.kept.add(("set_groups", row["id"]))
    else:
        copy.rows["set_groups"].pop(row["id"])


# What is new in the template


def _add_phases(copy: Copy, left: Left) -> None:
    """Phases behind which nothing was trained yet."""
    for origin in copy.template.new("phases"):
        pk = copy.add("phases", origin)
        if copy.is_begun(pk, []):
            copy.rows["phases"].pop(pk)
            left.trained.add(("phases", origin["id"]))


def _add_weeks(copy: Copy, left: Left) -> None:
    """New weeks come after their predecessor, where nothing behind it was trained yet."""
    new = {row["id"] for row in copy.template.new("weeks")}
    for phase in copy.template.now["phases"]:
        own = copy.find("phases", phase)
        if own is None:
            continue
        order = in_order(copy.rows, "weeks", own["id"])
        place = 0
        for pk in copy.template.weeks_in_order(phase):
            mine = copy.mine.get(pk)
            if mine in order:
                place = order.index(mine) + 1
            elif pk in new and copy.is_begun(own["id"], order[place:]):
                left.trained.add(("weeks", pk))
            elif pk in new:
                order.insert(place, copy.add("weeks", copy.template.now["weeks"][pk], phase_id=own["id"]))
                place += 1
        for position, pk in enumerate(order, start=1):
            copy.put("weeks", copy.rows["weeks"][pk], position=position)


def _add_workouts(copy: Copy, left: Left) -> None:
    """Workouts of phases that are not over, on a free day where the copy is on the calendar."""
    for origin in copy.template.new("workouts"):
        phase = copy.find("phases", origin["phase_id"])
        if phase is None:
            continue
        beside = [row for row in copy.rows["workouts"].values() if row["phase_id"] == phase["id"]]
        if beside and not any(copy.is_open(row["id"]) for row in beside):
            left.trained.add(("workouts", origin["id"]))
            continue
        taken = [row["weekday"] for row in beside if row["weekday"] is not None]
        weekday = None if copy.program.starts_on is None else free_weekday(taken)
        copy.add("workouts", origin, phase_id=phase["id"], weekday=weekday)


def _add_groups_and_slots(copy: Copy, left: Left) -> None:
    """What is new in workouts that are still to be trained, with the client's newest facts."""
    for origin in copy.template.new("groups"):
        workout = copy.find("workouts", origin["workout_id"])
        if workout is not None and copy.is_open(workout["id"]):
            copy.add("groups", origin, workout_id=workout["id"])
    for origin in copy.template.new("slots"):
        group = copy.find("groups", origin["group_id"])
        if group is None or not copy.is_open(group["workout_id"]):
            left.trained.add(("slots", origin["id"]))
            continue
        lift, method = copy.lift_for(origin["exercise_id"]), copy.method_of(origin)
        copy.add("slots", origin, group_id=group["id"], lift=lift, method=method)


# What the template says anew


def _move(copy: Copy, table: str) -> None:
    """Slots that stand in another group, groups that stand in another workout, as in the template."""
    column, above = ABOVE[table]
    for row, origin in copy.copied(table):
        then = copy.template.then[table].get(origin["id"])
        goal = copy.find(above, origin[column])
        if then is None or then[column] == origin[column] or goal is None:
            continue
        stands = copy.own[above].get(row[column])
        if stands is not None and stands["origin_uuid"] == then[column]:
            copy.put(table, row, **{column: goal["id"]})


def _take_over_words(copy: Copy, table: str) -> None:
    """Names, kinds and places, each for itself."""
    for row, origin in copy.copied(table):
        news = copy.template.news(row, origin)
        if news:
            taken = {name: origin[name] for name in news - own_changes(row)}
            copy.put(table, row, **taken, origin_values=origin_values(origin))


def _take_over_slots(copy: Copy, left: Left) -> set[str]:
    """Goals, exercises, notes. Gives the slots that have another exercise now."""
    swapped = set()
    for row, origin in copy.copied("slots"):
        news, mine = copy.template.news(row, origin), own_changes(row)
        if not news:
            continue
        if mine - {"position"}:
            if news - {"position"}:
                left.kept.add(("slots", row["id"]))
            continue
        if not copy.is_open(copy.workout_of(row["id"])):
            left.trained.add(("slots", row["id"]))
            continue
        taken: dict[str, Any] = {name: origin[name] for name in news - mine}
        if "method" in taken:
            taken["method"] = copy.method_of(origin)
        if "exercise_id" in taken:
            taken["lift"] = copy.lift_for(origin["exercise_id"])
            swapped.add(row["id"])
        copy.put("slots", row, **taken, origin_values=origin_values(origin))
    return swapped


def _take_over_sets(copy: Copy, left: Left, swapped: set[str]) -> None:
    """Numbers, resolved with what the copy's slots know of the client."""
    brought = set()
    for row, origin in copy.copied("set_groups"):
        if not copy.template.news(row, origin):
            continue
        if copy.was_trained(row):
            left.trained.add(("set_groups", row["id"]))
        elif copy.is_own("set_groups", row) or copy.is_swapped(row["slot_id"]):
            left.kept.add(("set_groups", row["id"]))
        else:
            brought.add(row["id"])
            numbers = copy.numbers_of(origin, row["slot_id"])
            copy.put("set_groups", row, **numbers, origin_values=origin_values(origin))
    for row in list(copy.rows["set_groups"].values()):
        if row["slot_id"] in swapped and row["id"] not in brought:
            copy.put("set_groups", row, **copy.numbers_again(row))
    _add_sets(copy, left)


def _add_sets(copy: Copy, left: Left) -> None:
    """New sets of slots and weeks that the copy has, after what stands in their place."""
    taken: dict[tuple[str, str], set[int]] = {}
    for row in copy.rows["set_groups"].values():
        taken.setdefault((row["slot_id"], row["week_id"]), set()).add(row["position"])
    for origin in copy.template.new("set_groups"):
        slot, week = copy.find("slots", origin["slot_id"]), copy.find("weeks", origin["week_id"])
        if slot is None or week is None:
            continue
        if (copy.workout_of(slot["id"]), week["id"]) in copy.trained:
            left.trained.add(("set_groups", origin["id"]))
        elif copy.is_swapped(slot["id"]):
            left.kept.add(("set_groups", origin["id"]))
        else:
            places = taken.setdefault((slot["id"], week["id"]), set())
            position = max(places) + 1 if origin["position"] in places else origin["position"]
            places.add(position)
            above = {"slot_id": slot["id"], "week_id": week["id"], "position": position}
            copy.add("set_groups", origin, **above, **copy.numbers_of(origin, slot["id"]))


def _fill_own_slots(copy: Copy) -> None:
    """A slot that only this client has, or does otherwise, goes on into new weeks as in the week before."""
    new = [row for pk, row in copy.rows["weeks"].items() if pk not in copy.own["weeks"]]
    filled = {(row["slot_id"], row["week_id"]) for row in copy.rows["set_groups"].values()}
    for week in sorted(new, key=lambda row: row["position"]):
        order = in_order(copy.rows, "weeks", week["phase_id"])
        here = order.index(week["id"])
        like = order[here - 1] if here else order[min(1, len(order) - 1)]
        for row in list(copy.rows["set_groups"].values()):
            slot = copy.rows["slots"][row["slot_id"]]
            own = slot["origin_uuid"] is None or copy.is_swapped(slot["id"])
            if row["week_id"] == like and own and (slot["id"], week["id"]) not in filled:
                fresh = {"id": str(new_uuid()), "week_id": week["id"]}
                copy.put("set_groups", row | fresh, origin_uuid=None, origin_values=None)


# Order


def _drop_emptied_groups(copy: Copy) -> None:
    full = {row["group_id"] for row in copy.rows["slots"].values()}
    was_full = {row["group_id"] for row in copy.own["slots"].values()}
    for pk in list(copy.rows["groups"]):
        if pk not in full and (pk in was_full or pk not in copy.own["groups"]):
            copy.rows["groups"].pop(pk)


def _renumber(copy: Copy) -> None:
    """Rows among which something came or went are numbered from 1, the client's own after the template's."""
    for table in ("phases", "workouts", "groups", "slots"):
        was = _siblings(copy.own, table)
        for above, rows in _siblings(copy.rows, table).items():
            if {row["id"] for row in rows} == {row["id"] for row in was.get(above, ())}:
                continue
            rows.sort(key=lambda row: (row["position"], row["origin_uuid"] is None, row["id"]))
            for position, row in enumerate(rows, start=1):
                copy.put(table, row, position=position)


def _siblings(tables: Tables, table: str) -> dict[str, list[Values]]:
    column, _ = ABOVE.get(table, ("", ""))
    found: dict[str, list[Values]] = {}
    for row in tables[table].values():
        found.setdefault(row.get(column, ""), []).append(row)
    return found


def beyond_limits(copy: Copy) -> str:
    """Why the copy would become larger than a program may; empty where it would not."""
    phases, weeks, workouts, _, slots, _, set_groups = (copy.rows[table] for table in TABLES)
    counted: tuple[tuple[Iterable[Any], int, str], ...] = (
        (["" for _ in phases], PHASES_MOST, "The program would have more than {} phases."),
        ((row["phase_id"] for row in weeks.values()), WEEKS_MOST, "A phase would have more than {} weeks."),
        (
            (row["phase_id"] for row in workouts.values()),
            WORKOUTS_MOST,
            "A phase would have more than {} workouts.",
        ),
        (map(copy.workout_of, slots), SLOTS_MOST, "A workout would have more than {} exercises."),
        (
            ((row["slot_id"], row["week_id"]) for row in set_groups.values()),
            SET_GROUPS_MOST,
            "An exercise would have more than {} kinds of sets.",
        ),
    )
    for places, most, words in counted:
        if max(Counter(places).values(), default=0) > most:
            return words.format(most)
    return ""
