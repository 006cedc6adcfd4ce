"""Many small messages that a group's budget does not let through: one message with a file that holds them all."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.desk.desk import Desk
from bot.desk.errands import Say, send_document
from messages.markup import Drawn, seen
from messages.words import Reader as Words
from storage.tables.speaking import Parcel
from storage.unit_of_work import Reader

_RULE = "\n\n————\n\n"


class Packer:
    """Nothing waits for hours, nothing is dropped: what is too much is read in a file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, look: Reader, parcels: Sequence[Parcel], said: Sequence[Say]) -> Say:
        """One message whose document holds the texts of all of them, in order."""
        team = await look.teams.find(parcels[0].team_id) if parcels[0].team_id else None
        language = parcels[0].language or (team.language if team else self._desk.policy.language)
        zone = ZoneInfo(team.timezone if team else self._desk.policy.timezone)
        words = Words(language, zone, look.now)
        text = _RULE.join(seen(one.drawn.text) for one in said)
        caption = Drawn.of([words.say("answer-packed", count=len(said))])
        return send_document(f"{look.now:%Y%m%d-%H%M%S}.txt", text.encode(), caption)
