"""What a column lets in, and what comes out again."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel, select

from bot.ids import IncidentId, ParcelId, TeamId
from storage.columns import canonical
from storage.database import Database, DatabaseInUse
from storage.tables.incidents import Incident
from storage.tables.speaking import Parcel
from storage.tables.teams import Stamp, Team
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.severity import Severity

NOW = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database with one team."""
    database = Database(database_url)
    async with database.writing() as session:
        session.add(Team(id=TeamId("T"), name="豆芽星球", policies={}, created_at=NOW))
    yield database
    await database.close()


def incident(**more: Any) -> Incident:
    """An incident's row, as far as it must be filled."""
    return Incident(
        **{
            "id": IncidentId("I"),
            "team_id": TeamId("T"),
            "number": "INC-2026-0001",
            "title": "事",
            "severity": Severity.S1,
            "first_seen_at": NOW,
            "received_at": NOW,
            "opened_at": NOW,
            "changed_at": NOW,
            **more,
        }
    )


def parcel(**more: Any) -> Parcel:
    """A parcel's row."""
    return Parcel(
        **{
            "id": ParcelId("P"),
            "stream": "s",
            "lane": 6,
            "kind": ParcelKind.REPLY,
            "audience": "chat:1",
            "posted_at": NOW,
            **more,
        }
    )


async def keep(database: Database, row: SQLModel) -> None:
    async with database.writing() as session:
        session.add(row)


async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="knows its zone"):
        await keep(database, Stamp(name="a", value="b", stamped_at=datetime(2026, 11, 22, 12, 40)))  # noqa: DTZ001


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)),  # noqa: DTZ001
    st.integers(-12 * 60, 14 * 60),
)
async def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database, at: datetime, offset: int) -> None:
    moment = at.replace(tzinfo=timezone(timedelta(minutes=offset)))
    async with database.writing() as session:
        await session.merge(Stamp(name="a", value="b", stamped_at=moment))
    async with database.reading() as session:
        stamp = await session.get(Stamp, "a")
    assert stamp is not None
    assert stamp.stamped_at == moment
    assert stamp.stamped_at.tzinfo is UTC


async def test_a_word_of_a_later_release_reads_as_unknown(database: Database) -> None:
    await keep(database, incident())
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE incident SET crisis_type = 'alien_contact'"))
    async with database.reading() as session:
        (row,) = (await session.exec(select(Incident))).all()
    assert row.crisis_type is CrisisType.UNKNOWN


async def test_words_come_back_as_words(database: Database) -> None:
    """SQLModel does not convert on construction, so a plain string goes in; it comes out as what it means."""
    await keep(database, incident(crisis_type="rumor", severity="S2"))
    async with database.reading() as session:
        (row,) = (await session.exec(select(Incident))).all()
    assert row.crisis_type is CrisisType.RUMOR
    assert row.severity is Severity.S2


async def test_a_closed_word_that_does_not_exist_is_refused_on_the_way_in(database: Database) -> None:
    with pytest.raises(StatementError, match="S9"):
        await keep(database, incident(severity="S9"))


NONSENSE = {
    "a level": "UPDATE incident SET severity = 'SEV1'",
    "a state": "UPDATE incident SET state = 'asleep'",
    "a lane": "UPDATE outbox SET lane = 9",
    "a parcel's state": "UPDATE outbox SET state = 'lost'",
    "a second of the same number": "INSERT INTO incident SELECT * FROM incident",
    "an incident without a team": "UPDATE incident SET team_id = 'nobody'",
    "no title": "UPDATE incident SET title = NULL",
}


@pytest.mark.parametrize("statement", NONSENSE.values(), ids=NONSENSE)
async def test_the_database_itself_refuses_nonsense(database: Database, statement: str) -> None:
    """Whoever writes past the code, a migration or a hand in the database, meets the same border."""
    await keep(database, incident())
    await keep(database, parcel())
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            await (await session.connection()).execute(text(statement))


async def test_a_transaction_that_failed_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            session.add(incident())
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await keep(database, parcel())
    async with database.reading() as session:
        assert (await session.exec(select(Incident))).all() == []


async def test_a_second_desk_on_one_file_is_refused_until_the_first_has_gone(sqlite_url: str) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    first.claim()
    with pytest.raises(DatabaseInUse):
        second.claim()
    async with second.reading() as session:  # commands still look, and write, beside it
        assert (await session.exec(select(Team))).all() == []
    await keep(second, Stamp(name="a", value="b", stamped_at=NOW))
    await first.close()
    second.claim()
    await second.close()


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_canonical_json_has_one_spelling(value: Any) -> None:
    """Hashes are made over it: the order in which a dictionary was filled does not matter."""
    spelled = canonical(value)
    assert "\n" not in spelled
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == spelled


def test_what_json_cannot_say_is_refused() -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="JSON compliant"):
            canonical({"figure": value})
