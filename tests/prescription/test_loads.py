"""Loads that the gym can build."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.prescription import Lift, LoadKind, Rack, Steps, Unit, convert, part_of, plates, total_of
from programs.prescription.loads import Fit, exact_total, exists, heavier_than, snap, tidy
from tests.prescription.cast import ASSISTED_PULL_UP, BAR, PULL_UP, RACKED_ROW, loads


def lift_with(one_rm: str, step: str, *, start: str = "0", heaviest: str | None = None) -> Lift:
    most = None if heaviest is None else Decimal(heaviest)
    steps = Steps(Unit.LB, start=Decimal(start), step=Decimal(step), heaviest=most)
    return Lift(one_rm=Decimal(one_rm), unit=Unit.LB, available=steps)


def taken(exact: str, lift: Lift) -> tuple[float, Fit]:
    """The total load that is taken (every one here is a plain decimal) and how it fits."""
    snapped = snap(Decimal(exact), lift)
    assert snapped is not None
    return float(snapped.total), snapped.fit


@pytest.mark.parametrize(("one_rm", "load"), [("650", 490), ("675", 505), ("425", 320), ("255", 190)])
def test_nscas_printed_examples_snap_to_the_nearest_five_pounds_halves_up(one_rm, load):
    lift = lift_with(one_rm, "5")
    exact = exact_total(lift, 75.0)
    assert exact is not None
    snapped = snap(exact, lift)
    assert snapped is not None
    assert snapped.total == load


def test_a_load_is_never_snapped_up_by_more_than_2_5_percent_of_the_max():
    assert taken("18", RACKED_ROW) == (15, Fit.REACHED)
    assert taken("19.5", RACKED_ROW) == (20, Fit.REACHED)  # up by exactly 2.5 % of 20 lb
    assert taken("19.49", RACKED_ROW) == (15, Fit.REACHED)


def test_a_load_may_be_snapped_down_by_any_amount():
    assert taken("19.4", RACKED_ROW) == (15, Fit.REACHED)


def test_an_implement_starts_at_its_own_weight():
    bar = lift_with("200", "5", start="45")
    assert taken("101", bar) == (100, Fit.REACHED)
    assert taken("47", bar) == (45, Fit.REACHED)


def test_below_the_lightest_item_the_lightest_is_taken():
    assert taken("30", lift_with("40", "5", start="45")) == (45, Fit.BELOW_LIGHTEST)
    assert taken("4", RACKED_ROW) == (5, Fit.BELOW_LIGHTEST)


def test_with_a_stack_from_zero_one_step_is_the_lightest():
    assert taken("3", lift_with("100", "10")) == (10, Fit.BELOW_LIGHTEST)


def test_above_the_heaviest_item_the_heaviest_is_taken():
    assert taken("22", RACKED_ROW) == (20, Fit.ABOVE_HEAVIEST)
    assert taken("150", lift_with("200", "10", heaviest="125")) == (120, Fit.ABOVE_HEAVIEST)
    assert taken("120", lift_with("200", "10", heaviest="120")) == (120, Fit.REACHED)


def test_without_equipment_every_load_exists_exactly():
    lift = Lift(one_rm=Decimal(100))
    assert taken("75.724188583", lift) == (75.724188583, Fit.REACHED)


def test_a_list_that_begins_with_zero_has_its_first_real_load_as_lightest():
    lift = Lift(one_rm=Decimal(50), available=Rack(Unit.KG, loads("0", "5", "10")))
    assert taken("3", lift) == (5, Fit.BELOW_LIGHTEST)


def test_only_the_added_part_of_a_body_weight_lift_is_snapped():
    assert taken("88.9", PULL_UP) == (90, Fit.REACHED)  # 8.9 added: 10 is nearest
    assert taken("86", PULL_UP) == (85, Fit.REACHED)


def test_nothing_added_is_always_possible():
    assert taken("81", PULL_UP) == (80, Fit.REACHED)
    assert taken("80", PULL_UP) == (80, Fit.REACHED)


def test_the_body_alone_is_the_lightest_load_of_a_body_weight_lift():
    assert taken("70", PULL_UP) == (80, Fit.BELOW_LIGHTEST)
    assert taken("70", replace(PULL_UP, available=None)) == (80, Fit.BELOW_LIGHTEST)


def test_only_the_assistance_is_snapped_and_total_loads_decide():
    assert taken("56", ASSISTED_PULL_UP) == (55, Fit.REACHED)  # 24 of assistance: 25
    assert taken("58.5", ASSISTED_PULL_UP) == (60, Fit.REACHED)
    assert taken("57.5", ASSISTED_PULL_UP) == (55, Fit.REACHED)  # up by 2.5 kg is more than 1.75


def test_assistance_ends_at_none_and_at_the_most_there_is():
    assert taken("80", ASSISTED_PULL_UP) == (80, Fit.REACHED)
    assert taken("84", ASSISTED_PULL_UP) == (80, Fit.ABOVE_HEAVIEST)
    assert taken("30", ASSISTED_PULL_UP) == (40, Fit.BELOW_LIGHTEST)


def test_assistance_without_a_known_body_weight_has_no_load():
    assert snap(Decimal(50), replace(ASSISTED_PULL_UP, body_part=Decimal(0))) is None


@pytest.mark.parametrize(
    ("lift", "part", "total"),
    [(PULL_UP, "10", "90"), (ASSISTED_PULL_UP, "10", "70"), (RACKED_ROW, "10", "10")],
)
def test_a_part_and_its_total_belong_together(lift, part, total):
    assert total_of(Decimal(part), lift) == Decimal(total)
    assert part_of(Decimal(total), lift) == Decimal(part)


def test_bands_have_no_total():
    assert total_of(Decimal(10), Lift(load_kind=LoadKind.BAND)) is None


def test_the_next_heavier_load():
    assert heavier_than(Decimal(15), RACKED_ROW) == 20
    assert heavier_than(Decimal(20), RACKED_ROW) is None
    assert heavier_than(Decimal(85), PULL_UP) == 90
    assert heavier_than(Decimal(55), ASSISTED_PULL_UP) == 60
    assert heavier_than(Decimal(75), ASSISTED_PULL_UP) == 80
    assert heavier_than(Decimal(80), ASSISTED_PULL_UP) is None
    assert heavier_than(Decimal(15), Lift(one_rm=Decimal(20))) is None


def test_a_typed_load_exists_when_it_can_be_built():
    assert exists(Decimal(15), RACKED_ROW)
    assert not exists(Decimal(17), RACKED_ROW)
    assert exists(Decimal(0), PULL_UP)
    assert not exists(Decimal("2.5"), ASSISTED_PULL_UP)
    assert exists(Decimal("17.3"), Lift())


def test_conversion_is_exact():
    assert convert(Decimal(1), Unit.LB, Unit.KG) == Decimal("0.45359237")
    assert convert(Decimal("45.359237"), Unit.KG, Unit.LB) == 100
    assert convert(Decimal("12.5"), Unit.KG, Unit.KG) == Decimal("12.5")


def test_loads_are_shown_without_noise():
    assert [str(tidy(Decimal(value))) for value in ("16.000", "100", "75.724188583", "2.50")] == [
        "16",
        "100",
        "75.7242",
        "2.5",
    ]


def test_a_rack_and_steps_refuse_what_cannot_be():
    with pytest.raises(ValueError, match="lightest first"):
        Rack(Unit.KG, loads("10", "5"))
    with pytest.raises(ValueError, match="at least one load"):
        Rack(Unit.KG, ())
    with pytest.raises(ValueError, match="A step must be more than 0"):
        Steps(Unit.KG, start=Decimal(0), step=Decimal(0))


def test_a_lift_refuses_a_max_of_nothing_and_loads_in_another_unit():
    with pytest.raises(ValueError, match="A 1RM must be more than 0"):
        Lift(one_rm=Decimal(0))
    with pytest.raises(ValueError, match="same unit"):
        Lift(unit=Unit.LB, available=BAR)


PLATES = loads("25", "20", "15", "10", "5", "2.5", "1.25")


@pytest.mark.parametrize(
    ("load", "side"),
    [
        ("20", ()),
        ("60", loads("20")),
        ("100", loads("25", "15")),
        ("142.5", loads("25", "25", "10", "1.25")),
        ("21", None),
        ("15", None),
    ],
)
def test_plates_on_each_side_of_the_bar(load, side):
    assert plates(Decimal(load), Decimal(20), PLATES) == side


def test_plates_are_found_where_the_heaviest_first_would_fail():
    assert plates(Decimal(32), Decimal(20), loads("4", "3")) == loads("3", "3")


racks = st.lists(
    st.decimals(min_value="0.5", max_value="300", places=2), min_size=1, max_size=12, unique=True
)
exacts = st.decimals(min_value="0.01", max_value="400", places=3)


@given(racks, exacts)
def test_snapping_to_a_rack_never_leaves_what_exists(items, exact):
    rack = Rack(Unit.KG, tuple(sorted(items)))
    snapped = snap(exact, Lift(one_rm=Decimal(200), available=rack))
    assert snapped is not None
    assert snapped.total in rack.loads


@given(
    st.decimals(min_value=0, max_value=50, places=2),
    st.decimals(min_value="0.25", max_value=20, places=2),
    exacts,
)
def test_snapping_to_steps_never_leaves_what_exists(start, step, exact):
    lift = Lift(one_rm=Decimal(200), available=Steps(Unit.KG, start=start, step=step, heaviest=Decimal(300)))
    snapped = snap(exact, lift)
    assert snapped is not None
    assert exists(snapped.total, lift)
    assert snapped.total > 0


@given(racks, exacts)
def test_snapping_goes_up_by_at_most_2_5_percent_unless_nothing_is_lighter(items, exact):
    lift = Lift(one_rm=Decimal(200), available=Rack(Unit.KG, tuple(sorted(items))))
    snapped = snap(exact, lift)
    assert snapped is not None
    assert snapped.fit is Fit.BELOW_LIGHTEST or snapped.total - exact <= 5


@given(racks, st.lists(exacts, min_size=2, max_size=6))
def test_a_heavier_target_never_gets_a_lighter_load(items, targets):
    lift = Lift(one_rm=Decimal(200), available=Rack(Unit.KG, tuple(sorted(items))))
    found = [snapped.total for exact in sorted(targets) if (snapped := snap(exact, lift)) is not None]
    assert all(lighter <= heavier for lighter, heavier in pairwise(found))
