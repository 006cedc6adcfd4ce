"""Alerts of a span of time, found by their ids: what came before and after costs nothing, however much it is."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from bot.ids import TeamId, ids_of
from storage.queries.base import unindexed
from storage.tables.alerts import Alert


def received_between(team: TeamId, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Which alerts of this team came between these moments."""
    first, end = ids_of(since, until)
    received = col(Alert.received_at)
    found = and_(col(Alert.id) >= first, col(Alert.id) < end)
    return and_(found, unindexed(Alert.team_id) == team, received >= since, received < until)


def folded_between(team: TeamId, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Which of them a storm folded."""
    return and_(received_between(team, since, until), col(Alert.folded))
