"""The pages: who may see them, and what is on them.

A link from the bot works once, for ten minutes, for one person; it becomes a signed cookie for half a day. Who
leaves the team sees nothing from the next look on.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.desk import statistics
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, authorize, reachable
from bot.desk.speaking import post_reply, post_to_person
from bot.desk.stamps import kept_once
from bot.errors import DeskError
from bot.ids import IncidentId, PersonId, TeamId
from bot.rules.tokens import hashed
from messages.views.pages import StatsView, WallRow, WallView
from messages.words import Reader as Words
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.tables.tickets import Ticket
from storage.unit_of_work import Reader
from storage.vocabulary.clocks import QUIET_CLOCKS, ClockState
from storage.vocabulary.incidents import IncidentState
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Language, Permission, Standing
from storage.vocabulary.roles import RoleState

LINK_LASTS: Final = timedelta(minutes=10)
VISIT_LASTS: Final = timedelta(hours=12)
_KEY: Final = "pages:key"


class NoAddress(DeskError):
    """The pages have no address people can open."""

    key = "refused-no-page-address"


class PrivateOnly(DeskError):
    """A link is for one person: it goes to a private chat, and there is none."""

    key = "refused-page-needs-private"


class PageRefused(Exception):
    """A page cannot be shown; `key` names the sentence, `status` is HTTP's."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key, status)
        self.key = key
        self.status = status


class Visit(Struct, frozen=True):
    """Somebody who may look: who, in which team, how he reads; `restricted`: those incidents are open to him."""

    person: PersonId
    team: TeamId
    team_name: str
    words: Words
    restricted: bool


class Entered(Struct, frozen=True):
    """A link was good: the cookie's value, how many seconds it lasts, and where to go."""

    cookie: str
    seconds: int
    leads_to: str


@act
async def invite(
    desk: Desk, actor: Actor, leads_to: str, incident_id: IncidentId | None = None, place: str = ""
) -> Acted:
    """Send somebody a link to a page, or to an incident's, in private; who asked in a group is told so.

    Raises:
        NoAddress, PrivateOnly; IncidentUnknown, NotAllowed.
    """
    base = desk.policy.page_url
    if not base:
        raise NoAddress
    async with desk.transaction() as u:
        person = await u.people.find(actor.person)
        if person is None or not reachable(person):
            raise PrivateOnly
        if incident_id is not None:
            incident = await held(u, incident_id)
            await authorize(u, incident, actor.person, Permission.MEMBER)
            leads_to = f"incidents/{incident.number}"
        secret = secrets.token_urlsafe(24)
        u.add(
            Ticket(
                secret_hash=hashed(secret),
                team_id=actor.team,
                person_id=actor.person,
                leads_to=leads_to,
                made_at=u.now,
                expires_at=u.now + LINK_LASTS,
            )
        )
        await kept_once(u, _KEY, secrets.token_hex(32))
        url = f"{base}/t/{actor.team}/enter/{secret}"
        post_to_person(
            u,
            actor.person,
            ParcelKind.PAGE_LINK,
            Lane.REPLY,
            u.new_id(),
            actor.team,
            {"url": url},
            sound=False,
            expires_at=u.now + LINK_LASTS,
        )
        in_private = place.startswith(f"chat:{person.telegram_user_id}:")
        if incident_id is None and place and not in_private:
            post_reply(u, place, ParcelKind.REPLY, actor.team, values={"key": "answer-page-sent"})
        return Acted("" if in_private else "toast-page-link")


@act
async def enter(desk: Desk, team: str, secret: str) -> Entered:
    """Somebody opens his link.

    Raises:
        PageRefused: it was used, it is over, or there is no such link.
    """
    async with desk.transaction() as u:
        ticket = await u.pages.hold_ticket(hashed(secret))
        if ticket is None or ticket.team_id != team or ticket.expires_at <= u.now:
            raise PageRefused("page-link-expired", 410)
        if ticket.used_at is not None:
            raise PageRefused("page-link-used", 410)
        ticket.used_at = u.now
        key = await u.pages.stamp(_KEY) or ""
        until = int((u.now + VISIT_LASTS).timestamp())
        told = f"{ticket.person_id}.{ticket.team_id}.{until}"
        return Entered(f"{told}.{_signed(key, told)}", int(VISIT_LASTS.total_seconds()), ticket.leads_to)


async def visit(desk: Desk, team: str, cookie: str, language: str = "") -> Visit:
    """Who looks, by his cookie. `language` is what the address asks for, else it is his own.

    Raises:
        PageRefused: no cookie, one that was made up or is over, or somebody who is no longer in the team.
    """
    refused = PageRefused("page-not-signed-in", 401)
    person_id, _, rest = cookie.partition(".")
    team_id, _, rest = rest.partition(".")
    until, _, signature = rest.partition(".")
    async with desk.reading() as look:
        key = await look.pages.stamp(_KEY)
        good = key is not None and hmac.compare_digest(
            _signed(key, f"{person_id}.{team_id}.{until}").encode(), signature.encode("utf-8", "surrogateescape")
        )
        if not good or team_id != team or int(until) <= look.now.timestamp():
            raise refused
        member = await look.people.member(TeamId(team_id), PersonId(person_id))
        person = await look.people.find(PersonId(person_id))
        found = await look.teams.find(TeamId(team_id))
        if member is None or member.left_at is not None or person is None or found is None:
            raise refused
        if member.standing is Standing.GUEST:
            raise refused
        spoken = Language(language) if language in set(Language) else person.language or found.language
        zone = ZoneInfo(person.timezone or found.timezone)
        return Visit(person.id, found.id, found.name, Words(spoken, zone, look.now), member.restricted)


def _signed(key: str, told: str) -> str:
    made = hmac.new(key.encode(), told.encode("utf-8", "surrogateescape"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


# --- what is on them ---


async def wall(desk: Desk, visit: Visit) -> WallView:
    """All open incidents of the team, the worst first; restricted ones for their list only."""
    async with desk.reading() as look:
        incidents = await look.incidents.open(visit.team)
        shown = [incident for incident in incidents if visit.restricted or not incident.restricted]
        words = Words(visit.words.language, visit.words.zone, look.now)
        clocks = {incident.id: await look.clocks.of_incident(incident.id) for incident in shown}
        rows = tuple([await _wall_row(look, incident, clocks[incident.id], words) for incident in shown])
        upcoming = min(
            (clock for found in clocks.values() for clock in found if _runs(clock) and clock.kind.public),
            key=lambda clock: clock.due_at,
            default=None,
        )
        return WallView(
            team=visit.team_name,
            rows=rows,
            hidden=len(incidents) - len(shown),
            next_due=words.moment(upcoming.due_at) if upcoming else "",
            next_late=upcoming is not None and upcoming.due_at <= look.now,
            overdue=sum(row.overdue for row in rows),
            as_of=look.now,
        )


async def _wall_row(look: Reader, incident: Incident, clocks: Sequence[Clock], words: Words) -> WallRow:
    commander = await look.people.find(incident.commander_id) if incident.commander_id else None
    roles = await look.roles.of_incident(incident.id)
    empty = [role.kind for role in roles if role.state in (RoleState.EMPTY, RoleState.ASKED)]
    public = min((c for c in clocks if _runs(c) and c.kind.public), key=lambda c: c.due_at, default=None)
    told, tone = "", ""
    if public is not None:
        late = public.due_at <= look.now
        told = words.plain("board-late" if late else "board-due", clock=public.kind, at=public.due_at)
        tone = "bad" if late else "wait" if public.due_at - look.now <= timedelta(minutes=15) else ""
    return WallRow(
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        state=incident.state,
        address=f"/t/{incident.team_id}/incidents/{incident.number}",
        commander=commander.name if commander else "",
        public=told,
        public_tone=tone,
        empty=words.listed(words.label(kind) for kind in empty),
        overdue=sum(_runs(clock) and clock.due_at <= look.now for clock in clocks),
        drill=incident.drill,
    )


def _runs(clock: Clock) -> bool:
    return clock.state is ClockState.RUNNING and clock.kind not in QUIET_CLOCKS


async def figures(desk: Desk, visit: Visit) -> StatsView:
    """Figures across the team's incidents; restricted ones count, and name nothing."""
    async with desk.reading() as look:
        team = await look.teams.find(visit.team)
        assert team is not None, "a visit's team exists"
        return await statistics.view(look, team, visit.words)


class Found(Struct, frozen=True):
    """An incident somebody may look at; how many entries it has, and its state, say whether it changed."""

    id: IncidentId
    number: str
    entries: int
    state: IncidentState


async def incident_of(desk: Desk, visit: Visit, number: str) -> Found:
    """An incident of the team by its number.

    Raises:
        PageRefused: there is none that this person may see.
    """
    async with desk.reading() as look:
        found = await look.incidents.by_number(number.upper(), visit.team)
    if not found or (found[0].restricted and not visit.restricted):
        raise PageRefused("page-not-here", 404)
    incident = found[0]
    return Found(incident.id, incident.number, incident.timeline_seq, incident.state)
