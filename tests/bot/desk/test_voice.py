"""What the check of words is told: the current sheet, verified facts, else the team's standing lines."""

from datetime import timedelta

import pytest

from bot.desk.voice import NOTHING, STANDING, mark_of, packed, sheet_view, spoken_line
from bot.ids import FactId, SheetId, StandingLineId
from messages.screening import SheetView, scan_facts, screen
from storage.tables.facts import Fact
from storage.tables.incidents import Step
from storage.tables.sheets import MessageSheet, SheetItem, StandingLine
from storage.vocabulary.facts import FactState
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Audience, Channel, ItemKind, SheetState, StopLossStage
from tests.kit.desk import HE_MIN, Scene

HOLDING = "我们收到3位家长反馈,孩子用后起疹,原因正在核实。客服400-000-0000"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough to look."""
    return sqlite_url


async def view(scene: Scene, channel: str = "") -> SheetView:
    incident = await scene.incident()
    async with scene.desk.reading() as look:
        return await sheet_view(look, incident, scene.team, channel, look.now)


async def verified(scene: Scene, number: int, text: str, **more: object) -> FactId:
    """A fact somebody stands by."""
    incident = await scene.incident()
    async with scene.desk.transaction() as u:
        fact = Fact(
            id=FactId(u.new_id()),
            team_id=scene.team,
            incident_id=incident.id,
            number=number,
            text=text,
            values=[packed(value) for value in scan_facts(text, u.now, "zh")],
            state=FactState.VERIFIED,
            verified_by=scene.people[HE_MIN],
            verified_at=u.now,
            recorded_at=u.now,
            changed_at=u.now,
            **more,
        )
        u.add(fact)
        return fact.id


async def test_a_verified_fact_may_be_said_while_it_stands(desk_scene: Scene) -> None:
    await desk_scene.alert()
    now = desk_scene.clock.now()
    assert (await view(desk_scene)).version == NOTHING
    assert screen("目前收到3例反馈。", await view(desk_scene), now=now).level == "block"
    await verified(desk_scene, 1, "收到3例起疹反馈", expires_at=now + timedelta(hours=2))
    await verified(desk_scene, 2, "库存还有860件", public=False)
    assert screen("目前收到3例反馈。", await view(desk_scene), now=now).level == "clear"
    later = now + timedelta(hours=3)
    assert screen("目前收到3例反馈。", await view(desk_scene), now=later).findings[0].reason == "fact.expired"
    assert screen("还有860件。", await view(desk_scene), now=now).findings[0].reason == "fact.internal"


async def test_an_incident_without_a_sheet_gets_standing_lines_that_are_true(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident = await desk_scene.incident()
    async with desk_scene.desk.transaction() as u:
        for stage, action, text in (
            (StopLossStage.BEFORE, "", "这款我们正在核实,先不要下单。"),
            (StopLossStage.AFTER, "link_off", "这款我们先下架。"),
        ):
            u.add(
                StandingLine(
                    id=StandingLineId(u.new_id()),
                    team_id=desk_scene.team,
                    crisis_type=CrisisType.PRODUCT_SAFETY,
                    channel=Channel.LIVE_SPOKEN,
                    stage=stage,
                    text=text,
                    text_hash="0" * 64,
                    states_action=action,
                    approved_at=u.now,
                    expires_at=u.now + timedelta(days=90),
                )
            )
    seen = await view(desk_scene, Channel.LIVE_SPOKEN)
    assert (seen.version, seen.approved_lines) == (STANDING, ("这款我们正在核实,先不要下单。",))
    async with desk_scene.desk.transaction() as u:
        u.add(Step(id=u.new_id(), incident_id=incident.id, code="link_off", stop_loss=True, done_at=u.now))
    async with desk_scene.desk.reading() as look:
        line = await spoken_line(look, incident, look.now, Language.ZH)
        other = await sheet_view(look, None, desk_scene.other_team, "", look.now)
        gone = await spoken_line(look, incident, look.now + timedelta(days=91), Language.ZH)
    assert line
    assert line.text == "这款我们先下架。"
    assert other.version == NOTHING, "nothing of one team reaches the other"
    assert gone is None


async def test_the_current_sheet_is_the_measure_until_it_expires(desk_scene: Scene) -> None:
    await desk_scene.alert()
    incident, now = await desk_scene.incident(), desk_scene.clock.now()
    fact = await verified(desk_scene, 1, "收到3例起疹反馈")
    async with desk_scene.desk.transaction() as u:
        for version, state in ((1, SheetState.RETRACTED), (2, SheetState.CURRENT)):
            sheet = MessageSheet(
                id=SheetId(u.new_id()),
                team_id=desk_scene.team,
                incident_id=incident.id,
                audience=Audience.PUBLIC,
                version=version,
                state=state,
                valid_from=now,
                valid_to=now + timedelta(hours=6),
                drafted_at=now,
                changed_at=now,
            )
            u.add(sheet)
            await u.session.flush()
            line = HOLDING if version == 2 else "经我们自查,产品没有任何问题,大家可以放心使用"
            parts = [
                (ItemKind.HOLDING, {"text": line, "fact_ids": [fact]}),
                (ItemKind.DO_NOT_SAY, {"text": "个别", "say_instead": "3位家长"}),
                (ItemKind.CONTACT, {"text": "400-000-0000"}),
                (ItemKind.REMEDY, {"text": "可以申请全额退款", "group": "refund_full"}),
            ]
            for position, (kind, more) in enumerate(parts):
                u.add(SheetItem(id=u.new_id(), sheet_id=sheet.id, kind=kind, position=position, **more))
    seen = await view(desk_scene)
    assert (seen.version, seen.contacts, seen.approved_lines) == ("v2", ("400-000-0000",), (HOLDING,))
    assert screen(HOLDING, seen, now=now).verbatim
    rules = {
        finding.rule
        for finding in screen("个别家长反馈,自查产品没有任何问题,大家可以放心使用", seen, now=now).findings
    }
    assert {"R-C1", "R-C14"} <= rules
    assert screen("您可以申请全额退款。", seen, now=now).level == "clear"
    async with desk_scene.desk.reading() as look:
        later = await sheet_view(look, incident, desk_scene.team, "", now + timedelta(hours=7))
    assert later.version == NOTHING


def test_facts_are_known_by_their_circles() -> None:
    assert [mark_of(number) for number in (1, 20, 21)] == ["①", "⑳", "(21)"]
