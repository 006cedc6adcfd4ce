"""So many teams, each with a group, one person on duty, his phone, and a source of its own."""

import hashlib
import secrets
from pathlib import Path
from typing import Final

from benchmarks.kit.telegram import CHAT
from bot.clock import SystemClock
from bot.desk.desk import Desk
from bot.ids import IdMaker, PersonId, PhoneId, SourceId, TeamId
from storage.database import Database
from storage.migrations.running import upgrade
from storage.tables.alerts import Source
from storage.tables.phones import Phone
from storage.tables.teams import Member, Person, Team
from storage.vocabulary.alerts import SourceFormat
from storage.vocabulary.people import Language, Standing
from storage.vocabulary.phones import PhoneKind

SOURCE: Final = "generic"
_FIRST_USER: Final = 7_000


async def seed(file: Path, count: int, phones: str) -> list[str]:
    """Write them into a new database; returns the token of each team's source, in order.

    Args:
        phones: the address of an ntfy server; person 7 listens to the topic `duty-007`.
    """
    database, clock = Database(f"sqlite:///{file}"), SystemClock()
    await upgrade(database)
    tokens = [secrets.token_urlsafe(24) for _ in range(count)]
    async with Desk(database, clock, IdMaker(clock.now)).transaction() as u:
        for number, token in enumerate(tokens):
            team, person = TeamId(u.new_id()), PersonId(u.new_id())
            u.add(
                Team(
                    id=team, name=f"team {number:03}", position=number, chat_id=CHAT - number, created_at=u.now,
                    language=Language.EN,
                ),
                Person(
                    id=person, name=f"duty {number:03}", telegram_user_id=_FIRST_USER + number,
                    started_at=u.now, created_at=u.now,
                ),
            )  # fmt: skip
            await u.session.flush()
            config = {"server": phones, "topic": f"duty-{number:03}"}
            u.add(
                Member(
                    id=u.new_id(), team_id=team, person_id=person, standing=Standing.OWNER, on_duty=True,
                    joined_at=u.now,
                ),
                Phone(
                    id=PhoneId(u.new_id()), person_id=person, kind=PhoneKind.NTFY, config=config,
                    added_at=u.now,
                ),
                Source(
                    id=SourceId(u.new_id()), team_id=team, name=SOURCE, format=SourceFormat.GENERIC,
                    token_hash=hashlib.sha256(token.encode()).hexdigest(), created_at=u.now,
                ),
            )  # fmt: skip
    await database.close()
    return tokens
