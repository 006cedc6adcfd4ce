"""Ids: ULIDs that grow, also within a millisecond and when the machine's clock is set back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from ulid import ULID

from bot.ids import ID_LENGTH, IdMaker, lowest_id

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@settings(max_examples=50, deadline=None)
@given(some.lists(some.integers(-5, 5), min_size=1, max_size=60))
def test_ids_grow_whatever_the_clock_does(steps: list[int]) -> None:
    moments = iter([NOW + timedelta(milliseconds=sum(steps[: index + 1])) for index in range(len(steps))])
    make = IdMaker(lambda: next(moments))
    ids = [make() for _ in steps]
    assert ids == sorted(set(ids))
    assert all(len(each) == ID_LENGTH and str(ULID.from_str(each)) == each for each in ids)


def test_an_id_tells_when_it_was_made() -> None:
    assert ULID.from_str(IdMaker(lambda: NOW)()).datetime == NOW


def test_thousands_within_one_millisecond_differ_and_grow() -> None:
    make = IdMaker(lambda: NOW)
    ids = [make() for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_ids_are_told_apart_by_the_moment_they_were_made() -> None:
    assert IdMaker(lambda: NOW - timedelta(milliseconds=1))() < lowest_id(NOW) <= IdMaker(lambda: NOW)()


def test_ids_made_together_grow_and_stay_below_the_next() -> None:
    make = IdMaker(lambda: NOW)
    ids = [make(), *make.many(2_000), make(), *make.many(0), *make.many(1), make()]
    assert len(set(ids)) == len(ids) == 2_004
    assert ids == sorted(ids)
