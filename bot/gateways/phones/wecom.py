"""A robot in a WeCom group that names the person (developer.work.weixin.qq.com, group robots).

Rings as the app rings: not through silent mode. The mention makes it a message to this person.
"""

from typing import Any, Final

from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict

#: Global return codes: too many calls; no such robot.
_CODES: Final = {45009: RingVerdict.BUSY, 93000: RingVerdict.ADDRESS_GONE}


class WeCom:
    """`config`: the robot's address (its key is in it), and the person's user id or mobile number."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def send(self, call: Call) -> Answer:
        """Write into the group, and name the person."""
        body = answers.json_body(message(call))
        try:
            reply = await self._outgoing.call("POST", str(call.config["url"]), headers=answers.JSON, body=body)
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        said, told = answers.json_of(reply), answers.told(reply, call)
        verdict = answers.of_status(reply)
        if verdict is not RingVerdict.ACCEPTED:
            return Answer(verdict, told)
        code = said.get("errcode") if said is not None else None
        if not isinstance(code, int):
            return Answer(RingVerdict.GARBLED, told)
        if code != 0:
            return Answer(_CODES.get(code, RingVerdict.REFUSED_INSIDE), told)
        return Answer(RingVerdict.ACCEPTED)


def message(call: Call) -> dict[str, Any]:
    """What is said; the quiet line names nobody."""
    lines = [call.title, call.text, call.page_url]
    text: dict[str, Any] = {"content": "\n".join(line for line in lines if line)}
    if call.kind is not RingKind.STOPPED:
        if user := call.config.get("user"):
            text["mentioned_list"] = [user]
        if mobile := call.config.get("mobile"):
            text["mentioned_mobile_list"] = [mobile]
    return {"msgtype": "text", "text": text}
