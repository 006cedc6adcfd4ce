"""Making the recaps people asked for in chats: one after the other, by the rendering process."""

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from bot.desk import handouts
from bot.desk.desk import Desk
from bot.desk.retelling import let_go, retell
from bot.gateways.rendering import Renderer
from messages.recap.values import Length
from messages.words import Reader

LOOK_SECONDS: Final = 1.0


async def make_waiting(desk: Desk, renderer: Renderer, mask: Callable[[str], str]) -> int:
    """Make what waits; returns how many there were. What cannot be made as wished goes out as text with a
    sentence; personal data is masked unless a named role asked otherwise and gave a reason
    (`bot.desk.unmasking`)."""
    async with desk.reading(here=True) as look:
        waiting = [
            (row.id, row.incident_id, row.form, row.language, row.timezone, row.unmasked)
            for row in await look.handouts.wanted(limit=4)
        ]
    for handout, incident, wished, language, zone, unmasked in waiting:
        async with desk.reading() as look:
            if await look.incidents.find(incident) is None:
                await handouts.given_up(desk, handout)
                continue
            recap = await retell(look, incident, None if unmasked else mask)
        reader = Reader(language, ZoneInfo(zone or desk.policy.timezone), desk.clock.now())
        form, _, length = wished.partition(":")
        (file,) = await renderer.draw(recap, [form], reader, Length(length or Length.FULL))
        await handouts.made(desk, handout, file.name, file.content, file.media_type, file.trouble)
        entries = list(recap.entries)
        del recap
        await let_go(entries)
    return len(waiting)


async def keep_making(
    desk: Desk, renderer: Renderer, mask: Callable[[str], str], sign: Callable[[], None]
) -> None:
    """Look every second for recaps to make; until cancelled."""
    try:
        while True:
            while await make_waiting(desk, renderer, mask):
                sign()
            sign()
            await desk.clock.wait(LOOK_SECONDS)
    finally:
        await renderer.close()
