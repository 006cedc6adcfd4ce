"""A signed robot in a DingTalk group that names the person (open.dingtalk.com, custom robots, signing).

Rings as the app rings: not through silent mode.
"""

from typing import Any

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers, robots
from bot.gateways.outgoing import Outgoing
from storage.vocabulary.phones import RingKind


class DingTalk:
    """`config`: the robot's address (its token is in it), its secret, and the mobile number or user id."""

    def __init__(self, outgoing: Outgoing, clock: Clock) -> None:
        self._robots = robots.Robots(outgoing)
        self._clock = clock

    async def send(self, call: Call) -> Answer:
        """Write into the group, and name the person."""
        url, secret = str(call.config["url"]), str(call.config.get("secret", ""))
        now = self._clock.now()
        return await self._robots.dingtalk(url, secret, message(call), now, answers.hidden(call))


def message(call: Call) -> dict[str, Any]:
    """What is said; the quiet line names nobody. A mention counts only when it stands in the text as well."""
    quiet = call.kind is RingKind.STOPPED
    mobile, user = call.config.get("mobile"), call.config.get("user")
    named = "" if quiet else " ".join(f"@{who}" for who in (mobile, user) if who)
    said = robots.plain_text([call.title, call.text, call.page_url, named])
    if named:
        said["at"] = {
            "atMobiles": [mobile] if mobile else [],
            "atUserIds": [user] if user else [],
            "isAtAll": False,
        }
    return said
