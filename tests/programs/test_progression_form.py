"""The form of a progression: any text is taken or refused beside its field, and what was taken comes back."""

from typing import Any

import pytest

from programs.forms.progression import ORDER, SchemeForm
from programs.prescription import SCHEMES, Block, PlannedDeload, Scheme, scheme_from_plain, scheme_to_plain

TYPED = (
    *("", "0", "1", "2", "2,5", "5", "12", "50", "100", "-1", "99999", "999999999999", "1e3"),
    *("x", "NaN", "½", "٣", "on", "kg"),
)


def as_sent(form: SchemeForm) -> dict[str, Any]:
    """What a browser sends of a form that nobody typed in."""
    values = {name: value for name, value in form.initial.items() if value is not None and value is not False}
    return {name: "on" if value is True else str(value) for name, value in values.items()}


def made(form: SchemeForm) -> Scheme:
    assert form.is_valid(), form.errors
    assert form.scheme is not None
    return form.scheme


@pytest.mark.parametrize("key", ORDER)
def test_a_form_as_it_comes_is_the_scheme_with_its_defaults(key: str) -> None:
    expected = PlannedDeload() if key == "planned_deload" else SCHEMES[key]()
    assert made(SchemeForm(as_sent(SchemeForm(key=key)), key=key)) == expected


@pytest.mark.parametrize("key", ORDER)
def test_any_text_is_taken_or_refused_beside_a_field_and_what_was_taken_comes_back(key: str) -> None:
    begin = as_sent(SchemeForm(key=key, phases=3))
    taken = refused = 0
    for name in SchemeForm(key=key, phases=3).fields:
        for text in TYPED:
            form = SchemeForm({**begin, name: text}, key=key, phases=3)
            if not form.is_valid():
                assert form.errors.keys() <= form.fields.keys()
                refused += 1
                continue
            taken += 1
            scheme = made(form)
            again = as_sent(SchemeForm(key=key, now=scheme, phases=3))
            assert made(SchemeForm(again, key=key, phases=3)) == scheme
            for part in form.parts(3):
                assert scheme_from_plain(scheme_to_plain(part)) == part
    assert taken > 0
    assert refused > 0


def test_an_emphasis_that_is_left_out_stays_so() -> None:
    scheme = Block(accumulation=0, intensification=3, peak=1)
    assert as_sent(SchemeForm(key="block", now=scheme))["accumulation"] == "0"


def test_easier_weeks_go_over_any_progression_but_a_wave() -> None:
    with_them = [key for key in ORDER if any(SchemeForm(key=key).easier)]
    assert [key for key in ORDER if key not in with_them] == ["wave"]
