"""The rules that propose more: two-for-two, double progression, and repetitions before too big a step.

A rep range means double progression, a single number two-for-two; never both. Either way:

- The load goes up by the next step that can be built, 2.5 to 10 %. It goes up in the coming sessions
  that are planned at the load just lifted and ask for no more repetitions; what is planned lighter (a
  deload) or heavier stays.
- Where the next load is more than 10 % away (light dumbbells), or there is none (bands, body weight
  that nobody weighed), repetitions come first: the top of the range opens by 2, up to a stated count.
  Beyond that the trainer takes the step; the rules never propose one of more than 10 %.
- A body-weight exercise gets no load before its repetitions are comfortable: at or above the target
  RIR and not to the last one, or, where no RIR was logged, with 2 repetitions to spare in every set.
- A novice gets nothing more before all repetitions of all sets were done in the sessions looked at.

NSCA 2016 chapter 17 (two-for-two, 2.5 to 10 %), ACSM 2009 (2 to 10 %); counts, comfort and the way
coming sessions are chosen are our judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from programs.prescription.findings import shown
from programs.prescription.goals import limits
from programs.prescription.lift import Lift
from programs.prescription.load_steps import load_words, next_load, reps_before_step, same_load, step_up
from programs.prescription.progress import (
    Coming,
    DoneSet,
    Move,
    Performed,
    Planned,
    Rule,
    Suggestion,
    all_met,
    is_met,
    listed,
    load_move,
    planned,
    range_words,
    reps_move,
)
from programs.prescription.words import Experience, LoadKind

SURPLUS = 2  # repetitions over the goal, in as many sessions: NSCA's two-for-two
MORE_REPETITIONS = 2  # by which a range opens; our judgement
COUNT_MOST = 20  # no goal's range goes further
COMFORT = 1  # in reserve at least, before a body-weight exercise gets a load; our judgement

# Whose rule it is, and what else speaks for it: keys of SOURCES. Double progression is a coach's habit.
SPEAKS_FOR = {
    Rule.TWO_FOR_TWO: ("nsca_2016", "acsm_2009"),
    Rule.DOUBLE_PROGRESSION: ("setwise", "acsm_2009", "plotkin_2022"),
}


def two_for_two(goal_reps: int, last_set_reps: Sequence[int]) -> bool:
    """NSCA's two-for-two rule: 2 or more over the goal on the last set in the last two sessions.

    `last_set_reps` holds one number a session, oldest first (NSCA 2016, chapter 17).
    """
    return len(last_set_reps) >= 2 and all(reps >= goal_reps + SURPLUS for reps in last_set_reps[-2:])


@dataclass(frozen=True, slots=True)
class _Earned:
    """More has been earned: by which rule, in which sessions, and their numbers in words."""

    rule: Rule
    sessions: tuple[Performed, ...]
    why: str

    @property
    def last(self) -> Performed:
        return self.sessions[-1]

    def suggest(
        self, rule: Rule, text: str, because: str, *sources: str, moves: tuple[Move, ...] = ()
    ) -> Suggestion:
        source, *also = sources
        keys = tuple(session.key for session in self.sessions)
        return Suggestion(rule, text, f"{self.why} {because}", source, keys, moves, tuple(also))


def more(recent: Sequence[Performed], coming: Sequence[Coming], lift: Lift) -> Suggestion | None:
    """What the last sessions have earned; None where nothing, or where the plan rises already.

    `recent` ends with a session that was attempted and not missed. Timed sets earn nothing here: the
    rules count repetitions.
    """
    if lift.timed:
        return None
    earned = _double_progression(recent[-1]) if recent[-1].asked.reps_high else _two_for_two(recent, lift)
    if earned is None:
        return None
    load = earned.last.load
    if lift.load_kind is LoadKind.BODY_WEIGHT and not _comfortable(earned.last):
        why = "A body-weight exercise gets no load before its repetitions are comfortable."
        return _more_repetitions(earned, coming, lift, why, None)
    if load is None and lift.takes_load:
        return None  # nobody knows what was lifted
    heavier = None if load is None else step_up(load, lift)
    if load is not None and next_load(load, lift) is not None:
        return _more_load(earned, coming, lift, load)
    return _more_repetitions(earned, coming, lift, _no_step(load, heavier, lift), heavier)


# What has been earned


def _two_for_two(recent: Sequence[Performed], lift: Lift) -> _Earned | None:
    sessions = tuple(recent[-2:])
    goal = sessions[-1].asked.reps
    if goal is None or len(sessions) < 2 or not all(_at_load(item, sessions[-1]) for item in sessions):
        return None
    if lift.experience is Experience.NOVICE and not all(all_met(session) for session in sessions):
        return None
    lasts = [session.judged[-1] for session in sessions]
    reps = [item.reps for item in lasts if item.reps is not None]
    if len(reps) < 2 or not two_for_two(goal, reps):
        return None
    why = f"{listed(reps)} repetitions on the last set for a target of {goal} in the last two sessions."
    short = min((item.rir for item in lasts if item.rir is not None), default=None)
    reserve = sessions[-1].asked.reserve
    if short is not None and short < reserve:
        why += f" They left {shown(short)} in reserve where {reserve} were asked for: look twice."
    return _Earned(Rule.TWO_FOR_TWO, sessions, why)


def _at_load(session: Performed, last: Performed) -> bool:
    """Whether a session's last set was done without pain, and with no less than the load that may rise."""
    if session.pain or session.left_out or not session.judged:
        return False
    item = session.judged[-1]
    if last.load is None:
        return True
    lifted = session.asked.load if item.load is None else item.load
    return lifted is not None and (lifted >= last.load or same_load(lifted, last.load))


def _double_progression(last: Performed) -> _Earned | None:
    asked, top = last.asked, last.asked.top
    if top is None or not all_met(last):
        return None
    if not all(item.reps is not None and item.reps >= top for item in last.judged):
        return None
    logged = [item.rir for item in last.judged if item.rir is not None]
    if any(rir < asked.reserve for rir in logged):
        return None
    sets = "The set" if len(last.judged) == 1 else f"All {len(last.judged)} sets"
    why = f"{sets} reached {top} repetitions, the top of {range_words(asked.reps, asked.reps_high)}"
    why += f", with at least {shown(min(logged))} in reserve." if logged else "; no RIR was logged."
    return _Earned(Rule.DOUBLE_PROGRESSION, (last,), why)


def _comfortable(last: Performed) -> bool:
    return all(is_met(item, last.asked) and _has_reserve(item, last) for item in last.judged)


def _has_reserve(item: DoneSet, last: Performed) -> bool:
    if item.rir is not None:
        return item.rir >= max(last.asked.reserve, COMFORT)
    return item.reps is not None and last.asked.top is not None and item.reps >= last.asked.top + SURPLUS


# What comes of it


def _more_load(earned: _Earned, coming: Sequence[Coming], lift: Lift, load: Decimal) -> Suggestion | None:
    asked = earned.last.asked
    moves, steps = [], []
    for session in coming:
        plan = planned(session, lift)
        before = load if plan.load is None else plan.load
        heavier = next_load(before, lift)
        no_more_reps = plan.reps is not None and asked.reps is not None and plan.reps <= asked.reps
        if heavier is not None and no_more_reps and same_load(before, load):
            moves.append(load_move(session, heavier, lift))
            steps.append((before, heavier))
    if not moves:
        return None
    before, heavier = steps[0]
    text = f"Next step: {load_words(heavier, lift)}"
    again = f", starting again at {asked.reps} repetitions." if asked.reps_high else "."
    why = f"The next step is {_percent(before, heavier)} % heavier."
    return earned.suggest(earned.rule, text + again, why, *SPEAKS_FOR[earned.rule], moves=tuple(moves))


def _more_repetitions(
    earned: _Earned, coming: Sequence[Coming], lift: Lift, why: str, heavier: Decimal | None
) -> Suggestion | None:
    """Open the range up to the count where the heavier load comes within reach, or where the goal ends."""
    asked, load = earned.last.asked, earned.last.load
    if asked.reps is None or asked.top is None:
        return None
    at_load = [session for session in coming if _asks_the_same(planned(session, lift), earned.last)]
    if not at_load:
        return None
    count = None
    if heavier is not None and load is not None:
        count = reps_before_step(load, heavier, asked.reps, max(asked.rir or 0.0, 0.0), lift.curve)
    if count is not None and heavier is not None:
        reach = f"{load_words(heavier, lift)} for {asked.reps} comes within reach"
        why += f" At {count} repetitions {reach}."
    most = limits(at_load[0].targets.goal, lift).reps_high if count is None else min(count, COUNT_MOST)
    top = min(asked.top + MORE_REPETITIONS, most)
    if top > asked.top:
        moves = tuple(reps_move(session, asked.reps, top, lift) for session in at_load)
        text = f"Next step: {asked.reps} to {top} repetitions, before anything else."
        return earned.suggest(Rule.ADD_REPETITIONS, text, why, "setwise", "plotkin_2022", moves=moves)
    if lift.load_kind is LoadKind.BODY_WEIGHT and not _comfortable(earned.last):
        return None
    text = f"{asked.top} repetitions are enough here: the step after them is the trainer’s to choose."
    return earned.suggest(Rule.BIG_STEP, text, why, "setwise", "nsca_2016")


def _asks_the_same(plan: Planned, last: Performed) -> bool:
    """Whether a coming session asks for what was just done: the same load and repetitions."""
    if (plan.reps, plan.top) != (last.asked.reps, last.asked.top):
        return False
    return plan.load is None or last.load is None or same_load(plan.load, last.load)


def _no_step(load: Decimal | None, heavier: Decimal | None, lift: Lift) -> str:
    if load is None:
        return "There is no load to raise: a harder variant or a stronger band is the next step."
    if heavier is not None:
        step = f"{load_words(heavier, lift)}, is {_percent(load, heavier)} % heavier"
        return f"The next load there is, {step}, and a step is at most 10 %."
    if lift.load_kind is LoadKind.BODY_WEIGHT and not load:
        return "The body weight is not known, so nobody can say how big a step would be."
    if lift.load_kind is LoadKind.ASSISTED:
        return "There is no assistance left to take away."
    return f"Nothing heavier than {load_words(load, lift)} can be built."


def _percent(before: Decimal, after: Decimal) -> str:
    return shown(float((after / before - 1) * 100))
