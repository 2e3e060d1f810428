"""The trainer's page of suggestions with its answers, and where else suggestions are shown."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from programs.actions.answers import accept, set_automatic_rules
from programs.models import AutomaticRules, Revision, Suggestion, TechniqueSignOff
from programs.prescription import Rule
from programs.queries.rules import moves_of
from tests.programs.planned import give_barbell, give_max, make_exercise
from tests.programs.suggested import MONDAY, Kind, Training, training

NOW = datetime.combine(MONDAY + timedelta(days=8), datetime.min.time(), tzinfo=UTC) + timedelta(hours=9)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def the_day_after_the_second_session():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bench(client):
    return make_exercise("Bench press")


def earn(client, owner, *exercises) -> Training:
    """Two sessions of 10, 10, 10 and 12 repetitions: each lift has earned 77.5 kg."""
    client.experience = "intermediate"
    client.save()
    if not client.equipment.exists():
        give_barbell(client)
    for exercise in exercises:
        give_max(client, exercise, on=MONDAY - timedelta(weeks=1))
    base = training(client, owner, *exercises)
    for week in (1, 2):
        for exercise in exercises:
            base.log(week, exercise, [10, 10, 10, 12])
        base.finish(week)
    return base


@pytest.fixture
def base(client, owner, bench) -> Training:
    return earn(client, owner, bench)


@pytest.fixture
def row(base) -> Suggestion:
    return Suggestion.objects.get()


@pytest.fixture
def trainer(signed_in, owner):
    return signed_in(owner)


@pytest.fixture
def see(trainer, client):
    return lambda: trainer.get(reverse("suggestion_list", args=[client.pk]))


@pytest.fixture
def answer(trainer, client, row):
    """`answer("accept", after-0="80")`, as the card's button does with htmx; `htmx=False` as without."""

    def answer(what, *, htmx=True, **typed):
        address = reverse(f"suggestion_{what}", args=[client.pk, row.pk])
        return trainer.post(address, typed, headers=HTMX if htmx else {})

    return answer


def status(row: Suggestion) -> str:
    return Suggestion.objects.get(pk=row.pk).status


# What the page shows


def test_a_card_says_what_would_change_and_why(see, row):
    ((exercise, (card,)),) = see().context["page"].exercises
    assert (exercise, card.rule, card.text, card.workout) == (
        "Bench press",
        "Two-for-two",
        "Next step: 77.5 kg.",
        "Workout A",
    )
    assert card.why.startswith("12 and 12 repetitions on the last set for a target of 10")
    assert card.sources == [
        "Haff and Triplett (NSCA) 2016",
        "Ratamess et al. (ACSM) 2009, doi:10.1249/MSS.0b013e3181915670",
    ]
    assert [(line.day, line.week, line.before, line.after, line.unit) for line in card.lines] == [
        ("Mon 21 September", "week 3", "75 kg", "77.5", "kg"),
        ("Mon 28 September", "week 4", "75 kg", "77.5", "kg"),
        ("Mon 5 October", "week 5", "75 kg", "77.5", "kg"),
        ("Mon 12 October", "week 6", "75 kg", "77.5", "kg"),
    ]


def test_a_reader_of_pounds_and_decimal_commas_reads_both(see, row, owner):
    owner.unit, owner.locale = "lb", "en-eu"
    owner.save()
    line = see().context["page"].exercises[0][1][0].lines[0]
    assert (line.before, line.after, line.unit) == ("75 kg (165,4 lb)", "77,5", "kg")


def test_what_only_says_how_things_stand_is_not_asked(see, base, bench):
    base.train(3, bench, [10, 9, 9, 9])
    page = see().context["page"]
    assert ([card.rule for card in page.notes], page.exercises) == (["Hold after a miss"], [])


def test_an_empty_page_says_when_something_will_come(trainer, client):
    page = trainer.get(reverse("suggestion_list", args=[client.pk])).content.decode()
    assert "Nothing to answer." in page
    assert "Accept all" not in page


def test_a_card_that_the_program_has_overtaken_shows_both_values_and_no_way_to_accept(see, base, bench):
    base.edit(bench, "load", Decimal(85))
    response = see()
    card = response.context["page"].exercises[0][1][0]
    assert card.overtaken == "The program was changed since this was proposed."
    assert [(line.before, line.now) for line in card.lines] == [("75 kg", "85 kg")] * 4
    assert "suggestion_accept" not in response.content.decode()
    assert response.context["page"].to_accept == 0


def test_a_session_that_has_begun_is_not_asked_about(see, base, bench):
    base.log(3, bench, [10])
    lines = see().context["page"].exercises[0][1][0].lines
    assert [line.begun for line in lines] == [True, False, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_suggestions_as_for_one(
    trainer, client, owner, count, django_assert_num_queries
):
    earn(client, owner, *(make_exercise(f"Press {number}") for number in range(count)))
    first = Suggestion.objects.earliest("exercise__name")
    accept(first, moves_of(first), by=owner, now=NOW)
    base = earn(client, owner, *(make_exercise(f"Row {number}") for number in range(count)))
    assert base.program.pk
    with django_assert_num_queries(11):
        page = trainer.get(reverse("suggestion_list", args=[client.pk])).context["page"]
    assert (page.count, len(page.decided)) == (2 * count - 1, 1)


# Answers


def test_accepting_answers_the_card_in_its_place(answer, row, base, bench):
    response = answer("accept")
    assert (response.status_code, status(row)) == (200, "accepted")
    item = response.context["item"]
    assert (item.changes, item.by, item.can_be_undone) == (
        ["75 kg → 77.5 kg from Mon 21 September on, 4 workouts"],
        "Olivia Owner",
        True,
    )
    assert base.reads(bench, 3)[0] == "77.5"


def test_without_htmx_accepting_leads_back_to_the_page(answer, row, client):
    response = answer("accept", htmx=False)
    assert (response.status_code, response.url) == (302, reverse("suggestion_list", args=[client.pk]))
    assert status(row) == "accepted"


def test_other_numbers_are_taken_as_typed(answer, base, bench):
    answer("accept", **{"after-0": "80", "after-1": "72,5", "after-2": "165 lb"})
    assert [base.reads(bench, week)[0] for week in (3, 4, 5, 6)] == ["80", "72.5", "74.84", "77.5"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Load: type a number."),
        ("heavy", "Load: “heavy” is not a number."),
        ("400", "400 kg is 400 % of the 1RM of 100 kg; at most 150 % can be prescribed."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_be_is_said_beside_its_field(answer, row, typed, problem, htmx):
    response = answer("accept", htmx=htmx, **{"after-1": typed})
    assert (response.status_code, status(row)) == (422, "open")
    card = response.context["card"] if htmx else response.context["page"].exercises[0][1][0]
    assert [line.after for line in card.lines] == ["77.5", typed, "77.5", "77.5"]
    assert [bool(line.problem) for line in card.lines] == [False, True, False, False]
    assert card.lines[1].problem == problem
    assert 'aria-invalid="true"' in response.content.decode()


def test_pressing_twice_changes_the_program_once(answer, base, row):
    answer("accept")
    changes = Revision.objects.filter(program=base.program).count()
    assert answer("accept").status_code == 200
    assert answer("reject").status_code == 200
    assert (status(row), Revision.objects.filter(program=base.program).count()) == ("accepted", changes)


def test_one_that_the_program_has_overtaken_is_refused_and_looked_at_again(answer, base, bench, row):
    base.edit(bench, "load", Decimal(85))
    response = answer("accept")
    assert (response.status_code, status(row)) == (422, "open")
    assert response.context["card"].lines[0].now == "85 kg"
    assert answer("again").status_code == 302
    assert status(row) == "withdrawn"
    assert Suggestion.objects.open().count() == 0  # planned heavier than the next step: nothing to propose


def test_one_that_withdrew_itself_says_so(answer, base, bench, row):
    base.train(3, bench, [10, 10, 10, 10])
    response = answer("accept")
    assert response.status_code == 200
    assert "withdrew itself" in response.content.decode()


def test_rejecting_leaves_the_program_alone(answer, base, bench, row):
    response = answer("reject")
    assert (status(row), base.reads(bench, 3)[0]) == ("rejected", "75")
    assert "Rejected by Olivia Owner" in response.content.decode()


def test_undo_takes_an_accepted_one_back_and_says_so(answer, base, bench, see):
    answer("accept")
    answer("undo")
    assert base.reads(bench, 3)[0] == "75"
    response = see()
    assert [item.undone for item in response.context["page"].decided] == [True]
    assert "taken back since" in response.content.decode()


def test_undo_of_what_was_changed_since_says_why_not(answer, base, bench, trainer, client):
    answer("accept")
    base.edit(bench, "load", Decimal(90))
    response = trainer.get(answer("undo").url)
    assert "can&#x27;t be undone any more" in response.content.decode()
    assert base.reads(bench, 3)[0] == "90"


def test_all_are_accepted_at_once_and_what_could_not_be_is_named(trainer, client, owner):
    squat, row = make_exercise("Squat"), make_exercise("Row")
    base = earn(client, owner, squat, row)
    base.edit(row, "load", Decimal(90))
    response = trainer.post(reverse("suggestion_all", args=[client.pk]), {"answer": "accept"}, follow=True)
    assert "because the program was changed since: Row." in response.content.decode()
    assert (base.reads(squat, 3)[0], base.reads(row, 3)[0]) == ("77.5", "90")
    trainer.post(reverse("suggestion_all", args=[client.pk]), {"answer": "reject"})
    assert Suggestion.objects.open().count() == 0


# Rules that may apply by themselves


def test_the_trainer_chooses_rules_and_the_page_says_who_and_when(trainer, client, see):
    address = reverse("suggestion_rules", args=[client.pk])
    assert trainer.post(address, {"rules": ["hold", "two_for_two"]}).status_code == 302
    allowed = see().context["page"].allowed
    assert [choice.rule for choice in allowed.chosen] == ["two_for_two", "hold"]
    assert (allowed.by, allowed.at) == ("Olivia Owner", NOW)
    trainer.post(address, {})
    assert AutomaticRules.objects.get().rules == []


@pytest.mark.parametrize("rule", ["sign_off_first", "big_step", "no such rule"])
def test_a_rule_that_changes_nothing_cannot_apply_by_itself(trainer, client, rule):
    response = trainer.post(reverse("suggestion_rules", args=[client.pk]), {"rules": [rule]})
    assert response.status_code == 422
    assert not AutomaticRules.objects.exists()


# Technique


@pytest.fixture
def sign(trainer, client):
    def sign(exercise, signed="1", **fields):
        address = reverse("technique_sign_off", args=[client.pk])
        return trainer.post(address, {"exercise": str(exercise.pk), "signed": signed, **fields})

    return sign


def test_a_lift_is_signed_off_and_taken_back_from_the_page(sign, client, owner, bench):
    training(client, owner, bench)
    back = reverse("max_list", args=[client.pk])
    assert sign(bench, next=back).url == back
    assert TechniqueSignOff.objects.get().exercise == bench
    assert sign(bench, "0").url == reverse("suggestion_list", args=[client.pk])
    assert not TechniqueSignOff.objects.exists()


def test_it_leads_to_no_other_site_and_knows_no_other_studios_exercise(sign, bench, client, stranger):
    assert sign(bench, next="https://elsewhere.example/").url == reverse("suggestion_list", args=[client.pk])
    theirs = make_exercise("Their row", studio=stranger.memberships.get().studio)
    assert sign(theirs).status_code == 422
    assert TechniqueSignOff.objects.get().exercise == bench


def test_both_pages_list_the_exercises_of_a_novice_with_who_signed(trainer, client, owner, bench, sign):
    training(client, owner, bench, make_exercise("Row"))
    sign(bench)
    for name in ("suggestion_list", "max_list"):
        lines = trainer.get(reverse(name, args=[client.pk])).context["sign_offs"].lines
        assert [(line.name, line.signed, line.by) for line in lines] == [
            ("Bench press", True, "Olivia Owner"),
            ("Row", False, ""),
        ]


# Elsewhere


def test_the_desk_lists_who_waits_for_an_answer(trainer, owner, other_client, row):
    earn(other_client, owner, make_exercise("Squat"), make_exercise("Row"))
    waiting = trainer.get(reverse("desk")).context["page"].suggestions
    assert [(item.name, item.count) for item in waiting] == [("Clara Client", 1), ("Oscar Other", 2)]


def test_the_clients_page_counts_what_waits(trainer, row, client):
    response = trainer.get(reverse("client_detail", args=[client.pk]))
    assert response.context["page"].suggestions == 1
    assert "1 suggestion</a> waits for your answer." in response.content.decode()


def test_the_page_of_maxes_shows_what_the_logs_say_beside_the_list(trainer, client, owner):
    squat, row = make_exercise("Squat"), make_exercise("Row")
    give_max(client, squat, "100", on=MONDAY - timedelta(weeks=20))
    base = training(client, owner, squat, row)
    base.log(1, squat, [5, 5, 5], load="90", rir="2")
    base.log(1, row, [8, 8, 8], load="50", rir="2")
    base.tell(1, Kind.FINISH, at=base.now(1))
    rows = trainer.get(reverse("max_list", args=[client.pk])).context["maxes"]
    assert [(item.name, item.listed is None) for item in rows] == [("Row", True), ("Squat", False)]
    assert rows[0].logged.rests_on.startswith("1 set of 8 reps in 9 days: ")
    assert rows[1].logged.weight.endswith(" kg")


@pytest.mark.parametrize("count", [1, 3])
def test_logs_and_signatures_of_three_exercises_take_as_many_queries_as_of_one(
    trainer, client, owner, count, django_assert_num_queries
):
    exercises = [make_exercise(f"Press {number}") for number in range(count)]
    base = training(client, owner, *exercises)
    for exercise in exercises:
        base.log(1, exercise, [8, 8, 8], load="50", rir="2")
    with django_assert_num_queries(11):
        page = trainer.get(reverse("max_list", args=[client.pk])).context
    assert (len(page["maxes"]), len(page["sign_offs"].lines)) == (count, count)


def test_a_client_reads_what_changed_and_what_may_change_by_itself(
    signed_in, client_person, other_client_person, answer, client, owner, base
):
    answer("accept")
    set_automatic_rules(client, [Rule.HOLD], by=owner)
    page = signed_in(client_person).get(reverse("own_suggestions"))
    (item,) = page.context["own"].changes
    assert (item.exercise, item.text, item.by) == ("Bench press", "Next step: 77.5 kg.", "Olivia Owner")
    assert [rule.name for rule in page.context["own"].rules] == ["Hold after a miss"]
    other = signed_in(other_client_person).get(reverse("own_suggestions")).context["own"]
    assert (other.changes, other.rules) == ([], [])


def test_a_client_does_not_read_what_was_rejected_or_waits(signed_in, client_person, answer, row):
    visitor = signed_in(client_person)
    assert visitor.get(reverse("own_suggestions")).context["own"].changes == []
    answer("reject")
    assert visitor.get(reverse("own_suggestions")).context["own"].changes == []


def test_nobody_else_sees_or_answers_a_suggestion(signed_in, helper, stranger, client_person, client, row):
    addresses = [
        reverse(f"suggestion_{name}", args=[client.pk, row.pk])
        for name in ("accept", "reject", "undo", "again")
    ]
    for person in (helper, stranger, client_person):
        visitor = signed_in(person)
        assert visitor.get(reverse("suggestion_list", args=[client.pk])).status_code == 404
        assert [visitor.post(address).status_code for address in addresses] == [404] * 4
    assert status(row) == "open"


def test_a_suggestion_of_another_client_is_not_answered_here(trainer, other_client, row):
    address = reverse("suggestion_accept", args=[other_client.pk, row.pk])
    assert trainer.post(address).status_code == 404
    assert status(row) == "open"
