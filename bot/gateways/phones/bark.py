"""Bark on an iPhone, by Apple's own push service (Finb/bark-server, docs/API_V2.md; Finb/Bark, README).

`critical` rings through silent mode and focus at the volume given, `call` repeats the sound for 30 seconds. The
same id replaces the notification that stands there.
"""

from typing import Any

from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict


class Bark:
    """`config`: server, and the key of the device."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def send(self, call: Call) -> Answer:
        """Ring."""
        body = answers.json_body(push(call))
        try:
            reply = await self._outgoing.call(
                "POST", f"{call.config['server']}/push", headers=answers.JSON, body=body
            )
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        said, told = answers.json_of(reply), answers.told(reply, answers.hidden(call))
        verdict = answers.of_status(reply)
        if verdict is not RingVerdict.ACCEPTED:
            # 400 with "failed to get device token": the key is none, or the app was removed.
            gone = said is not None and "device token" in str(said.get("message", ""))
            return Answer(RingVerdict.ADDRESS_GONE if gone else verdict, told)
        if said is None:
            return Answer(RingVerdict.GARBLED, told)
        accepted = said.get("code") == 200
        return Answer(RingVerdict.ACCEPTED if accepted else RingVerdict.REFUSED_INSIDE, "" if accepted else told)


def push(call: Call) -> dict[str, Any]:
    """What is pushed."""
    quiet = call.kind is RingKind.STOPPED
    said: dict[str, Any] = {
        "device_key": call.config["key"],
        "title": call.title,
        "body": call.text,
        "group": "duty",
        "id": call.thread,
        "level": "passive" if quiet else "critical" if call.loud else "timeSensitive",
    }
    if call.loud and not quiet:
        said |= {"volume": 10, "call": "1", "sound": "alarm"}
    if call.page_url:
        said["url"] = call.page_url
    return said
