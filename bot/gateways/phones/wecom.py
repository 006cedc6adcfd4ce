"""A robot in a WeCom group that names the person (developer.work.weixin.qq.com, group robots).

Rings as the app rings: not through silent mode. The mention makes it a message to this person.
"""

from typing import Any

from bot.desk.rings import Answer, Call
from bot.gateways import answers, robots
from bot.gateways.outgoing import Outgoing
from storage.vocabulary.phones import RingKind


class WeCom:
    """`config`: the robot's address (its key is in it), and the person's user id or mobile number."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._robots = robots.Robots(outgoing)

    async def send(self, call: Call) -> Answer:
        """Write into the group, and name the person."""
        return await self._robots.wecom(str(call.config["url"]), message(call), answers.hidden(call))


def message(call: Call) -> dict[str, Any]:
    """What is said; the quiet line names nobody."""
    said = robots.plain_text([call.title, call.text, call.page_url])
    if call.kind is not RingKind.STOPPED:
        if user := call.config.get("user"):
            said["text"]["mentioned_list"] = [user]
        if mobile := call.config.get("mobile"):
            said["text"]["mentioned_mobile_list"] = [mobile]
    return said
