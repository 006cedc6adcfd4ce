"""Silences: alerts that match are kept and counted, and nobody hears them until it ends. Never an S1."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk import clocks
from bot.desk.desk import Desk, act
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger
from bot.desk.speaking import post_reply
from bot.ids import TeamId
from bot.rules import silences as rules
from storage.tables.alerts import Alert, Silence
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockKind
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Standing

DEFAULT = timedelta(hours=2)


@act
async def silence(desk: Desk, actor: Actor, text: str, until: datetime | None, place: str) -> Acted:
    """Let alerts with these labels (`service=shop-* env=staging`) make no sound until then, two hours by default.

    Raises:
        Stranger; SilenceUnclear, SilenceTooWide, SilenceEndless: see `bot.rules.silences`.
    """
    async with desk.transaction() as u:
        member = await u.people.member(actor.team, actor.person)
        if member is None or member.standing is Standing.GUEST:
            raise Stranger
        ends = until or u.now + DEFAULT
        wanted = rules.silence("", rules.parse_matchers(text), ends, u.now)
        u.add(
            Silence(
                id=u.new_id(),
                team_id=actor.team,
                matchers={matcher.label: matcher.value for matcher in wanted.matchers},
                created_by=actor.person,
                created_at=u.now,
                expires_at=ends,
            )
        )
        values = {"key": "answer-silenced", "text": text, "until": ends.isoformat()}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("toast-noted")


async def in_force(look: Reader, team: TeamId) -> Sequence[rules.Silence]:
    """The silences of this team that have not ended. Read once an hour, where nobody changes one meanwhile."""
    hour = look.now.replace(minute=0, second=0, microsecond=0)
    standing = await look.lasting(("silences", team, hour.isoformat()), lambda: _since(look, team, hour))
    return [one for one in standing if one.until > look.now] if standing else standing


async def _since(look: Reader, team: TeamId, hour: datetime) -> Sequence[rules.Silence]:
    return [
        rules.Silence(
            row.id, tuple(rules.Matcher(label, value) for label, value in row.matchers.items()), row.expires_at
        )
        for row in await look.silences.in_force(team, hour)
    ]


def hush(u: UnitOfWork, alert: Alert, standing: Sequence[rules.Silence]) -> bool:
    """Is this alert covered? Then it is only watched, until the silence ends. True: say nothing."""
    covering = rules.silenced(_labels(alert), alert.severity, standing, u.now)
    if covering is None:
        return False
    # Watched with a clock, so that it comes back by itself: no alert is ever without one.
    alert.state, alert.watch_until = AlertState.WATCHING, covering.until
    clocks.start_until(u, alert, ClockKind.WATCH, covering.until)
    return True


def _labels(alert: Alert) -> dict[str, str]:
    """What a silence can name: the alert's labels, and its source, account, platform and type."""
    known = {
        "source": alert.source,
        "account": alert.account,
        "platform": alert.platform,
        "type": alert.crisis_type.value,
    }
    return {**known, **alert.labels}
