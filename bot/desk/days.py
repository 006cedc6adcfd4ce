"""A day's mild alerts: the newest stand in the inbox message, all of them in a file for whoever asks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Stranger
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import PersonId, TeamId
from storage.tables.alerts import Alert
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing
from storage.vocabulary.severity import Severity

SHOWN: Final = 10
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
) -> tuple[Sequence[Alert], int]:
    """The newest mild alerts of a day, and how many there were."""
    chosen = (
        select(Alert)
        .where(Alert.team_id == team, Alert.received_at >= since, Alert.received_at < until)
        .where(col(Alert.severity).in_([Severity.S3, Severity.S4]), col(Alert.merged_into).is_(None))
    )
    total = (await look.session.exec(select(func.count()).select_from(chosen.subquery()))).one()
    rows = (await look.session.exec(chosen.order_by(col(Alert.id).desc()).limit(most))).all()
    return rows, int(total)


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
