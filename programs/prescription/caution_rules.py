"""The rules that propose no more, or less: hold, pain, back off after two misses, resume after a gap.

Hold and pain reach the next session only: the one after is judged by how that goes. Backing off and
resuming reach as many sessions as it takes. Every lighter load can be built; where the nearest would
be too light by more than 10 % (light dumbbells, nothing added to body weight), there are fewer
repetitions instead. What is planned lighter already stays. The shares are our judgement.
"""

from collections.abc import Sequence
from decimal import Decimal

from programs.prescription.effect import nearest_whole
from programs.prescription.lift import Lift
from programs.prescription.load_steps import (
    LARGEST_STEP,
    heaviest_up_to,
    load_words,
    nearest_lighter,
    part_words,
    same_load,
)
from programs.prescription.progress import (
    Coming,
    Move,
    Performed,
    Rule,
    Suggestion,
    amounts,
    is_missed,
    load_move,
    planned,
    range_words,
    reps_move,
    sets_move,
    what_was_done,
)
from programs.prescription.words import Field

BACK_OFF = Decimal("0.90")  # of the load; Wendler's 5/3/1 goes back to 85 to 90 %
CENT = Decimal("0.01")  # loads are kept to a hundredth: less is no difference

# Weeks missed: the share of the last load to resume with. One week off costs no size and little
# strength (Coleman 2024), and the loss grows with time (Bosquet 2013); no study gives shares.
RESUME = {1: Decimal("0.90"), 2: Decimal("0.85"), 3: Decimal("0.80"), 4: Decimal("0.70")}


# No more


def hold(last: Performed, coming: Sequence[Coming], lift: Lift) -> Suggestion:
    """After a miss: the next session asks for no more load, repetitions or sets than the last one did."""
    asked = last.asked
    text = f"Hold: no more than {_what(last, lift)} before every set is done."
    why = f"{_start_with(what_was_done(last, lift))} in the last session."
    if asked.all_out:
        why += " Sets planned to the last repetition fall short now and then: one miss is no alarm."
    return Suggestion(Rule.HOLD, text, why, "setwise", (last.key,), _capped(last, coming[0], lift))


def pain_hold(last: Performed, coming: Sequence[Coming], lift: Lift, *, weeks: int) -> Suggestion:
    """After pain: no more of anything in the next session, and as light as after a gap if there was one."""
    text = "Hold: nothing gets heavier before a session without pain."
    why = f"Pain of {last.pain} out of 10 was flagged in the last session: ask about it before the next one."
    moves = _capped(last, coming[0], lift)
    if weeks:
        why += f" {_start_with(_weeks(weeks))} without this exercise went by as well."
        lighter = _resumed(last, coming, lift, weeks)
        moved = {(move.key, move.field) for move in lighter}
        moves = (*lighter, *(move for move in moves if (move.key, move.field) not in moved))
    return Suggestion(Rule.PAIN_HOLD, text, why, "setwise", (last.key,), moves)


def _capped(last: Performed, session: Coming, lift: Lift) -> tuple[Move, ...]:
    asked, plan = last.asked, planned(session, lift)
    moves = []
    if last.load is not None and plan.load is not None:
        if plan.load - last.load > CENT:
            most = heaviest_up_to(last.load, lift)
            moves += [] if most is None else [load_move(session, most, lift)]
        elif not same_load(plan.load, last.load):
            return ()  # lighter: its repetitions and sets are another session, not more of the same
    if asked.reps and asked.top and plan.reps and plan.top:
        low, top = min(plan.reps, asked.reps), min(plan.top, asked.top)
        if (low, top) != (plan.reps, plan.top):
            moves.append(reps_move(session, low, top if top > low else None, lift))
    if session.targets.sets > asked.sets:
        moves.append(sets_move(session, asked.sets))
    return tuple(moves)


# Less


def back_off(earlier: Performed, last: Performed, coming: Sequence[Coming], lift: Lift) -> Suggestion | None:
    """After two misses in a row at the same work: about 10 % lighter, and build up again.

    Every coming session that is planned heavier than the load to start from comes down by about 10 %,
    but not below it. None where the second session was lighter work than the first (the answer to the
    first miss), or where nothing planned is too heavy.
    """
    if not (is_missed(earlier) and is_missed(last)) or _was_eased(earlier, last):
        return None
    moves = _backed_off(last, coming, lift)
    if not moves:
        return None
    text = f"Back off to {_after(moves[0], lift)} and build up again."
    twice = f"{what_was_done(earlier, lift)}, then {what_was_done(last, lift)}"
    why = f"{_start_with(twice)}: two misses in a row."
    keys = (earlier.key, last.key)
    return Suggestion(Rule.BACK_OFF, text, why, "setwise", keys, moves, ("wendler_2009",))


def _was_eased(earlier: Performed, last: Performed) -> bool:
    if earlier.load is not None and last.load is not None and not same_load(last.load, earlier.load):
        return last.load < earlier.load
    return (last.asked.reps or 0) < (earlier.asked.reps or 0)


def _backed_off(last: Performed, coming: Sequence[Coming], lift: Lift) -> tuple[Move, ...]:
    load = last.load
    level = None if load is None else nearest_lighter(load, load * BACK_OFF, lift)
    done = [item.reps for item in last.decisive if item.reps]
    moves = []
    for session in coming:
        plan = planned(session, lift)
        before = load if plan.load is None else plan.load
        if level is not None and before is not None:
            if before > level:
                wanted = before * BACK_OFF
                lighter = nearest_lighter(before, wanted, lift) or heaviest_up_to(wanted, lift)
                moves.append(load_move(session, max(lighter or level, level), lift))
        elif load is None or before is None or before >= load or same_load(before, load):
            moves += _fewer(session, BACK_OFF, min(done, default=None), lift)
    return tuple(moves)


def weeks_missed(last: Performed, coming: Sequence[Coming], days_apart: int) -> int:
    """Whole weeks between the last session and the next beyond the days that the plan has between them."""
    return max(((coming[0].day - last.day).days - days_apart) // 7, 0)


def resume_lighter(last: Performed, coming: Sequence[Coming], lift: Lift, *, weeks: int) -> Suggestion:
    """After a gap: the next session lighter by the weeks missed, then back to the plan by 10 % at most.

    90, 85, 80 and 70 % of the last load after one, two, three and more weeks.
    """
    moves = _resumed(last, coming, lift, weeks)
    if moves:
        text = f"Resume with {_after(moves[0], lift)}."
    else:
        text = "Resume as planned: the next session is light enough."
    why = f"{_start_with(_weeks(weeks))} without this exercise went by: "
    why += "little strength is lost in one." if weeks == 1 else "strength is lost slowly, and more with time."
    also = ("bosquet_2013", "coleman_2024")
    return Suggestion(Rule.RESUME_LIGHTER, text, why, "setwise", (last.key,), moves, also)


def _resumed(last: Performed, coming: Sequence[Coming], lift: Lift, weeks: int) -> tuple[Move, ...]:
    share = RESUME[min(weeks, max(RESUME))]
    load, plan = last.load, planned(coming[0], lift)
    before = load if plan.load is None else plan.load
    if load is None or before is None:
        return _fewer(coming[0], share, last.asked.reps, lift)
    if before <= load * share:
        return ()
    level = nearest_lighter(before, load * share, lift)
    if level is None:
        return _fewer(coming[0], share, last.asked.reps, lift)
    moves = [load_move(coming[0], level, lift)]
    for session in coming[1:]:
        plan = planned(session, lift)
        before = load if plan.load is None else plan.load
        most = heaviest_up_to(level * (1 + LARGEST_STEP), lift)
        if most is None or not level < most < before:
            break
        moves.append(load_move(session, most, lift))
        level = most
    return tuple(moves)


def _fewer(session: Coming, share: Decimal, most: int | None, lift: Lift) -> tuple[Move, ...]:
    """Fewer repetitions, a range keeping its width: this share of what is planned, and not above `most`."""
    plan = planned(session, lift)
    if plan.reps is None:
        return ()
    low = max(nearest_whole(float(plan.reps * share)), 1)
    low = low if most is None else min(low, most)
    if low >= plan.reps:
        return ()
    high = None if plan.reps_high is None else plan.reps_high - plan.reps + low
    return (reps_move(session, low, high, lift),)


# Words


def _what(last: Performed, lift: Lift) -> str:
    asked = last.asked
    done = None if asked.reps is None else f"{range_words(asked.reps, asked.reps_high)} {amounts(lift)}"
    if last.load is None:
        return done or "last time"
    return load_words(last.load, lift) if done is None else f"{done} with {load_words(last.load, lift)}"


def _after(move: Move, lift: Lift) -> str:
    """What a move of load or repetitions leads to, in words."""
    if move.field is Field.LOAD and isinstance(move.after, Decimal):
        return part_words(move.after, lift)
    low_high = range_words(*move.after) if isinstance(move.after, tuple) else move.after
    return f"{low_high} {amounts(lift)}"


def _weeks(weeks: int) -> str:
    return "a week" if weeks == 1 else f"{weeks} weeks"


def _start_with(words: str) -> str:
    return words[:1].upper() + words[1:]
