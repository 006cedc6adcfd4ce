"""What a team has agreed to say, put straight into the database: for tests whose story begins after that."""

from datetime import timedelta
from typing import Any

from bot.desk import sheet_life
from bot.desk.voice import packed
from bot.ids import FactId, SheetId, StandingLineId
from messages.screening import scan_facts
from storage.tables.facts import Fact
from storage.tables.sheets import MessageSheet, SheetItem, StandingLine
from storage.vocabulary.facts import FactState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.sheets import Audience, Channel, ItemKind, SheetState, StopLossStage
from tests.kit.desk import HE_MIN, ZHOU_LAN, Scene

LINE = "原因正在核实,22:30前在本账号通报。"


async def verified(scene: Scene, number: int, text: str, values: list[dict[str, Any]] | None = None) -> None:
    """A fact somebody stands by, in the newest incident; without `values` those the desk reads in it."""
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        u.add(
            Fact(
                id=FactId(u.new_id()),
                team_id=scene.team,
                incident_id=incident.id,
                number=number,
                text=text,
                values=[packed(value) for value in scan_facts(text, u.now, "zh")] if values is None else values,
                state=FactState.VERIFIED,
                recorded_by=scene.people[HE_MIN],
                verified_by=scene.people[HE_MIN],
                verified_at=u.now,
                recorded_at=u.now,
                changed_at=u.now,
            )
        )


async def sheet(scene: Scene, version: int, *lines: str, on_air: str = "", **instead: str) -> SheetId:
    """A current sheet of the newest incident with these key lines; the one before is superseded.

    `on_air`: its line for the host. `instead`: wordings not to be said, each with the line to use.
    """
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        made = MessageSheet(
            id=SheetId(u.new_id()),
            team_id=scene.team,
            incident_id=incident.id,
            audience=Audience.PUBLIC,
            version=version,
            state=SheetState.IN_REVIEW,
            drafted_by=scene.people[ZHOU_LAN],
            drafted_at=u.now,
            changed_at=u.now,
        )
        u.add(made)
        await u.session.flush()
        for position, line in enumerate(lines):
            u.add(SheetItem(id=u.new_id(), sheet_id=made.id, kind=ItemKind.KEY, position=position, text=line))
        if on_air:
            spoken = {"kind": ItemKind.CHANNEL_TEXT, "channel": Channel.LIVE_SPOKEN, "text": on_air}
            u.add(SheetItem(id=u.new_id(), sheet_id=made.id, **spoken))
        for word, line in instead.items():
            u.add(
                SheetItem(id=u.new_id(), sheet_id=made.id, kind=ItemKind.DO_NOT_SAY, text=word, say_instead=line)
            )
        update = u.now.replace(hour=14, minute=30)
        u.add(SheetItem(id=u.new_id(), sheet_id=made.id, kind=ItemKind.SLOT, key="next_update", ends_at=update))
        await u.session.flush()
        held = await u.incidents.hold(incident.id)
        assert held is not None, "it is the newest incident"
        await sheet_life.make_current(u, held, made)
        return made.id


async def next_sheet(scene: Scene, *lines: str) -> SheetId:
    """The next version in use: everything the one before says, and these key lines besides."""
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        former = await u.sheets.current(incident.id, Audience.PUBLIC)
        assert former is not None, "there is one in use"
        made = MessageSheet(
            id=SheetId(u.new_id()),
            team_id=scene.team,
            incident_id=incident.id,
            audience=Audience.PUBLIC,
            version=former.version + 1,
            state=SheetState.IN_REVIEW,
            responsibility=former.responsibility,
            cause=former.cause,
            evidence=former.evidence,
            drafted_by=former.drafted_by,
            drafted_at=u.now,
            changed_at=u.now,
        )
        kept = await u.sheets.items(former.id)
        u.add(made)
        await u.session.flush()
        for item in kept:
            u.add(SheetItem(**{**item.model_dump(), "id": u.new_id(), "sheet_id": made.id}))
        for position, line in enumerate(lines, start=len(kept)):
            u.add(SheetItem(id=u.new_id(), sheet_id=made.id, kind=ItemKind.KEY, position=position, text=line))
        await u.session.flush()
        held = await u.incidents.hold(incident.id)
        assert held is not None, "it is the newest incident"
        await sheet_life.make_current(u, held, made)
        return made.id


async def standing(scene: Scene, kind: CrisisType, text: str) -> None:
    """A standing line of the first team, approved."""
    async with scene.desk.transaction() as u:
        u.add(
            StandingLine(
                id=StandingLineId(u.new_id()),
                team_id=scene.team,
                crisis_type=kind,
                channel=Channel.PRIVATE_MESSAGE,
                stage=StopLossStage.BEFORE,
                text=text,
                text_hash="",
                approved_by=scene.people[ZHOU_LAN],
                approved_at=u.now,
                expires_at=u.now + timedelta(days=30),
            )
        )
