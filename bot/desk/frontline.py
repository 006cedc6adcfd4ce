"""Frontline groups: bound by an owner, told of every new version, and who has read it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from bot.desk import audiences, clocks, outlets, policies, releasing, voice
from bot.desk.desk import Desk, act
from bot.desk.groups import GroupTaken, NotOwner
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.people import Actor, Stranger, Visitor, actor_in, membership, names, person_of
from bot.desk.speaking import let_go, post_reply, refresh
from bot.desk.telling import News, concerned, tell
from bot.errors import DeskError
from bot.ids import FrontlineGroupId, PersonId, SheetId
from bot.rules import clocks as clock_rules
from bot.rules import noise
from bot.rules.guarding import unread
from bot.rules.noise import NoiseEvent, Place, Whom
from storage.tables.clocks import Clock
from storage.tables.frontline import FrontlineGroup, FrontlinePerson, Receipt
from storage.tables.incidents import Incident
from storage.tables.sheets import MessageSheet
from storage.unit_of_work import Reader, UnitOfWork
from storage.vocabulary.clocks import ClockKind, ClockState
from storage.vocabulary.frontline import GuardMode
from storage.vocabulary.outlets import OutletKind, OutletState
from storage.vocabulary.parcels import Lane, ParcelKind, Sound
from storage.vocabulary.people import Standing
from storage.vocabulary.sheets import Audience, SheetState
from storage.vocabulary.timeline import EntryKind

_FOR_FRONTLINE = (Audience.PUBLIC, Audience.STAFF)


class FrontlineUnbound(DeskError):
    """This group is no frontline group."""

    key = "refused-frontline-unbound"


class SheetGone(DeskError):
    """There is no such version."""

    key = "refused-frontline-sheet"


class Lack(StrEnum):
    """What Telegram does not let the desk do in a group: hear what is said there, or take a message away."""

    HEARING = "deaf"
    DELETING = "no-delete"


@act
async def bind(
    desk: Desk, visitor: Visitor, chat_id: int, title: str, mode: GuardMode, lacks: Lack | None = None
) -> None:
    """An owner makes this group a frontline group of his team, or changes what the guard does there.

    The desk says itself, in the group, what it does from now on, and what it cannot do there yet.

    Raises:
        NotOwner; GroupTaken: it is a team's own group, or another team's frontline.
    """
    async with desk.transaction() as u:
        person = await person_of(u, visitor)
        owned = [m for m in await u.people.memberships(person.id) if m.standing is Standing.OWNER]
        if not owned:
            raise NotOwner
        main = await u.teams.by_chat(chat_id)
        if main is not None:
            raise GroupTaken(name=main.name)
        group = await u.frontline.by_chat(chat_id)
        if group is not None and group.team_id not in {member.team_id for member in owned}:
            raise GroupTaken(name=group.title)
        if group is None:
            group = FrontlineGroup(
                id=FrontlineGroupId(u.new_id()),
                team_id=owned[0].team_id,
                chat_id=chat_id,
                bound_by=person.id,
                bound_at=u.now,
            )
            u.add(group)
        group.title, group.mode = title[:240], mode
        place = audiences.to_place(chat_id)
        post_reply(u, place, ParcelKind.REPLY, group.team_id, values={"key": f"answer-frontline-{mode.value}"})
        if (lacks is Lack.HEARING and mode is not GuardMode.OFF) or (lacks and mode is GuardMode.DELETE):
            post_reply(u, place, ParcelKind.REPLY, group.team_id, values={"key": f"answer-frontline-{lacks}"})
        await u.session.flush()
        if mode is not GuardMode.OFF:
            for incident in await u.incidents.open(group.team_id):
                sheet = await u.sheets.current(incident.id)
                if sheet is not None and not incident.restricted:
                    _post_card(u, group, sheet, sound=False)


@act
async def introduce(desk: Desk, visitor: Visitor, chat_id: int) -> Actor:
    """Somebody writes or presses in a frontline group: from now on he is known there, as a guest of the team.

    Raises:
        Stranger: this is no frontline group.
    """
    # Not the act the update asks for: the update itself is finished by what the person then does.
    async with desk.unbound().transaction() as u:
        group = await u.frontline.by_chat(chat_id)
        if group is None or group.mode is GuardMode.OFF:
            raise Stranger
        person = await person_of(u, visitor)
        known = await u.people.member(group.team_id, person.id)
        gone = known is not None and known.left_at is not None
        member = await membership(u, group.team_id, person.id, Standing.GUEST)
        if gone:  # whoever left the team is back as a guest of this group, and as nothing more
            member.standing, member.duties = Standing.GUEST, []
        if await u.frontline.person(group.id, person.id) is None:
            u.add(FrontlinePerson(id=u.new_id(), group_id=group.id, person_id=person.id, seen_at=u.now))
        await u.session.flush()
        return await actor_in(u, person, group.team_id)


async def group_of(desk: Desk, chat_id: int) -> FrontlineGroup | None:
    """The frontline group of this chat, if it is one now."""
    async with desk.reading() as look:
        group = await look.frontline.by_chat(chat_id)
        return group if group is not None and group.mode is not GuardMode.OFF else None


async def announce(u: UnitOfWork, incident: Incident, sheet: MessageSheet, former: MessageSheet | None) -> None:
    """A version becomes current: every frontline group gets the card, receipts begin anew, the sync clock runs.

    Restricted incidents are not told there.
    """
    if sheet.audience not in _FOR_FRONTLINE or incident.restricted:
        return
    await _end_sync(u, incident)
    groups = await u.frontline.of_team(incident.team_id)
    if former is not None:
        await outlets.cancel(u, former.id)
        await refresh(u, ParcelKind.FRONTLINE_CARD, former.id, incident.team_id)
    loud = any(
        one.place is Place.FRONTLINE_GROUPS and one.sound is Sound.ALERT
        for one in noise.sound(NoiseEvent.SHEET_NEW, incident.severity, drill=incident.drill)
    )
    for group in groups:
        _post_card(u, group, sheet, sound=loud)
    robots = await outlets.bring_card(u, incident, sheet)
    policy = clock_rules.policy_for(policies.clock_policies(), ClockKind.SHEET_SYNC, incident.severity)
    owed = sheet.audience is Audience.PUBLIC and await voice.line_owed(u, incident, u.now) is not None
    if (groups or robots or owed) and policy is not None and policy.minutes is not None:
        lead = next(iter(await concerned(u, incident, Whom.SERVICE_LEAD, {})), None)
        due = u.now + timedelta(minutes=policy.minutes)
        clocks.start_expiry(u, incident, ClockKind.SHEET_SYNC, sheet.id, lead, due)


async def over(u: UnitOfWork, incident: Incident, sheet: MessageSheet) -> None:
    """A version ran out or was taken back: its cards say so, and nobody has to read it any more."""
    await u.session.flush()
    await outlets.cancel(u, sheet.id)
    await refresh(u, ParcelKind.FRONTLINE_CARD, sheet.id, incident.team_id)
    await _end_sync(u, incident)


async def _end_sync(u: UnitOfWork, incident: Incident) -> None:
    for clock in await u.clocks.running(ClockKind.SHEET_SYNC, incident=incident.id):
        clocks.end_quietly(u, clock)


def _post_card(u: UnitOfWork, group: FrontlineGroup, sheet: MessageSheet, sound: bool) -> None:
    place = audiences.to_place(group.chat_id)
    u.outbox.post(
        ParcelKind.FRONTLINE_CARD,
        team=group.team_id,
        stream=place,
        audience=place,
        lane=Lane.NOTICE,
        subject=sheet.id,
        coalesce=f"{ParcelKind.FRONTLINE_CARD}:{sheet.id}:{place}",
        sound=sound,
    )


@act
async def read(desk: Desk, actor: Actor, sheet_id: SheetId) -> Acted:
    """Somebody has read this version; when it is no longer the current one he hears which one is.

    Raises:
        SheetGone: no such version of his team.
    """
    async with desk.transaction() as u:
        sheet = await u.sheets.find(sheet_id)
        if sheet is None or sheet.team_id != actor.team:
            raise SheetGone
        incident = await held(u, sheet.incident_id)
        await u.session.refresh(sheet)
        if sheet.state is not SheetState.CURRENT:
            current = await u.sheets.current(incident.id, sheet.audience)
            version = str(current.version) if current else ""
            return Acted("toast-frontline-old" if version else "toast-frontline-over", {"version": version})
        receipts = await u.frontline.receipts(sheet.id)
        if actor.person not in {one.person_id for one in receipts}:
            u.add(
                Receipt(
                    id=u.new_id(),
                    team_id=sheet.team_id,
                    incident_id=incident.id,
                    sheet_id=sheet.id,
                    version=sheet.version,
                    person_id=actor.person,
                    at=u.now,
                )
            )
            u.timeline.record(incident, EntryKind.RECEIPT, by=actor.person, ref=sheet.id, version=sheet.version)
            await u.session.flush()
            await refresh(u, ParcelKind.FRONTLINE_CARD, sheet.id, sheet.team_id)
            await refresh(u, ParcelKind.SHEET_UNREAD, sheet.id, sheet.team_id)
            await perhaps_all_read(u, incident, sheet, actor.person)
            await releasing.go_on(u, incident)
        return Acted("toast-frontline-read", {"version": str(sheet.version)})


async def perhaps_all_read(u: UnitOfWork, incident: Incident, sheet: MessageSheet, by: PersonId | None) -> None:
    """The last one has read it: nobody is waited for any more."""
    if await _all_read(u, incident, sheet):
        await clocks.meet(u, incident, ClockKind.SHEET_SYNC, by)


async def _all_read(look: Reader, incident: Incident, sheet: MessageSheet) -> bool:
    """In the groups, in other messengers, and on air."""
    if await still_unread(look, sheet) or any(group.missing for group in await outside(look, sheet)):
        return False
    return sheet.audience is not Audience.PUBLIC or await voice.line_owed(look, incident, look.now) is None


async def still_unread(look: Reader, sheet: MessageSheet) -> list[PersonId]:
    """Those seen in the groups who have not read this version."""
    read_by = {one.person_id for one in await look.frontline.receipts(sheet.id) if one.person_id}
    return [PersonId(one) for one in unread(await look.frontline.seen(sheet.team_id), read_by)]


class Outside(Struct, frozen=True):
    """A group in another messenger: how many read there, of how many (0: nobody said how many there are), and
    whether its card arrived (None: it is on its way)."""

    kind: OutletKind
    name: str
    read: int
    people: int
    arrived: bool | None

    @property
    def missing(self) -> int:
        """How many have not read it; where nobody said how many there are, somebody has to."""
        return max(0, (self.people or 1) - self.read)


async def outside(look: Reader, sheet: MessageSheet) -> Sequence[Outside]:
    """The groups in other messengers, the oldest first."""
    receipts = await look.frontline.receipts(sheet.id)
    newest = {call.outlet_id: call.state for call in await look.outlets.of_subject(sheet.id)}
    return [
        Outside(
            robot.kind,
            robot.name,
            sum(one.robot_id == robot.id for one in receipts),
            robot.people,
            _ARRIVED.get(newest.get(robot.id, OutletState.CANCELLED)),
        )
        for robot in await look.outlets.robots(sheet.team_id)
    ]


_ARRIVED: Mapping[OutletState, bool] = MappingProxyType(
    {OutletState.ACCEPTED: True, OutletState.GIVEN_UP: False, OutletState.CANCELLED: False}
)


async def sync_due(u: UnitOfWork, incident: Incident, clock: Clock) -> None:
    """The time for reading is over: whoever leads service sees who has not; with nobody left it is met."""
    sheet = await u.sheets.find(SheetId(clock.label))
    if sheet is None or sheet.state is not SheetState.CURRENT:
        clocks.end_quietly(u, clock)
        return
    if await _all_read(u, incident, sheet):
        await clocks.stop(u, incident, clock, ClockState.MET, None)
        return
    values = {"incident": incident.id}
    await tell(u, incident, NoiseEvent.SHEET_UNREAD, News(ParcelKind.SHEET_UNREAD, sheet.id, values=values))


async def _current(u: UnitOfWork, actor: Actor, sheet_id: SheetId) -> MessageSheet:
    """This sheet, as long as it is his team's and holds."""
    sheet = await u.sheets.find(sheet_id)
    if sheet is None or sheet.team_id != actor.team or sheet.state is not SheetState.CURRENT:
        raise SheetGone
    return sheet


@act
async def for_lead(desk: Desk, actor: Actor, sheet_id: SheetId, place: str) -> Acted:
    """Words for whoever leads those who have not read it, to be passed on in any messenger: who they are, and the
    line.

    Raises:
        SheetGone.
    """
    async with desk.transaction() as u:
        sheet = await _current(u, actor, sheet_id)
        missing = await still_unread(u, sheet)
        called = await names(u, missing)
        line = next(iter(voice.said_lines(await u.sheets.items(sheet.id))), "")
        values = {
            "key": "answer-unread-lead",
            "version": str(sheet.version),
            "names": ",".join(called[person] for person in missing if person in called),
            "text": line,
        }
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("")


@act
async def send_again(desk: Desk, actor: Actor, sheet_id: SheetId) -> Acted:
    """The card once more, as a new message in every group.

    Raises:
        SheetGone.
    """
    async with desk.transaction() as u:
        sheet = await _current(u, actor, sheet_id)
        await let_go(u, ParcelKind.FRONTLINE_CARD, sheet.id)
        await u.session.flush()
        for group in await u.frontline.of_team(sheet.team_id):
            _post_card(u, group, sheet, sound=True)
        incident = await u.incidents.find(sheet.incident_id)
        if incident is not None:
            await outlets.bring_card(u, incident, sheet)
        return Acted("toast-frontline-again")
