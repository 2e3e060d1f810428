"""What holds for every suggestion, whatever was planned, done and pinned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import (
    SOURCES,
    Asked,
    Coming,
    Curve,
    DoneSet,
    Experience,
    Field,
    Goal,
    ImpossibleValueError,
    Kind,
    Lift,
    LoadKind,
    Method,
    Move,
    Performed,
    Rack,
    Rule,
    Suggestion,
    Targets,
    Unit,
    carry_out,
    edit,
    pin,
    start,
    still_stands,
    suggest,
    total_of,
)
from programs.prescription.loads import exists
from programs.prescription.progress import is_missed, planned, reads
from tests.prescription.cast import BAR, loads
from tests.prescription.sessions import MONDAY

DUMBBELLS = Rack(Unit.KG, loads("2", "3", "4", "5", "6", "8", "10", "12.5", "15", "20", "30", "50", "75"))
PROGRESS = (Rule.TWO_FOR_TWO, Rule.DOUBLE_PROGRESSION)
PINS = [None, None, None, Field.INTENSITY, Field.LOAD, Field.REPS, Field.RIR]

lifts = st.builds(
    Lift,
    curve=st.sampled_from(Curve),
    kind=st.sampled_from(Kind),
    experience=st.sampled_from(Experience),
    method=st.sampled_from(Method),
    load_kind=st.sampled_from([LoadKind.EXTERNAL, LoadKind.EXTERNAL, *LoadKind]),
    one_rm=st.sampled_from([None, Decimal(7), Decimal("33.3"), Decimal(90), Decimal(160)]),
    body_part=st.sampled_from([Decimal(0), Decimal(60)]),
    available=st.sampled_from([None, BAR, DUMBBELLS]),
    timed=st.sampled_from([False, False, False, False, True]),
    signed_off=st.booleans(),
)
edits = st.one_of(
    st.tuples(st.just(Field.INTENSITY), st.sampled_from([40.0, 62.5, 77.7, 95.0, 110.0])),
    st.tuples(st.just(Field.LOAD), st.sampled_from([Decimal(2), Decimal("27.5"), Decimal(75), Decimal(100)])),
    st.tuples(st.just(Field.REPS), st.sampled_from([1, 6, 15, (8, 12), (3, 5), (10, 18)])),
    st.tuples(st.just(Field.RIR), st.sampled_from([0, 1, 3])),
    st.tuples(st.just(Field.SETS), st.sampled_from([1, 3])),
)


@dataclass(frozen=True)
class Situation:
    """What a suggestion is made from."""

    history: list[Performed]
    coming: list[Coming]
    lift: Lift
    new_one_rm: Decimal | None

    @property
    def suggestion(self) -> Suggestion | None:
        return suggest(self.history, self.coming, self.lift, new_one_rm=self.new_one_rm)

    @property
    def moves(self) -> Sequence[Move]:
        return () if self.suggestion is None else self.suggestion.moves

    @property
    def recent(self) -> list[Performed]:
        return [session for session in self.history if session.done or session.pain]

    @property
    def totals(self) -> dict[str, tuple[Decimal | None, Decimal]]:
        """The load moves as total loads: before (where none was planned, as lifted) and after."""
        found = {}
        lifted = self.recent[-1].load if self.recent else None
        for move in self.moves:
            if isinstance(move.after, Decimal):
                before = total_of(move.before, self.lift) if isinstance(move.before, Decimal) else lifted
                after = total_of(move.after, self.lift)
                assert after is not None
                found[move.key] = (before, after)
        return found

    @property
    def gives_more(self) -> bool:
        """Whether any session gets more load, or more repetitions or sets with a load that doesn't fall."""
        totals = self.totals
        if any(before is not None and after > before for before, after in totals.values()):
            return True
        lighter = {key for key, (before, after) in totals.items() if before is not None and after < before}
        others = [move for move in self.moves if move.field is not Field.LOAD and move.key not in lighter]
        return any(_most(move.after) > _most(move.before) for move in others)


def _most(value: object) -> int:
    most = value[1] if isinstance(value, tuple) else value
    assert most is None or isinstance(most, int)
    return most or 0


@st.composite
def rows(draw, lift: Lift) -> Targets:
    row = start(draw(st.sampled_from(Goal)), lift)
    for field, value in draw(st.lists(edits, max_size=2)):
        try:
            row = edit(row, field, value, lift).targets
        except ImpossibleValueError:
            continue
    held = draw(st.sampled_from(PINS))
    return row if held is None else pin(row, held, lift).targets


@st.composite
def trained(draw, lift: Lift, row: Targets, days: int, mood: str) -> Performed:
    """A session that asked for the row; `mood` is how it went."""
    plan = planned(Coming("", MONDAY, row), lift)
    lifted = plan.load
    if lifted is None and lift.takes_load:
        lifted = draw(st.sampled_from([None, Decimal(20), Decimal(62)]))
    off = {"easy": 2, "hard": -1, "fine": 0}[mood]
    rir = draw(st.sampled_from([None, 4])) if mood == "easy" else draw(st.sampled_from([None, 0, 2]))
    count = row.sets
    if mood == "hard":
        count = draw(st.sampled_from([row.sets, row.sets - 1, 0]))
        off = draw(st.sampled_from([-3, -1, 0]))
        lifted = None if lifted is None else draw(st.sampled_from([lifted, lifted, lifted * Decimal("0.9")]))
    reps = None if plan.top is None else max(plan.top + off, 0)
    of = Asked(row.sets, plan.reps, plan.reps_high, row.rir, plan.load)
    pain = draw(st.sampled_from([None, None, None, None, 0, 4]))
    day = MONDAY + timedelta(days=days)
    return Performed(f"{days}", day, of, (DoneSet(lifted, reps, rir),) * count, pain)


@st.composite
def situations(draw, moods: Sequence[str] = ("easy", "easy", "fine", "hard")) -> Situation:
    lift = draw(lifts)
    row = draw(rows(lift))
    mood = draw(st.sampled_from(moods))
    days = draw(st.sampled_from([(-7, 0), (-7, 0), (-7, 0), (0,), ()]))
    history = [draw(trained(lift, row, day, mood)) for day in days]
    other = draw(st.sampled_from([row, row, draw(rows(lift))]))
    gap = draw(st.sampled_from([7, 7, 7, 7, 7, 14, 40]))
    coming = [
        Coming(f"coming {number}", MONDAY + timedelta(days=gap + 7 * number), item)
        for number, item in enumerate(draw(st.sampled_from([(row,), (row, other), (other, row, row)])))
    ]
    new = draw(st.sampled_from([None, None, None, None, Decimal(30), Decimal(110)]))
    return Situation(history, coming, lift, new)


@given(situations())
def test_every_suggested_load_can_be_built(situation):
    for move in situation.moves:
        assert not isinstance(move.after, Decimal) or exists(move.after, situation.lift)


@given(situations(("easy",)))
def test_more_load_is_a_step_of_2_5_to_10_percent(situation):
    suggestion = situation.suggestion
    if suggestion is None or suggestion.rule not in PROGRESS:
        return
    assert len(suggestion.moves) == len(situation.totals) > 0
    for before, after in situation.totals.values():
        assert before is not None
        assert Decimal("1.02499") * before <= after <= Decimal("1.10001") * before


@given(situations())
def test_nothing_gives_more_but_progress_and_a_new_max(situation):
    if situation.gives_more:
        assert situation.suggestion.rule in (*PROGRESS, Rule.ADD_REPETITIONS, Rule.MAX_CHANGED)


@given(situations(("hard", "easy")))
def test_nothing_gives_more_after_pain_or_a_miss(situation):
    if situation.recent and (situation.recent[-1].pain or is_missed(situation.recent[-1])):
        assert not situation.gives_more


@given(situations())
def test_nothing_gives_a_novice_more_before_the_sign_off(situation):
    unsigned = replace(situation.lift, experience=Experience.NOVICE, signed_off=False)
    assert not replace(situation, lift=unsigned).gives_more


@given(situations())
def test_moves_touch_only_coming_sessions_each_number_once_from_what_stands_there(situation):
    sessions = {session.key: session for session in situation.coming}
    for move in situation.moves:
        session = sessions[move.key]
        assert move.day == session.day
        assert move.before == reads(session, move.field, situation.lift)
        assert move.after != move.before
    numbers = {(move.key, move.field) for move in situation.moves}
    assert len(numbers) == len(situation.moves)


@given(situations())
def test_the_same_sessions_always_give_the_same_suggestion_and_it_stands(situation):
    suggestion = situation.suggestion
    assert situation.suggestion == suggestion
    assert suggestion is None or still_stands(suggestion, situation.history)


@given(situations())
def test_every_suggestion_has_a_sentence_a_reason_and_known_sources(situation):
    suggestion = situation.suggestion
    if suggestion is not None:
        assert suggestion.text.endswith(".")
        assert suggestion.why.endswith(".")
        assert {suggestion.source, *suggestion.also} <= SOURCES.keys()


@given(situations())
def test_accepting_moves_gives_what_they_say(situation):
    asis = replace(situation, new_one_rm=None)
    for session in asis.coming:
        outcome = carry_out(session, asis.moves, asis.lift)
        after = replace(session, targets=outcome.targets, edited=outcome.edited)
        mine = [move for move in asis.moves if move.key == session.key]
        assert [reads(after, move.field, asis.lift) for move in mine] == [move.after for move in mine]
        assert outcome.targets.pins == session.targets.pins


@given(situations(("easy",)))
def test_progress_that_was_accepted_is_not_proposed_again(situation):
    suggestion = situation.suggestion
    if suggestion is None or suggestion.rule not in (*PROGRESS, Rule.ADD_REPETITIONS):
        return
    accepted = []
    for session in situation.coming:
        outcome = carry_out(session, suggestion.moves, situation.lift)
        accepted.append(replace(session, targets=outcome.targets, edited=outcome.edited))
    assert replace(situation, coming=accepted).moves == ()
