"""An owner looks after his sources: who was heard when, a test through each, a mapping before it is kept."""

from collections.abc import Mapping, Sequence

from bot.desk.arrivals import Arrival
from bot.desk.desk import Desk, act
from bot.desk.incidents import team_of
from bot.desk.intake import take_in
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.speaking import post_reply
from bot.errors import DeskError
from bot.ids import SourceId
from bot.rules.mappings import MappingEmpty
from bot.rules.permissions import require
from messages.words import plain
from storage.tables.alerts import Source
from storage.unit_of_work import Reader
from storage.vocabulary.alerts import IncomingAlert, SourceFormat
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.severity import Severity

TEST_LABEL = "desk_test"
"""An alert with this label is a test: its card says so and offers to put it away as one."""
_TRIED = 5


class SourceGone(DeskError):
    """The team has no source of this name or button: `name`."""

    key = "refused-source-gone"


class MappingNotHere(DeskError):
    """Only what is read by the generic format can be mapped: `name`, and what reads it (`format`)."""

    key = "refused-mapping-not-here"


@act
async def show(desk: Desk, actor: Actor, place: str) -> None:
    """All sources of the team with when they were last heard.

    Raises:
        NotAllowed: for owners only.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        post_reply(u, place, ParcelKind.SOURCES, actor.team)


@act
async def test(desk: Desk, actor: Actor, source_id: SourceId) -> Acted:
    """Send a test as if this source had sent it: the same path to the same people, marked as a test.

    Raises:
        NotAllowed: for owners only. SourceGone: it was removed.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        source = await _of_team(u, actor, source_id)
        team = await team_of(u, source.team_id)
        title = plain(team.language, "source-test-title", name=source.name)
        incoming = IncomingAlert(
            title=title,
            dedup_key=f"test:{u.new_id()}",
            raw=title.encode(),
            severity=Severity.S3,
            labels={TEST_LABEL: "1"},
        )
        await take_in(u, desk.policy, team.id, [Arrival(team.id, source.name, u.now, incoming, actor.person)])
        return Acted("toast-source-tested", {"name": source.name})


async def last_deliveries(desk: Desk, actor: Actor, name: str) -> Sequence[bytes]:
    """The last few items of a source exactly as they came, newest first: for an owner's eyes only.

    Raises:
        NotAllowed, SourceGone, MappingNotHere.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.reading() as look:
        source = await _named(look, actor, name)
        kept = await look.deliveries.latest_of_source(source.team_id, source.name, _TRIED)
    return [delivery.raw for delivery in kept if delivery.raw is not None]


@act
async def promise(desk: Desk, actor: Actor, name: str, minutes: int, place: str) -> Acted:
    """This source speaks at least every so many minutes (0: it promises nothing); silent for two, it is an alert.

    Raises:
        NotAllowed, SourceGone.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        source = await _named(u, actor, name, any_format=True)
        source.expected_seconds = minutes * 60 or None
        source.last_seen_at = source.last_seen_at or u.now
        if not minutes:
            source.silent_since = None
        values = {"key": "answer-source-promise", "name": source.name, "count": minutes}
        post_reply(u, place, ParcelKind.REPLY, actor.team, values=values)
        return Acted("toast-noted")


@act
async def propose_mapping(
    desk: Desk, actor: Actor, name: str, mapping: Mapping[str, str], titles: Sequence[str], tried: int, place: str
) -> Acted:
    """Show what a mapping makes of what came last; a tap keeps it. `titles`: those it found, masked, in order.

    Raises:
        NotAllowed, SourceGone, MappingNotHere. MappingEmpty: it finds no title at all, so nothing would come in.
    """
    require(Permission.OWNER, actor.standing)
    if not titles:
        raise MappingEmpty(count=tried)
    async with desk.transaction() as u:
        source = await _named(u, actor, name)
        values = {"mapping": dict(mapping), "titles": list(titles), "tried": tried}
        post_reply(u, place, ParcelKind.SOURCE_MAPPING, actor.team, subject=source.id, values=values)
        return Acted("toast-noted")


@act
async def keep_mapping(desk: Desk, actor: Actor, source_id: SourceId, chat_id: int, message_id: int) -> Acted:
    """The mapping that this message shows is in force from now on (a running desk looks again within 5 s).

    Raises:
        NotAllowed, SourceGone: also when the message shows no mapping any more.
    """
    require(Permission.OWNER, actor.standing)
    async with desk.transaction() as u:
        shown = await u.messages.at(desk.identity.bot_id, chat_id, message_id)
        source = await _of_team(u, actor, source_id)
        if shown is None or shown.subject_id != source_id or "mapping" not in shown.values:
            raise SourceGone(name=source.name)
        source.mapping = dict(shown.values["mapping"])
        return Acted("toast-mapping-kept", {"name": source.name})


async def _of_team(look: Reader, actor: Actor, source_id: SourceId) -> Source:
    source = await look.sources.hold_by_id(source_id)
    if source is None or source.team_id != actor.team:
        raise SourceGone(name="")
    return source


async def _named(look: Reader, actor: Actor, name: str, *, any_format: bool = False) -> Source:
    wanted = name.strip().lower()
    for source in await look.sources.of_team(actor.team):
        if source.name == wanted:
            if source.format is not SourceFormat.GENERIC and not any_format:
                raise MappingNotHere(name=source.name, format=source.format.value)
            return source
    raise SourceGone(name=name)
