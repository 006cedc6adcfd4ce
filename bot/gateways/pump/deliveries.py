"""Values of the pump: the call a parcel comes to, the claim on it, and how it ended."""

import hashlib
from datetime import datetime
from typing import Final

from msgspec import Struct

from bot.desk.audiences import Destination
from bot.desk.errands import CloseTopic, Delete, OpenTopic, RenameTopic, ReopenTopic
from bot.gateways.pump.verdicts import Verdict
from messages.markup import Drawn, Relay, seen
from storage.tables.speaking import Parcel

DIGEST: Final = 32
"""Hexadecimal digits of one half of a look's hash."""


class Send(Struct, frozen=True):
    """A new message."""

    drawn: Drawn
    silent: bool


class Change(Struct, frozen=True):
    """New content for a message of ours."""

    drawn: Drawn
    message_id: int


class PinMessage(Struct, frozen=True):
    message_id: int


class LookUp(Struct, frozen=True):
    """Is a text with this digest among the chat's messages after `after_id`?"""

    after_id: int
    digest: str


class FoundTopic(Struct, frozen=True):
    """No call: the topic was opened before, a service message told so."""

    topic_id: int


class GiveUp(Struct, frozen=True):
    """No call: this parcel can be met nowhere."""

    reason: str


Call = (
    Send
    | Change
    | Delete
    | PinMessage
    | OpenTopic
    | RenameTopic
    | CloseTopic
    | ReopenTopic
    | LookUp
    | FoundTopic
    | GiveUp
)


def repeatable(call: Call) -> bool:
    """May this call be made twice without anybody noticing?"""
    return not isinstance(call, Send | OpenTopic)


class Claim(Struct, frozen=True):
    """One call that this pump, and no other, makes now.

    `uncertain`: it may have been made before. `bury`: messages (spoken ids) that this one replaces.
    `packed`: parcels whose texts travel in this message's file. `spent_at`: the moment in its chat's minute.
    """

    parcel: Parcel
    seq: int
    place: Destination
    call: Call
    claimed_at: datetime
    text_hash: str = ""
    uncertain: bool = False
    bury: tuple[str, ...] = ()
    packed: tuple[Parcel, ...] = ()
    spent_at: float = 0.0


class Ended(Struct, frozen=True):
    """How a claim ended. `message_id`: what was sent or found; `topic_id`: the topic that was opened.

    A look-up that found nothing is `absent`; one that has not come to the end yet goes on after `looked_to`;
    `probes` are the calls it made.
    """

    claim: Claim
    verdict: Verdict
    message_id: int | None = None
    topic_id: int | None = None
    absent: bool = False
    looked_to: int | None = None
    probes: int = 0


def digest(visible: str) -> str:
    """What a text looks like, however its blanks were changed on the way."""
    return hashlib.sha256(" ".join(visible.split()).encode(errors="replace")).hexdigest()[:DIGEST]


def look_hash(drawn: Drawn) -> str:
    """Two halves: the digest of the visible text, and one of everything else: mark-up, buttons, file."""
    rest = hashlib.sha256(str(drawn.text).encode(errors="replace"))
    for row in drawn.keys:
        rest.update(repr(row).encode(errors="replace"))
    if isinstance(drawn.document, Relay):
        rest.update(drawn.document.file_id.encode())
    elif drawn.document is not None:
        rest.update(drawn.document.name.encode(errors="replace") + drawn.document.content)
    return digest(seen(drawn.text)) + rest.hexdigest()[:DIGEST]
