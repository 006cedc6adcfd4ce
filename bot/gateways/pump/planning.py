"""From an errand to the one call that does it today: sent or edited, skipped, put off, or looked for first."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bot.desk.audiences import Destination
from bot.desk.errands import (
    CloseTopic,
    Delete,
    Edit,
    Errand,
    OpenTopic,
    Pin,
    RenameTopic,
    ReopenTopic,
    Say,
    Show,
    marked,
)
from bot.gateways.pump.deliveries import Call, Change, PinMessage, Send, look_hash
from messages.markup import Drawn, cut
from storage.tables.speaking import Parcel, Spoken
from storage.unit_of_work import Reader
from storage.vocabulary.parcels import Lane

CAPTION_LIMIT: Final = 1024
"""Bot API, sendDocument: 0-1024 characters after entities parsing."""
_PIN_WAIT: Final = 2.0
_PIN_TRIES: Final = 5


class Plan(Struct, frozen=True):
    """Make this call."""

    call: Call
    text_hash: str = ""
    bury: tuple[str, ...] = ()


class Drop(Struct, frozen=True):
    """Nothing to do any more."""

    reason: str


class Defer(Struct, frozen=True):
    """Not yet: again in so many seconds."""

    seconds: float


async def plan(
    look: Reader, parcel: Parcel, place: Destination, errand: Errand | None, uncertain: bool
) -> Plan | Drop | Defer:
    """The call for this errand at this place.

    `uncertain`: the same parcel may stand there already, and nobody could find out; a message that matters
    is repeated with the mark, one on the slowest lane is not.
    """
    match errand:
        case None:
            return Drop("nothing_to_say")
        case Say():
            if uncertain and parcel.lane >= Lane.CARD:
                return Drop("may_stand_already")
            return _send(errand, uncertain)
        case Show():
            return await _show(look, parcel, place, errand, uncertain)
        case Edit():
            return Plan(Change(errand.drawn, errand.message_id), look_hash(errand.drawn))
        case Delete():
            return Plan(errand)
        case Pin():
            return await _pin(look, parcel, place, errand)
        case OpenTopic():
            return Plan(errand) if place.waits_for_topic else Drop("has_a_topic")
        case RenameTopic() | CloseTopic() | ReopenTopic():
            return Drop("has_no_topic") if place.thread_id is None else Plan(errand)


def _send(errand: Say | Show, uncertain: bool, bury: Sequence[Spoken] = ()) -> Plan:
    drawn = marked(errand.drawn, errand.again) if uncertain else errand.drawn
    if drawn.document is not None:
        drawn = replace(drawn, text=cut(drawn.text, CAPTION_LIMIT))
    return Plan(Send(drawn, errand.silent), look_hash(drawn), tuple(row.id for row in bury))


async def _show(
    look: Reader, parcel: Parcel, place: Destination, errand: Show, uncertain: bool
) -> Plan | Drop | Defer:
    if parcel.subject_id in look.newcomers:
        return _send(errand, uncertain)  # nothing can show what this transaction has just stored
    standing = await look.messages.showing(parcel.kind, parcel.subject_id, parcel.audience)
    here = [row for row in standing if (row.chat_id, row.thread_id) == (place.chat_id, place.thread_id)]
    if not here:
        # Never spoken, or spoken in a topic that is gone: those are buried when the new one stands.
        return _send(errand, uncertain, standing)
    if here[-1].text_hash == look_hash(errand.drawn):
        return Drop("unchanged")
    return Plan(Change(_without_file(errand.drawn), here[-1].message_id), look_hash(errand.drawn))


def _without_file(drawn: Drawn) -> Drawn:
    return replace(drawn, document=None) if drawn.document is not None else drawn


async def _pin(look: Reader, parcel: Parcel, place: Destination, errand: Pin) -> Plan | Drop | Defer:
    standing = await look.messages.showing(errand.kind, errand.subject)
    here = [row for row in standing if (row.chat_id, row.thread_id) == (place.chat_id, place.thread_id)]
    if not here:
        return Defer(_PIN_WAIT) if parcel.attempts < _PIN_TRIES else Drop("nothing_to_pin")
    return Drop("pinned") if here[-1].pinned else Plan(PinMessage(here[-1].message_id))
