"""Drawing what looks back or around: the board, help, where it stands, the timeline, the recap."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk import groups, recaps, statistics
from bot.desk.drawing import facts
from bot.desk.drawing.easel import Easel
from bot.desk.errands import Errand, send_document
from bot.desk.rosters import reachable_on_duty
from bot.rules.permissions import may
from messages.cards import duties as duties_card
from messages.cards import help as help_card
from messages.cards import recaps as cards
from messages.cards import setups
from messages.cards import status as status_card
from messages.cards.parts import link
from messages.markup import rows
from messages.notices.answers import answer
from messages.pages import stats as stats_page
from messages.views import (
    BoardRow,
    DutiesView,
    HelpView,
    Lack,
    RecapTextView,
    SetupView,
    StatusView,
    TimelineView,
    Verb,
)
from storage.tables.clocks import Clock
from storage.tables.incidents import Incident
from storage.vocabulary.alerts import AlertState
from storage.vocabulary.clocks import ClockState
from storage.vocabulary.people import Permission, Standing
from storage.vocabulary.phones import RingVerdict
from storage.vocabulary.roles import RoleKind, RoleState

_BOARD = 8
_LATEST = 6
_ENTRIES = 40
_PHONES_SINCE = timedelta(days=1)


async def status(easel: Easel) -> Errand | None:
    """The board in one message."""
    look, team_id = easel.look, easel.team_id
    incidents = await look.incidents.open(team_id)
    called = await easel.called([incident.commander_id for incident in incidents])
    rows: list[BoardRow] = []
    for incident in incidents[:_BOARD]:
        clocks = await look.clocks.of_incident(incident.id)
        lines = await facts.public_lines(easel, incident, clocks)
        rows.append(
            BoardRow(
                number=incident.number,
                severity=incident.severity,
                title=incident.title,
                state=incident.state,
                commander=called.get(incident.commander_id, ""),
                acting=incident.acting,
                public=lines[-1] if lines else None,
                overdue=facts.overdue(easel, clocks),
                topic_url=None if incident.restricted else easel.topic_url(incident),
                restricted=incident.restricted,
            )
        )
    undecided = await look.alerts.undecided(team_id)
    on_duty = await reachable_on_duty(look, team_id)
    troubles = [chat for chat in await look.chats.of_team(team_id) if chat.trouble]
    unheard = await look.rings.unheard(team_id, look.now - _PHONES_SINCE)
    owners = await easel.called([ring.person_id for ring in unheard])
    kinds = await look.phones.by_ids([ring.phone_id for ring in unheard])
    view = StatusView(
        rows=tuple(rows),
        total=len(incidents),
        alerts_waiting=sum(alert.state is AlertState.WAITING for alert in undecided),
        alerts_watched=sum(alert.state is AlertState.WATCHING for alert in undecided),
        duty=easel.reader.listed([person.name for person in on_duty[:3]]),
        parked=len(await look.outbox.parked(team_id)),
        telegram_down_since=troubles[0].trouble_since if troubles else None,
        silent_phones=tuple(
            (owners.get(ring.person_id, ""), kinds[ring.phone_id].kind, ring.verdict or RingVerdict.UNKNOWN)
            for ring in unheard
        ),
        mark=easel.mark(),
    )
    return easel.say(status_card.draw(view, easel.reader))


async def help_text(easel: Easel) -> Errand | None:
    """Three lines and five buttons, for this person."""
    topic = easel.parcel.values.get("topic")
    if topic:
        return easel.say(help_card.draw_about(str(topic), easel.reader))
    standing = Standing(easel.parcel.values.get("standing", Standing.MEMBER))
    offered = [(name, Permission(permission)) for name, permission in easel.parcel.values.get("commands", [])]
    held = [RoleKind(kind) for kind in easel.parcel.values.get("roles", [])]
    view = HelpView(
        commands=tuple((name, permission) for name, permission in offered if may(permission, standing, held)),
        start_url=easel.start_url,
        started=bool(easel.parcel.values.get("started", True)),
        private=bool(easel.parcel.values.get("private", False)),
        mark=easel.mark(),
    )
    return easel.say(help_card.draw(view, easel.reader))


async def duties(easel: Easel) -> Errand | None:
    """What this person does in the team, to tap on."""
    if easel.person is None or easel.team is None:
        return None
    member = await easel.look.people.member(easel.team.id, easel.person.id)
    if member is None:
        return None
    view = DutiesView(
        team=easel.team.name,
        roles=tuple(RoleKind(duty) for duty in member.duties),
        on_duty=member.on_duty,
        mark=easel.mark(),
    )
    return easel.show(duties_card.draw(view, easel.reader))


async def setup(easel: Easel) -> Errand | None:
    """How the desk stands in a group, and what to mend."""
    chat = await easel.look.chats.find(int(easel.parcel.subject_id))
    if chat is None or easel.team is None:
        return None
    view = SetupView(
        team=easel.team.name,
        lacks=tuple(Lack(word) for word in groups.lacking(chat)),
        start_url=easel.start_url,
        mark=easel.mark(),
    )
    return easel.show(setups.draw(view, easel.reader))


async def _said(easel: Easel, incident: Incident, clocks: Sequence[Clock]) -> int:
    """How often the public heard us: texts that are out, or deadlines met without one of the desk's own texts."""
    out = [one for one in await easel.look.publications.of_incident(incident.id) if one.proved_at is not None]
    return max(len(out), sum(clock.kind.public and clock.state is ClockState.MET for clock in clocks))


async def recap_text(easel: Easel) -> Errand | None:
    """Where an incident stands, for somebody who comes in now."""
    incident = await easel.incident()
    if incident is None:
        return None
    clocks = await easel.look.clocks.of_incident(incident.id)
    roles = await easel.look.roles.of_incident(incident.id)
    called = await easel.called([incident.commander_id])
    seen, since = int(easel.parcel.values.get("seen", 0)), easel.parcel.values.get("since")
    latest = [entry for entry in await easel.look.timeline.latest(incident.id, _LATEST) if entry.seq > seen]
    view = RecapTextView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        crisis_type=incident.crisis_type,
        state=incident.state,
        first_seen_at=incident.first_seen_at,
        opened_at=incident.opened_at,
        commander=called.get(incident.commander_id, ""),
        acting=incident.acting,
        seats=tuple(seat for seat in await facts.seats(easel, incident) if seat.state is RoleState.TAKEN),
        said=await _said(easel, incident, clocks),
        since=datetime.fromisoformat(str(since)) if since else None,
        changed=max(0, incident.timeline_seq - seen) if since else 0,
        recurred=await recaps.recurred(easel.look, incident.id),
        public=await facts.public_lines(easel, incident, clocks),
        boxes=await recaps.box_lines(easel.look, incident.id),
        steps=await facts.next_steps(easel, incident, clocks),
        empty_roles=tuple(role.kind for role in roles if role.state is RoleState.EMPTY),
        overdue=facts.overdue(easel, clocks),
        latest=await recaps.lines(easel.look, list(reversed(latest)), easel.reader),
        keys=frozenset({Verb.TIMELINE}),
        mark=easel.mark(incident.drill),
    )
    return easel.say(cards.draw_text(view, easel.reader))


async def recap_file(easel: Easel) -> Errand | None:
    """The recap as a file; with a sentence when it had to become text."""
    row = await easel.look.handouts.find(str(easel.parcel.values.get("handout", "")))
    if row is None or row.content is None:
        return None
    incident = await easel.incident(row.incident_id)
    number = incident.number if incident else ""
    caption = answer("answer-recap-file", easel.reader, number=number, text=row.trouble)
    return send_document(row.name, row.content, caption, row.media_type)


async def page_link(easel: Easel) -> Errand | None:
    """A link to a page, for one person."""
    url = str(easel.parcel.values.get("url", ""))
    return easel.say(answer("answer-page-link", easel.reader, rows([link(easel.reader, "key-open-page", url)])))


async def stats(easel: Easel) -> Errand | None:
    """How fast and how well on time, in one message."""
    if easel.team is None:
        return None
    view = await statistics.view(easel.look, easel.team, easel.reader)
    return easel.say(stats_page.message(view, easel.reader))


async def timeline(easel: Easel) -> Errand | None:
    """The last entries in order."""
    incident = await easel.incident()
    if incident is None:
        return None
    latest = list(reversed(await easel.look.timeline.latest(incident.id, _ENTRIES)))
    view = TimelineView(
        incident=incident.id,
        number=incident.number,
        severity=incident.severity,
        title=incident.title,
        entries=await recaps.lines(easel.look, latest, easel.reader),
        total=incident.timeline_seq,
        keys=frozenset(),
    )
    return easel.say(cards.draw_timeline(view, easel.reader))


async def recap_card(easel: Easel) -> Errand | None:
    """How it went, once, when the incident is stood down."""
    incident = await easel.incident()
    if incident is None:
        return None
    view = await recaps.card_view(easel.look, incident, easel.mark(incident.drill))
    return easel.show(cards.draw(view, easel.reader))
