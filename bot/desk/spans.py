"""Alerts of a span of time, found by their ids: what came before and after costs nothing, however much it is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from bot.ids import TeamId, ids_of
from storage.queries.base import unindexed
from storage.tables.alerts import Alert
from storage.unit_of_work import Reader


def received_between(team: TeamId, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Which alerts of this team came between these moments."""
    first, end = ids_of(since, until)
    received = col(Alert.received_at)
    found = and_(col(Alert.id) >= first, col(Alert.id) < end)
    return and_(found, unindexed(Alert.team_id) == team, received >= since, received < until)


def folded_between(team: TeamId, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Which of them a storm folded."""
    return and_(received_between(team, since, until), col(Alert.folded))


async def folded_since(look: Reader, team: TeamId, since: datetime, until: datetime) -> Sequence[Alert]:
    """Alerts of this team that a storm folded between these moments, in the order they came."""
    query = select(Alert).where(folded_between(team, since, until)).order_by(col(Alert.id))
    return (await look.session.exec(query)).all()
