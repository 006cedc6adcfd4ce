"""A signed robot in a Feishu or Lark group: a card that names the person (open.feishu.cn, custom bots).

Rings as the app rings: not through silent mode.
"""

from typing import Any

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers, robots
from bot.gateways.outgoing import Outgoing
from storage.vocabulary.phones import RingKind


class Feishu:
    """`config`: the robot's address (its token is in it), its secret, and the person's user or open id."""

    def __init__(self, outgoing: Outgoing, clock: Clock) -> None:
        self._robots = robots.Robots(outgoing)
        self._clock = clock

    async def send(self, call: Call) -> Answer:
        """Put a card into the group, and name the person."""
        url, secret = str(call.config["url"]), str(call.config.get("secret", ""))
        now = self._clock.now()
        return await self._robots.feishu(url, secret, message(call), now, answers.hidden(call))


def message(call: Call) -> dict[str, Any]:
    """The card; the quiet line names nobody."""
    quiet = call.kind is RingKind.STOPPED
    user = call.config.get("user")
    named = f"\n<at id={user}></at>" if user and not quiet else ""
    colour = "grey" if quiet else "red" if call.loud else "yellow"
    return robots.feishu_card(
        call.title, f"{call.text}{named}", call.page_url, call.open_label, colour, names_people=True
    )
