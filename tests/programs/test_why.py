"""Why a number is what it is, and the method of a whole program."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Visitor
from django.urls import reverse

from programs.bridge import columns_of, starting_columns, targets_of, thaw_lift
from programs.models import Program, SetGroup, Slot
from programs.prescription import Field, edit
from programs.queries.reasons import formula_text, readable
from tests.conftest import SignIn
from tests.programs.planned import BARBELL, add_group, lift, make_exercise, make_program
from trainer.models import Client, Studio, User

HTMX = {"HX-Request": "true"}
RACK = {"unit": "kg", "loads": ["10", "20", "30", "40", "50"]}


def add_row(
    program: Program, name: str, *, goal: str = "hypertrophy", method: str = "", **facts: Any
) -> Slot:
    """An exercise whose numbers are the goal's real start."""
    workout = program.phases.get().workouts.get()
    frozen = lift(**facts)
    slot_fields = {"goal": goal, "method": method}
    [slot] = add_group(workout, make_exercise(name), lifts=frozen, slot=slot_fields)
    columns = starting_columns(goal, thaw_lift(frozen, method=method or program.method))
    slot.set_groups.update(**columns)
    return slot


def typed(slot: Slot, field: Field, value: object) -> None:
    """What an edit of the trainer makes of the row."""
    row = slot.set_groups.filter(week__position=1).get()
    facts = thaw_lift(slot.lift, method=slot.method or slot.program.method)
    outcome = edit(targets_of(row, goal=slot.goal), field, value, facts)
    slot.set_groups.update(**columns_of(outcome.targets, facts, edited=outcome.edited))


def words(response: Any) -> str:
    """The text of a page, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#x27;", "'")


@pytest.fixture
def program(studio: Studio, client: Client) -> Program:
    return make_program(studio, client=client)


@pytest.fixture
def squat(program: Program) -> Slot:
    return add_row(program, "Back squat")


@pytest.fixture
def trainer(signed_in: SignIn, owner: User) -> Visitor:
    return signed_in(owner)


def address(slot: Slot, field: str, position: int = 1) -> str:
    return reverse("slot_why", args=[slot.program_id, slot.pk, position, field])


# One number


def test_a_load_is_explained_with_its_rule_inputs_formula_and_the_loads_on_hand(
    trainer: Visitor, program: Program
) -> None:
    slot = add_row(program, "Back squat", one_rm="93.18", max_kind="estimated")
    answer = trainer.get(address(slot, "load"))
    why = answer.context["why"]
    assert (why.name, why.value) == ("Load", "75 kg")
    assert why.formula == "1RM × intensity = 74.54 kg → 75 kg"
    assert why.inputs == [
        ("1RM", "93.18 kg, estimated from a set on 2 Nov 2026"),
        ("Intensity", "80 %"),
        ("Exact load", "74.54 kg"),
        ("Loads on hand", "barbell: 20 kg and up in steps of 2.5 kg, at most 200 kg"),
    ]
    text = words(answer)
    assert "Load 75 kg , Back squat" in text
    assert "The nearest load that can be built, halves up, at most 2.5 % of the 1RM upward." in text
    assert "For the client: 75 kg is about 80 % of 93.18 kg, the most you can lift once." in text


def test_a_start_names_its_source_with_how_sure_it_is_and_where_evidence_conflicts(
    trainer: Visitor, squat: Slot
) -> None:
    answer = trainer.get(address(squat, "rest"))
    text = words(answer)
    assert "The article's chart. Hypertrophy and strength training compared on one row . 1RM 20 lb" in text
    assert "How sure: read in the source's own text." in text
    assert "Where the evidence conflicts Short rests for size rest on an outdated reason" in text
    assert [source.key for source in answer.context["why"].weighed] == ["schoenfeld_2016", "singer_2024"]
    assert 'href="https://doi.org/10.3389/fspor.2024.1429789"' in answer.content.decode()


def test_an_intensity_explains_the_target_that_the_grid_shows_and_what_the_loads_make_of_it(
    trainer: Visitor, program: Program
) -> None:
    slot = add_row(program, "Back squat", one_rm="93.18")
    why = trainer.get(address(slot, "intensity")).context["why"]
    assert (why.value, why.rule, why.formula) == (
        "80 %",
        "The chart's start for hypertrophy.",
        "goal and method → 80 %",
    )
    assert why.taken == "75 kg, 80.49 % of the 1RM"


def test_what_follows_from_the_curve_shows_the_formula_and_what_its_signs_mean(
    trainer: Visitor, program: Program
) -> None:
    slot = add_row(program, "Back squat", one_rm=None)
    typed(slot, Field.INTENSITY, 85)
    why = trainer.get(address(slot, "reps")).context["why"]
    assert (why.value, why.formula) == ("7", "nearest whole of curve(85 %) + 0.25 = 7")
    assert why.legend.startswith("curve(x) is how many repetitions people manage")
    assert why.source.key == "nuzzo_2024"


def test_a_typed_number_is_the_trainers_own_and_has_no_formula(trainer: Visitor, squat: Slot) -> None:
    typed(squat, Field.SETS, 3)
    answer = trainer.get(address(squat, "sets"))
    why = answer.context["why"]
    assert (why.value, why.rule, why.formula) == ("3", "The trainer's own number.", "")
    assert "How sure: the trainer’s own judgement." in words(answer)


@pytest.mark.parametrize(
    ("field", "facts", "rule"),
    [
        ("intensity", {"load_kind": "band"}, "There is no percentage for this exercise."),
        ("load", {"load_kind": "none"}, "There is no load for this exercise."),
        (
            "rir",
            {"timed": True, "load_kind": "none"},
            "There are no repetitions in reserve for this exercise.",
        ),
    ],
)
def test_a_number_that_the_exercise_does_not_have_is_said_to_be_missing(
    trainer: Visitor, program: Program, field: str, facts: dict[str, Any], rule: str
) -> None:
    why = trainer.get(address(add_row(program, "Plank", **facts), field)).context["why"]
    assert (why.rule, why.formula, why.inputs, why.source) == (rule, "", [], None)


KINDS: list[dict[str, Any]] = [
    {},
    {"one_rm": None, "max_kind": None, "measured_on": None},
    {"load_kind": "body_weight", "body_part": "80", "available": RACK},
    {"load_kind": "body_weight", "body_part": "80", "one_rm": "140", "available": None},
    {"load_kind": "assisted", "body_part": "80", "one_rm": "70", "available": BARBELL | {"start": "0"}},
    {"load_kind": "band"},
    {"load_kind": "none", "timed": True},
    {"timed": True, "one_rm": None},
    {"curve": "leg_press", "available": RACK | {"loads": ["10", "20", "30"]}},
]


@pytest.mark.parametrize("method", ["chart", "reserve"])
@pytest.mark.parametrize("goal", ["hypertrophy", "strength"])
@pytest.mark.parametrize("facts", KINDS)
def test_every_number_of_every_kind_of_row_has_a_page(
    trainer: Visitor, program: Program, facts: dict[str, Any], goal: str, method: str
) -> None:
    slot = add_row(program, "Lift", goal=goal, method=method, **facts)
    for field in Field:
        answer = trainer.get(address(slot, field))
        assert answer.status_code == 200
        assert answer.context["why"].plain.endswith(".")
    assert trainer.get(reverse("program_method", args=[program.pk])).status_code == 200


@pytest.mark.parametrize(
    ("facts", "goal", "value", "on_hand"),
    [
        ({}, "hypertrophy", "80 kg", "barbell: 20 kg and up in steps of 2.5 kg, at most 200 kg"),
        (
            {"load_kind": "body_weight", "body_part": "80", "available": RACK},
            "strength",
            "10 kg added",
            "barbell: 10 kg to 50 kg, 5 loads",
        ),
        (
            {"load_kind": "body_weight", "body_part": "80"},
            "hypertrophy",
            "body weight alone",
            "barbell: 20 kg and up in steps of 2.5 kg, at most 200 kg",
        ),
        (
            {
                "load_kind": "assisted",
                "body_part": "80",
                "one_rm": "70",
                "available": {"unit": "kg", "start": "0", "step": "5", "heaviest": None},
            },
            "hypertrophy",
            "25 kg of help",
            "barbell: in steps of 5 kg",
        ),
        (
            {"available": {"unit": "kg", "loads": ["40", "80"]}},
            "hypertrophy",
            "80 kg",
            "barbell: 40 kg, 80 kg",
        ),
        (
            {"available": None, "one_rm": "90.5"},
            "hypertrophy",
            "72.4 kg",
            "any load, to the exact weight",
        ),
    ],
)
def test_a_load_is_named_as_it_is_put_on(
    trainer: Visitor, program: Program, facts: dict[str, Any], goal: str, value: str, on_hand: str
) -> None:
    why = trainer.get(address(add_row(program, "Lift", goal=goal, **facts), "load")).context["why"]
    assert (why.value, dict(why.inputs)["Loads on hand"]) == (value, on_hand)


def test_a_person_with_a_decimal_comma_reads_one_everywhere(
    trainer: Visitor, program: Program, owner: User
) -> None:
    owner.locale = "en-eu"
    owner.save()
    slot = add_row(program, "Back squat", one_rm="93.18")
    why = trainer.get(address(slot, "load")).context["why"]
    assert why.formula == "1RM × intensity = 74,54 kg → 75 kg"
    assert why.rule == "The nearest load that can be built, halves up, at most 2,5 % of the 1RM upward."
    assert why.plain == "75 kg is about 80 % of 93,18 kg, the most you can lift once."


def test_sets_that_follow_others_say_so(trainer: Visitor, squat: Slot) -> None:
    squat.set_groups.update(set_type="back_off")
    answer = trainer.get(address(squat, "load"))
    assert "These are back-off sets: when the first working sets move, they keep their ratio." in words(
        answer
    )


def test_what_a_back_off_started_with_is_not_taken_for_typed(trainer: Visitor, squat: Slot) -> None:
    squat.set_groups.update(set_type="back_off", intensity=72, reps=12)
    starts = "This is where it starts, unless the trainer changed it."
    rule = f"90 % of the first working sets’ intensity. {starts}"
    why = trainer.get(address(squat, "intensity")).context["why"]
    assert (why.rule, why.formula, why.certainty) == (rule, "", "our judgement")
    squat.set_groups.update(sets=2)
    assert trainer.get(address(squat, "sets")).context["why"].rule == starts
    squat.set_groups.update(pins=["intensity"])
    why = trainer.get(address(squat, "intensity")).context["why"]
    assert why.rule == "The trainer's own number. It is pinned."


def back_of(slot: Slot) -> str:
    builder = reverse("program_detail", args=[slot.program_id])
    return f"{builder}?phase={slot.group.workout.phase_id}#s{slot.pk.hex[-10:]}"


def test_htmx_gets_the_fragment_and_everybody_else_a_page_that_leads_back_to_the_row(
    trainer: Visitor, squat: Slot
) -> None:
    fragment = trainer.get(address(squat, "sets"), headers=HTMX)
    assert "<html" not in fragment.content.decode()
    assert f'href="{back_of(squat)}" data-close="why"' in fragment.content.decode()
    assert "css/method.css" in fragment.content.decode()
    page = trainer.get(address(squat, "sets"))
    assert "data-close" not in page.content.decode()
    assert page.content.decode().count(f'href="{back_of(squat)}"') == 2
    assert fragment.headers["Vary"] == page.headers["Vary"]
    assert "HX-Request" in page.headers["Vary"]


def test_only_the_seven_numbers_and_rows_that_exist_have_a_reason(trainer: Visitor, squat: Slot) -> None:
    assert trainer.get(address(squat, "notes")).status_code == 404
    assert trainer.get(address(squat, "load", 2)).status_code == 404


def test_the_row_of_another_program_is_not_found(
    trainer: Visitor, squat: Slot, studio: Studio, client: Client
) -> None:
    other = make_program(studio, client=client)
    assert trainer.get(reverse("slot_why", args=[other.pk, squat.pk, 1, "load"])).status_code == 404


def test_what_people_wrote_is_text_and_never_markup(trainer: Visitor, squat: Slot) -> None:
    squat.exercise.name = "<script>alert(1)</script>"
    squat.exercise.save()
    for url in (address(squat, "load"), reverse("program_method", args=[squat.program_id])):
        assert "<script>alert" not in trainer.get(url).content.decode()


WHY_QUERIES = 3  # session, person, row


@pytest.mark.parametrize("field", ["intensity", "tempo"])
def test_a_reason_takes_the_same_few_queries(
    trainer: Visitor, squat: Slot, field: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(WHY_QUERIES):
        trainer.get(address(squat, field))


# The whole program


def method_of(trainer: Visitor, program: Program) -> Any:
    answer = trainer.get(reverse("program_method", args=[program.pk]))
    assert answer.status_code == 200
    return answer.context["method"]


def test_the_method_page_lists_every_row_with_the_formulas_behind_it(
    trainer: Visitor, program: Program, squat: Slot
) -> None:
    [phase] = method_of(trainer, program).phases
    [workout] = phase.workouts
    [row] = workout.rows
    assert (phase.name, phase.weeks, workout.name, row.code, row.exercise) == (
        "Phase 1",
        2,
        "Workout A",
        "A",
        "Back squat",
    )
    assert row.numbers == [
        ("Sets × reps", "4 × 10"),
        ("Intensity", "80 %"),
        ("Load", "80 kg"),
        ("In reserve", "0 (all-out)"),
        ("Rest", "1:00 min"),
        ("Tempo", "2010"),
    ]
    assert [(step.name, step.formula) for step in row.steps] == [
        ("Intensity", "goal and method → 80 %"),
        ("Load", "1RM × intensity = 80 kg"),
        ("Repetitions", "goal and method → 10 repetitions"),
        ("Rest", "rule(80 %), to 5 s = 60 s"),
    ]
    assert row.facts == [
        ("1RM", "100 kg, tested on 2 Nov 2026"),
        ("Loads on hand", "barbell: 20 kg and up in steps of 2.5 kg, at most 200 kg"),
    ]


def test_every_source_that_is_cited_stands_in_the_list_once(trainer: Visitor, program: Program) -> None:
    add_row(program, "Back squat")
    add_row(program, "Row", method="reserve")
    typed(add_row(program, "Press"), Field.SETS, 2)
    page = method_of(trainer, program)
    numbers = [item.number for item in page.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({item.source.key for item in page.sources}) == len(numbers)
    rows = page.phases[0].workouts[0].rows
    cited = {step.cite for row in rows for step in row.steps}
    cited |= {number for conflict in page.conflicts for number in conflict.cites}
    assert cited <= set(numbers)
    assert {"schoenfeld_2016", "singer_2024", "refalo_2023"} <= {item.source.key for item in page.sources}


def test_each_conflict_is_told_once_with_the_numbers_that_it_is_about(
    trainer: Visitor, program: Program
) -> None:
    for number in range(3):
        add_row(program, f"Lift {number}", goal="strength")
    page = method_of(trainer, program)
    assert [conflict.about for conflict in page.conflicts] == [
        "Intensity, repetitions in reserve",
        "Sets",
    ]


def test_the_goals_are_shown_with_their_starts_and_what_they_allow_a_novice(
    trainer: Visitor, program: Program, squat: Slot
) -> None:
    lines = method_of(trainer, program).goals
    assert [(line.goal, [text for _, text in line.numbers]) for line in lines] == [
        ("hypertrophy", ["80 %", "10", "0 (all-out)", "4", "1:00 min", "6–12", "1:00–1:30 min"]),
        ("strength", ["90 %", "5", "0 (all-out)", "5", "3:00 min", "1–8", "3:00–5:00 min"]),
    ]


def test_only_the_curves_that_rows_follow_are_shown(trainer: Visitor, program: Program) -> None:
    add_row(program, "Leg press", curve="leg_press")
    add_row(program, "Plank", load_kind="none", timed=True)
    page = method_of(trainer, program)
    assert [(line.name, line.reps[2]) for line in page.curves] == [("Leg press", "8.7")]
    assert (page.at_80, page.at_90) == ("9.8", "4.9")


def test_rows_by_the_other_method_are_counted_and_marked(trainer: Visitor, program: Program) -> None:
    add_row(program, "Back squat")
    add_row(program, "Row", method="reserve")
    page = method_of(trainer, program)
    assert page.others == 1
    assert [row.other_method for row in page.phases[0].workouts[0].rows] == ["", "reserve"]


def test_a_template_has_a_method_page_without_loads(trainer: Visitor, studio: Studio) -> None:
    template = make_program(studio, method="reserve", experience="novice")
    add_row(template, "Back squat", one_rm=None, available=None, max_kind=None, measured_on=None)
    answer = trainer.get(reverse("program_method", args=[template.pk]))
    assert "A template for novice clients: percentages, until it is assigned" in words(answer)
    [row] = answer.context["method"].phases[0].workouts[0].rows
    assert (dict(row.numbers)["Load"], row.facts) == ("", [])


def test_a_client_without_a_max_is_told_apart_from_a_template(trainer: Visitor, program: Program) -> None:
    add_row(program, "Back squat", one_rm=None, max_kind=None, measured_on=None)
    [row] = method_of(trainer, program).phases[0].workouts[0].rows
    assert row.facts[0] == ("1RM", "not known yet")


def test_an_empty_program_has_a_method_page(trainer: Visitor, program: Program) -> None:
    answer = trainer.get(reverse("program_method", args=[program.pk]))
    assert "No exercises yet." in words(answer)


def test_set_groups_of_one_exercise_share_its_code_and_warm_ups_come_first(
    trainer: Visitor, program: Program, squat: Slot
) -> None:
    first = squat.set_groups.get(week__position=1)
    SetGroup.objects.create(
        studio=squat.studio,
        program=program,
        slot=squat,
        week=first.week,
        position=2,
        set_type="warm_up",
        sets=1,
        reps=5,
        intensity=50,
        rir=5,
        rest_seconds=60,
        load=Decimal(50),
        load_unit="kg",
        load_kg=Decimal(50),
        effective=first.effective,
    )
    rows = method_of(trainer, program).phases[0].workouts[0].rows
    assert [(row.code, row.set_type) for row in rows] == [("A", "Warm-up"), ("", "")]


METHOD_QUERIES = 6  # session, person, program with client, rows, workouts, phases


@pytest.mark.parametrize("count", [1, 3])
def test_the_method_page_takes_as_many_queries_for_three_rows_as_for_one(
    trainer: Visitor, program: Program, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        add_row(program, f"Lift {number}")
    with django_assert_num_queries(METHOD_QUERIES):
        page = method_of(trainer, program)
    assert len(page.phases[0].workouts[0].rows) == count


# How formulas are written


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("1RM x intensity = 74.544 kg -> 75 kg", "1RM × intensity = 74.54 kg → 75 kg"),
        ("curve(chart %) - chart reps = -0.25", "curve(chart %) − chart reps = −0.25"),
        ("nearest whole of curve(85 %) - -0.25 = 7", "nearest whole of curve(85 %) + 0.25 = 7"),
    ],
)
def test_a_formula_is_written_in_signs(formula: str, text: str) -> None:
    assert formula_text(formula, ".") == text


def test_a_decimal_comma_leaves_full_stops_alone() -> None:
    assert readable("At 2.5 % of 1.2346. Then more.", ",") == "At 2,5 % of 1,23. Then more."
