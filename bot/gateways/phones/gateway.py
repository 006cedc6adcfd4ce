"""Signed JSON to a gateway that calls by voice, sends a text message, or does whatever its owner built.

A voice call is the only sure way to wake somebody, and every provider's interface is different: the desk speaks
one plain form, and a few lines at the owner's turn it into the provider's (docs/phones.md).
"""

from typing import Any

from msgspec import Struct

from bot.clock import Clock
from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from bot.gateways.signing import signed
from storage.vocabulary.phones import RingVerdict


class Door(Struct, frozen=True):
    """Where a gateway is, and the secret that signs what goes there."""

    url: str
    secret: str


class Gateway:
    """`config`: `to`, the number, for the operators' gateway; url and secret for one's own."""

    def __init__(self, outgoing: Outgoing, clock: Clock, door: Door | None = None) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._door = door

    async def send(self, call: Call) -> Answer:
        """Ask the gateway to ring."""
        door = self._door or Door(str(call.config["url"]), str(call.config["secret"]))
        body = answers.json_body(message(call))
        headers = {**answers.JSON, **signed(door.secret, body, self._clock.now())}
        try:
            reply = await self._outgoing.call("POST", door.url, headers=headers, body=body)
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        verdict, told = answers.of_status(reply), answers.told(reply, answers.hidden(call, door.url, door.secret))
        if verdict is not RingVerdict.ACCEPTED:
            return Answer(verdict, told)
        said = answers.json_of(reply) or {}
        if said.get("ok") is False or said.get("error"):
            return Answer(RingVerdict.REFUSED_INSIDE, told)
        return Answer(RingVerdict.ACCEPTED, "", str(said.get("id", ""))[:120])


def message(call: Call) -> dict[str, Any]:
    """What the gateway is asked: `by` is voice, sms or webhook; `thread` is the same for a page and its end."""
    return {
        "version": 1,
        "id": call.ring,
        "thread": call.thread,
        "kind": call.kind.value,
        "by": call.phone.value,
        "to": call.config.get("to", ""),
        "language": call.language.value,
        "severity": call.severity,
        "loud": call.loud,
        "title": call.title,
        "text": call.text,
        "url": call.page_url,
        "actions": [{"label": action.label, "url": action.url} for action in call.actions],
    }
