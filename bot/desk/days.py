"""A day's mild alerts: the newest stand in the inbox message, all of them in a file for whoever asks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, select

from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Stranger
from bot.desk.spans import received_between
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from storage.tables.alerts import Alert
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import MILD

SHOWN: Final = 10
COUNTED: Final = 1_000
"""In a storm the message is drawn again every few seconds: counting 200,000 held the writer for a second."""
MOST_LINES: Final = 20_000
"""A line has some 100 bytes: the file stays far below Telegram's 50 MB, and is drawn in a second."""


class InboxGone(DeskError):
    """The message pressed shows no day's inbox any more."""

    key = "refused-inbox-gone"


def bounds(subject: str, zone: ZoneInfo) -> tuple[TeamId, datetime, datetime]:
    """The team and the day (from, until) of an inbox's subject, `<team>:<day>`."""
    team, _, day = subject.partition(":")
    start = datetime.combine(datetime.fromisoformat(day).date(), datetime.min.time(), zone)
    end = datetime.combine(start.date() + timedelta(days=1), datetime.min.time(), zone)
    return TeamId(team), start, end


async def mild_of_day(
    look: Reader, team: TeamId, since: datetime, until: datetime, most: int = SHOWN
) -> Sequence[Alert]:
    """The newest mild alerts of a day."""
    chosen = select(Alert).where(_mild(team, since, until)).order_by(col(Alert.id).desc())
    return (await look.session.exec(chosen.limit(most))).all()


async def count_of_day(
    look: Reader, team: TeamId, since: datetime, until: datetime, most: int | None = COUNTED
) -> int:
    """How many mild alerts there were that day; counted up to `most`."""
    some = select(Alert.id).where(_mild(team, since, until)).limit(most).subquery()
    return int((await look.session.exec(select(func.count()).select_from(some))).one())


def _mild(team: TeamId, since: datetime, until: datetime) -> ColumnElement[bool]:
    mild = col(Alert.severity).in_(MILD)
    return and_(received_between(team, since, until), mild, col(Alert.merged_into).is_(None))


@act
async def send_day(desk: Desk, person: PersonId, chat_id: int, message_id: int, place: str) -> Acted:
    """Somebody wants to read all of a day's mild alerts: a file, where he asked.

    Raises:
        InboxGone: the message shows no inbox. Stranger: not of this team.
    """
    async with desk.transaction() as u:
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        if shown is None or shown.kind is not ParcelKind.INBOX_DIGEST:
            raise InboxGone
        team = TeamId(shown.subject_id.partition(":")[0])
        member = await u.people.member(team, person)
        if member is None or member.left_at is not None or member.standing is Standing.GUEST:
            raise Stranger
        post_reply(u, place, ParcelKind.INBOX_DAY, team, subject=shown.subject_id)
        return Acted("toast-file-comes")
