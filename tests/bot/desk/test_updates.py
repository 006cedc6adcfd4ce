"""Updates on their way: delivered twice, out of order, unreadable, in the middle of trouble; each done once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextvars import copy_context
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from handlers.chat import dispatch
from handlers.chat.dispatch import Dispatcher
from handlers.chat.polling import after
from handlers.chat.routing import application
from handlers.chat.toasts import Toasts
from storage.database import is_away
from storage.tables.speaking import Inbox
from storage.vocabulary.parcels import UpdateState
from tests.bot.desk.colleagues import more_desks
from tests.bot.desk.test_collector import after_each_commit, break_off
from tests.kit.desk import FORUM, LIN_LAN, OWNER, Scene
from tests.kit.telegram import bot_in


@pytest.fixture
async def sqlite_scene(sqlite_url: str) -> AsyncIterator[Scene]:
    """A scene on a SQLite file."""
    async with Scene.built(sqlite_url) as scene:
        yield scene


def said(number: int, text: str, user: int = LIN_LAN, chat: int = 0, **more: Any) -> str:
    """An update as Telegram brings it: somebody wrote something."""
    place = {"id": chat, "type": "supergroup", "title": "群", "is_forum": True} if chat else {"id": user}
    command = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[:1] == "/" else []
    message = {
        "message_id": 5_000 + number,
        "date": 1_790_000_000,
        "from": {"id": user, "is_bot": False, "first_name": "林澜"},
        "chat": {"type": "private", "first_name": "林澜", **place},
        "text": text,
        "entities": command,
        **more,
    }
    return json.dumps({"update_id": 900_000 + number, "message": message})


def declare(number: int, **more: Any) -> str:
    """An update that opens an incident of its own name."""
    return said(number, f"/declare 事 {number}", **more)


async def opened(scene: Scene) -> list[str]:
    """What was declared, in the order of the numbers."""
    return [incident.title for incident in reversed(await scene.incidents())]


async def states(scene: Scene) -> list[UpdateState]:
    """How the updates of this test ended, in the order they came."""
    async with scene.desk.reading() as look:
        query = select(Inbox.state).where(Inbox.update_id < 0).order_by(Inbox.seq)  # type: ignore[arg-type]
        unread = (await look.session.exec(query)).all()
        query = select(Inbox.state).where(Inbox.update_id >= 900_000).order_by(Inbox.seq)  # type: ignore[arg-type]
        return [*unread, *(await look.session.exec(query)).all()]


async def test_the_same_update_again_and_again_is_done_once(desk_scene: Scene) -> None:
    """Switch: UNIQUE(bot_id, update_id, received_on), and the look at yesterday."""
    await desk_scene.inbox.store([declare(1), declare(1)])
    await desk_scene.inbox.store([declare(1)])
    await desk_scene.settle()
    await desk_scene.inbox.store([declare(1)])
    desk_scene.clock.move(timedelta(hours=4))  # past midnight, UTC: another day's key
    desk_scene.clock.move(timedelta(hours=8))
    await desk_scene.inbox.store([declare(1)])
    await desk_scene.settle()
    assert await opened(desk_scene) == ["事 1"]


async def test_two_dispatchers_on_one_database_do_each_update_once(desk_scene: Scene) -> None:
    """Replicas, or one that starts while another ends.

    Without finishing the update in its act's transaction: declared twice.
    """
    bot = bot_in(desk_scene.sandbox)
    await bot.initialize()
    async with more_desks(desk_scene, 1) as (other,):
        dispatchers = [desk_scene.dispatcher, Dispatcher(other, application(bot), Toasts(bot))]
        await dispatchers[1].prepare()
        await desk_scene.inbox.store([declare(n, chat=FORUM if n % 2 else 0) for n in range(12)])
        await asyncio.gather(*(dispatcher.drain() for dispatcher in dispatchers))
    await desk_scene.settle()
    assert sorted(await opened(desk_scene)) == sorted(f"事 {n}" for n in range(12))
    answers = [text for text in desk_scene.texts(LIN_LAN) + desk_scene.texts(FORUM) if "INC-" in text]
    assert len({text for text in answers if text.startswith("已开")}) == len(
        [text for text in answers if text.startswith("已开")]
    )
    await bot.shutdown()


async def test_updates_out_of_order_are_all_done_in_the_order_they_came(desk_scene: Scene) -> None:
    """Webhooks overtake each other; what came is not thrown away for a number."""
    for number in (7, 3, 5, 4, 6):
        await desk_scene.inbox.store([declare(number)])
    await desk_scene.settle()
    assert await opened(desk_scene) == ["事 7", "事 3", "事 5", "事 4", "事 6"]


async def test_the_offset_moves_only_over_what_can_be_read(desk_scene: Scene) -> None:
    assert after([declare(1), "nonsense", declare(0)], None) == 900_002
    assert after(["nonsense", nested(20_000)], 17) == 17


def nested(depth: int) -> str:
    """An update whose message never ends."""
    return '{"update_id":900500,"message":' + '{"a":' * depth + "1" + "}" * depth + "}"


UNREADABLE = {
    "cut off": '{"update_id": 900001, "mess',
    "not an object": "[1, 2]",
    "nested": nested(20_000),
    "a lone surrogate": '{"update_id": 900002, "message": {"text": "\\ud800"}}',
    "dates out of this world": declare(3).replace("1790000000", "9" * 30),
    "a text where a chat belongs": json.dumps({"update_id": 900_004, "message": {"chat": "x", "date": "y"}}),
    "a number as long as a line": declare(5).replace(str(LIN_LAN), "9" * 200),
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_cannot_be_read_is_set_aside_and_blocks_nobody(desk_scene: Scene, raw: str) -> None:
    """Without the boundary in `Dispatcher._handle`: an endless nesting, and its chat is never worked again."""
    await desk_scene.inbox.store([raw, declare(50)])
    await desk_scene.inbox.store([declare(51)])
    await desk_scene.settle()
    assert await opened(desk_scene) == ["事 50", "事 51"]
    assert UpdateState.WAITING not in await states(desk_scene)


@pytest.mark.parametrize(
    "text", ["/declare 坏\0字", "/declare 坏 \ud800 字", "/report 坏\0\ud800字", "/done \0\udfff"]
)
async def test_texts_no_database_holds_are_answered_and_block_nobody(desk_scene: Scene, text: str) -> None:
    await desk_scene.inbox.store([said(1, text), declare(2)])
    await desk_scene.settle()
    assert "事 2" in await opened(desk_scene)
    assert UpdateState.WAITING not in await states(desk_scene)
    assert desk_scene.texts(LIN_LAN), "nobody was told anything"


async def test_a_database_away_in_the_middle_loses_no_command(desk_scene: Scene) -> None:
    """The commit's answer is lost: the act is done or not, and never twice.

    Without finishing the update in its act's transaction: the same incident is opened twice.
    """
    bot = bot_in(desk_scene.sandbox)
    await bot.initialize()
    dispatcher = Dispatcher(desk_scene.desk, application(bot), Toasts(bot), is_away_or_lost)
    await dispatcher.prepare()
    await desk_scene.inbox.store([declare(1), declare(2)])
    async with asyncio.timeout(60):
        with after_each_commit(desk_scene, break_off):
            working = asyncio.create_task(dispatcher.drain())
            while not await opened(desk_scene):  # noqa: ASYNC110  (nobody tells us)
                await asyncio.sleep(0.01)
        while not working.done():
            desk_scene.clock.move(timedelta(seconds=1))
            await asyncio.sleep(0.01)
        await working
    await desk_scene.settle()
    assert await opened(desk_scene) == ["事 1", "事 2"]
    assert await states(desk_scene) == [UpdateState.DONE, UpdateState.DONE]
    await bot.shutdown()


def is_away_or_lost(trouble: Exception) -> bool:
    """As the desk sees it, and the trouble that this file makes."""
    return is_away(trouble) or "the answer was lost" in str(trouble)


async def test_one_chat_that_waits_holds_up_no_other(desk_scene: Scene) -> None:
    """On PostgreSQL: somebody holds an incident; whoever speaks about it waits, the others do not."""
    if desk_scene.desk.database.is_sqlite:
        return  # one writer: there is no holding one row
    await desk_scene.alert()
    incident = await desk_scene.incident()
    thread = {"message_thread_id": incident.topic_id, "is_topic_message": True}
    await desk_scene.inbox.store(
        [
            said(1, "响应", chat=FORUM, **thread),
            said(2, "/timeline", chat=FORUM, **thread),
            declare(3),
            declare(4, user=OWNER, chat=FORUM),
        ]
    )
    outside = copy_context()  # whoever waits is not inside the other one's transaction
    async with more_desks(desk_scene, 1) as (other,):
        async with other.transaction() as u:
            await u.incidents.hold(incident.id)
            working = asyncio.create_task(desk_scene.dispatcher.drain(), context=outside)
            async with asyncio.timeout(60):
                while {"事 3", "事 4"} - set(await opened(desk_scene)):  # noqa: ASYNC110  (nobody tells us)
                    await asyncio.sleep(0.01)
            assert (await states(desk_scene))[:2] == [UpdateState.WAITING, UpdateState.WAITING]
        await working
    await desk_scene.settle()
    assert set(await states(desk_scene)) == {UpdateState.DONE}


async def test_a_flood_from_one_chat_is_taken_in_portions_and_in_order(
    sqlite_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "LOOK_AHEAD", 7)
    monkeypatch.setattr(dispatch, "MOST_IN_HAND", 10)
    await sqlite_scene.inbox.store([declare(n) for n in range(30)])
    await sqlite_scene.dispatcher.look()
    await sqlite_scene.dispatcher.look()
    assert await sqlite_scene.dispatcher.look() == 0, "what is in hand is bounded"
    await sqlite_scene.dispatcher.drain()
    assert await opened(sqlite_scene) == [f"事 {n}" for n in range(30)]
