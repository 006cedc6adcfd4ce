"""Gotify on Android, from one's own server (gotify.net/docs/pushmsg, gotify.net/docs/msgextras)."""

from typing import Any

from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict


class Gotify:
    """`config`: server, and the token of an application on it."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def send(self, call: Call) -> Answer:
        """Ring."""
        headers = {**answers.JSON, "X-Gotify-Key": str(call.config["token"])}
        body = answers.json_body(message(call))
        try:
            reply = await self._outgoing.call(
                "POST", f"{call.config['server']}/message", headers=headers, body=body
            )
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        said, told = answers.json_of(reply), answers.told(reply, answers.hidden(call))
        verdict = answers.of_status(reply)
        if verdict is not RingVerdict.ACCEPTED:
            return Answer(verdict, told)
        if said is None:
            return Answer(RingVerdict.GARBLED, told)
        if "id" not in said:
            return Answer(RingVerdict.REFUSED_INSIDE, told)
        return Answer(RingVerdict.ACCEPTED, "", str(said["id"]))


def message(call: Call) -> dict[str, Any]:
    """What is pushed. From 8 on the app makes a sound and shows itself above what is open."""
    quiet = call.kind is RingKind.STOPPED
    said: dict[str, Any] = {
        "title": call.title,
        "message": call.text,
        "priority": 0 if quiet else 10 if call.loud else 5,
    }
    if call.page_url:
        said["extras"] = {"client::notification": {"click": {"url": call.page_url}}}
    return said
