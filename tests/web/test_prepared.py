"""Hot queries compiled once answer as the querysets do."""

import uuid
from datetime import date

import pytest

from programs.models import Session, Week
from tests.programs.planned import make_program, schedule
from web.prepared import Prepared

MONDAY = date(2026, 11, 23)


@pytest.fixture
def sessions(studio, client):
    return schedule(make_program(studio, client=client, phases=[(3, ["A"])]), client, starts_on=MONDAY)


def test_a_prepared_query_gives_the_rows_of_its_queryset_whatever_its_parameters(sessions):
    def build(program_id, day):
        rows = Session.objects.filter(program_id=program_id, date__gte=day, status="planned")
        return rows.order_by("date").values_list("id", "date", "name")

    prepared = Prepared(build, uuid.UUID, date)
    program = sessions[0].program_id
    for day in (MONDAY, date(2026, 11, 30), date(2027, 1, 1)):
        assert prepared(program, day) == list(build(program, day))
    assert prepared(uuid.uuid4(), MONDAY) == []
    assert len(prepared(program, MONDAY)) == 3


def test_a_parameter_may_stand_in_the_query_twice(sessions):
    prepared = Prepared(
        lambda pk: Session.objects.filter(client__user=pk, studio__clients__user=pk).values_list("date"), int
    )
    assert len(prepared(sessions[0].client.user_id)) == 3
    assert prepared(0) == []


def test_a_parameter_that_does_not_reach_the_database_is_a_mistake(db):
    with pytest.raises(AssertionError, match="every parameter"):
        Prepared(lambda pk: Week.objects.values_list("id"), uuid.UUID)(uuid.uuid4())


def test_it_is_one_query_each_time(sessions, django_assert_num_queries):
    prepared = Prepared(lambda pk: Week.objects.filter(program_id=pk).values_list("id"), uuid.UUID)
    for _ in range(2):
        with django_assert_num_queries(1):
            assert len(prepared(sessions[0].program_id)) == 3
