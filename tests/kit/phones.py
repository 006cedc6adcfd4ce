"""The phones of a scene: what rang, in order, and how a provider answers when a test says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.desk.rings import Answer, Call
from bot.gateways.ringing import Channel
from storage.vocabulary.phones import PhoneKind, RingKind, RingVerdict


@dataclass
class Phones:
    """Every kind of phone, kept in a list instead of being called.

    `answers` decides what a provider says: by phone kind; a kind without an entry accepts.
    """

    rung: list[Call] = field(default_factory=list)
    answers: dict[PhoneKind, Callable[[Call], Answer]] = field(default_factory=dict)

    @property
    def channels(self) -> Mapping[PhoneKind, Channel]:
        return {kind: Channel(self._send) for kind in PhoneKind if kind is not PhoneKind.UNKNOWN}

    async def _send(self, call: Call) -> Answer:
        self.rung.append(call)
        answer = self.answers.get(call.phone)
        return answer(call) if answer else Answer(RingVerdict.ACCEPTED, "ok", f"receipt-{call.ring}")

    def fail(self, kind: PhoneKind, verdict: RingVerdict = RingVerdict.REFUSED) -> None:
        """From now on phones of this kind cannot be rung."""
        self.answers[kind] = lambda _: Answer(verdict, "no")

    def loud(self) -> list[str]:
        """The titles of what rang, the quiet lines left out."""
        return [call.title for call in self.rung if call.kind is not RingKind.STOPPED]
