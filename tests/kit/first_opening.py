"""A desk that has just started, in a process of its own: what does its first opening do that the second does not?

    python -m tests.kit.first_opening DATABASE_URL [rehearsed]

Until the first messages of an incident are on their way. Prints as JSON what was done for the first time.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.sql.compiler import SQLCompiler

from bot.clock import SystemClock
from bot.commands.running import bring
from bot.desk.channels import TelegramOutcomes
from bot.desk.desk import Desk, Identity
from bot.desk.drawing import Drawing
from bot.desk.founding import FirstTeam, found
from bot.desk.intake import Intake
from bot.gateways.pump import Pump
from bot.gateways.pump.rehearsing import rehearse
from bot.ids import IdMaker
from bot.sandbox.sandbox import Sandbox
from handlers.sources import generic
from storage.database import Database
from storage.vocabulary.people import Language
from tests.kit.telegram import bot_in

FORUM: Final = -1001000000001


@contextmanager
def counted() -> Iterator[dict[str, Any]]:
    """What is done for the first time meanwhile: modules imported, statements compiled, sentences parsed."""
    from fluent.syntax import FluentParser

    done: dict[str, Any] = {"statements": [], "sentences": 0}
    modules = set(sys.modules)
    compile_, parse = SQLCompiler.__init__, FluentParser.parse

    def compiling(self: Any, *args: Any, **how: Any) -> None:
        compile_(self, *args, **how)
        done["statements"].append(str(getattr(self, "string", ""))[-330:])

    def parsing(self: Any, text: str) -> Any:
        done["sentences"] += 1
        return parse(self, text)

    SQLCompiler.__init__, FluentParser.parse = compiling, parsing  # type: ignore[method-assign]
    try:
        yield done
    finally:
        SQLCompiler.__init__, FluentParser.parse = compile_, parse  # type: ignore[method-assign]
        done["modules"] = sorted(set(sys.modules) - modules)


async def main(url: str, rehearsed: bool) -> dict[str, Any]:
    bring()
    clock = SystemClock()
    sandbox = Sandbox(now=clock.now)
    telegram_bot = bot_in(sandbox)
    await telegram_bot.initialize()
    sandbox.start(501)
    desk = Desk(Database(url), clock, IdMaker(clock.now), identity=Identity(telegram_bot.id))
    drawing = Drawing(desk)
    team = await found(desk, FirstTeam(FORUM, (501,), "Asia/Shanghai", Language.ZH))
    async with desk.transaction() as u:
        owner = await u.people.by_telegram(501)
        assert owner is not None
        owner.started_at = u.now
    pump = Pump(desk, telegram_bot, drawing, TelegramOutcomes())
    await pump.step()  # as a running pump that finds nothing
    if rehearsed:
        await rehearse(desk, drawing, TelegramOutcomes())
    intake = Intake(desk)
    writer = asyncio.create_task(intake.run())
    alert = {"title": "alert", "severity": "S1", "account": "account", "platform": "douyin", "dedup_key": "first"}
    alerts = generic.read(json.dumps({"alerts": [alert]}).encode(), clock.now())
    with counted() as done:
        [received] = await intake.receive(team, "generic", alerts)
        claimed = await pump.step()
    done["number"], done["claims"] = received.incident_number, len(claimed.claims)
    await pump.drain()
    intake.close()
    await writer
    await desk.database.close()
    return done


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1], "rehearsed" in sys.argv))))
