"""Silent sources: a chore looks for them, and each becomes an alert on the same path as every other."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.arrivals import Arrival
from bot.desk.desk import Desk, act
from bot.desk.incidents import team_of
from bot.desk.intake import take_in
from bot.desk.pulses import HEARTBEAT
from bot.ids import SourceId
from bot.rules import heartbeats as rules
from messages.words import Reader as Words
from storage.tables.alerts import Source
from storage.tables.teams import Team
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.severity import Severity


async def look_for_silence(desk: Desk) -> None:
    """Raise an alert for each source that has been silent for two intervals; one for each silence."""
    async with desk.reading() as look:
        silent = [source.id for source in await look.sources.promising() if _silent(source, look.now)]
    for source_id in silent:
        await _raise_alarm(desk, source_id)


@act
async def _raise_alarm(desk: Desk, source_id: SourceId) -> None:
    async with desk.transaction() as u:
        source = await u.sources.hold_by_id(source_id)
        if source is None or not _silent(source, u.now):
            return  # removed, heard, or told by another replica meanwhile
        team = await team_of(u, source.team_id)
        source.silent_since = last_heard(source)
        # An S1 that is being worked on is blind without its sources: then it calls, otherwise it waits its turn.
        grave = any(incident.severity is Severity.S1 for incident in await u.incidents.open(team.id))
        incoming = _alert(team, source, Severity.S2 if grave else Severity.S3, u.now)
        await take_in(u, desk.policy, team.id, [Arrival(team.id, HEARTBEAT, u.now, incoming)])


def _alert(team: Team, source: Source, severity: Severity, now: datetime) -> IncomingAlert:
    words = Words(team.language, ZoneInfo(team.timezone), now)
    title = words.plain("source-silent-title", name=source.name)
    about = words.plain(
        "source-silent-summary",
        at=last_heard(source),
        minutes=max(1, (source.expected_seconds or 0) // 60),
    )
    return IncomingAlert(
        title=title,
        summary=about,
        dedup_key=source.name,
        raw=f"{title}\n{about}".encode(),
        severity=severity,
        first_seen_at=last_heard(source),
    )


def last_heard(source: Source) -> datetime:
    """When it last brought something; a new source is waited for from its registration."""
    return source.last_seen_at or source.created_at


def _silent(source: Source, now: datetime) -> bool:
    """Is it silent without anybody having been told?"""
    return source.silent_since is None and rules.silent(source.expected_seconds, last_heard(source), now)
