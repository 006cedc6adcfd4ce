"""More desks on the scene's database, and more people in its team: for whoever races."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.desk.desk import Desk, Signals
from bot.ids import PersonId
from storage.database import Database
from storage.tables.teams import Member, Person
from storage.vocabulary.people import Standing
from tests.kit.desk import Scene


@asynccontextmanager
async def more_desks(scene: Scene, count: int) -> AsyncIterator[Sequence[Desk]]:
    """So many further desks: on PostgreSQL each with connections of its own, as replicas have; on SQLite behind
    the same writer's turn, because there only one desk runs."""
    mine = scene.desk.database
    databases = [] if mine.is_sqlite else [Database(url_of(mine)) for _ in range(count)]
    try:
        yield [
            replace(
                scene.desk,
                database=databases[number] if databases else mine,
                signals=Signals(),
                acts=set(),
            )
            for number in range(count)
        ]
    finally:
        await asyncio.gather(*(database.close() for database in databases))


def url_of(database: Database) -> str:
    """The address a second connection is opened with."""
    return database.url.render_as_string(hide_password=False)


async def recruits(scene: Scene, count: int) -> list[PersonId]:
    """So many new members of the first team, who cannot be written to yet."""
    people = []
    async with scene.desk.transaction() as u:
        for number in range(count):
            person = Person(id=PersonId(u.new_id()), name=f"组员{number:03}", created_at=u.now)
            u.add(person)
            await u.session.flush()
            u.add(
                Member(
                    id=u.new_id(),
                    team_id=scene.team,
                    person_id=person.id,
                    standing=Standing.MEMBER,
                    duties=[],
                    joined_at=u.now,
                )
            )
            people.append(person.id)
    return people
