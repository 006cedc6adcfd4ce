"""Writing to the public in the chat: an incident with facts, its draft, and what people do with it."""

from typing import Any

from sqlmodel import col, select

from bot.desk import drafting, fact_uses
from bot.desk.people import Actor, Visitor
from bot.desk.people import actor as known
from storage.tables.statements import Statement
from storage.vocabulary.facts import FactState
from tests.kit.desk import LIN_LAN, ZHOU_LAN, Scene
from tests.kit.voice import verified

CONTACT = "400-000-0000"
SHARE = "7.43 复制打开抖音,看看【豆芽星球的作品】{text} https://v.douyin.com/{code}/"


async def crisis(scene: Scene) -> None:
    """On air, a child's rash: the commander and the communications lead are there, one fact is verified."""
    await scene.alert()
    await scene.press(LIN_LAN, "我来响应")
    await scene.press(ZHOU_LAN, "接下")
    async with scene.desk.transaction() as u:
        team = await u.teams.find(scene.team)
        assert team is not None
        team.policies = {**team.policies, drafting.CONTACTS: [CONTACT]}
    await verified(scene, 1, "收到3例起疹反馈,批次0912A", [value_of("count:3:例")])
    await scene.pass_time(minutes=10)


def value_of(canonical: str) -> dict[str, Any]:
    kind, number, unit = canonical.split(":")
    return {"kind": kind, "canonical": canonical, "low": number, "high": number, "unit": unit, "rounding": ""}


async def change_fact(scene: Scene, text: str, canonical: str, state: FactState = FactState.VERIFIED) -> None:
    """The fact says something else now."""
    incident_id = (await scene.incident()).id
    async with scene.desk.transaction() as u:
        incident = await u.incidents.hold(incident_id)
        assert incident is not None
        (fact,) = await u.facts.of_incident(incident.id)
        fact.text, fact.values, fact.state, fact.version = text, [value_of(canonical)], state, fact.version + 1
        fact.verified_at = fact.changed_at = u.now
        await u.session.flush()
        await fact_uses.fact_changed(u, incident, fact)
    await scene.settle()


async def send(scene: Scene, user: int, text: str, **more: Any) -> None:
    """Somebody writes, and what comes of it has gone out within Telegram's limits."""
    await scene.write(user, text, **more)
    await scene.pass_time(seconds=20)


async def newest(scene: Scene, table: Any) -> Any:
    """The newest row of a table."""
    async with scene.desk.reading() as look:
        return (await look.session.exec(select(table).order_by(col(table.id).desc()))).first()


async def text_now(scene: Scene) -> str:
    """The text as it is now, to the letter."""
    statement = await newest(scene, Statement)
    async with scene.desk.reading() as look:
        version = await look.statements.newest(statement.id)
    assert version is not None
    return version.text


async def drafted(scene: Scene) -> str:
    """The draft of a first response as the desk proposes it."""
    await crisis(scene)
    await scene.press(ZHOU_LAN, "写回应")
    return await text_now(scene)


def last(scene: Scene, user: int) -> str:
    """What this person was told last, in private."""
    return scene.texts(user)[-1]


def newest_message(scene: Scene, user: int, beginning: str) -> int:
    """The newest message in somebody's private chat with these words in it."""
    messages = scene.sandbox.world.chats[user].messages.values()
    return max(message.id for message in messages if beginning in str(message.body.get("text", "")))


async def actor(scene: Scene, user: int) -> Actor:
    """This member, as the use cases know people."""
    name = scene.sandbox.world.users[user].first_name
    return await known(scene.desk, Visitor(user, name))
