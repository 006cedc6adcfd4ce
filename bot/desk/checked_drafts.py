"""A sentence the check has answered becomes a line of the next text: from there it is approved like any other."""

from collections.abc import Collection
from typing import Final

from bot.desk import drafting, statements
from bot.desk.checking import CheckForgotten
from bot.desk.desk import Desk, act
from bot.desk.incidents import held
from bot.desk.outcomes import Acted
from bot.desk.panels import Spot
from bot.desk.people import Actor, authorize, names
from bot.desk.speaking import post_to_person
from bot.ids import CheckId
from bot.rules import statements as rules
from messages.library import channels
from messages.library.facts import language_of
from messages.markup import clean
from storage.tables.incidents import Incident
from storage.tables.statements import Statement
from storage.tables.wordings import CheckLog
from storage.unit_of_work import UnitOfWork
from storage.vocabulary.parcels import Lane, ParcelKind
from storage.vocabulary.people import Permission
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import Slot, StatementState

#: Where a sentence belongs, by the first of these rules that it met; any other one is said as what is known.
_SLOTS: Final = (("R-C5", Slot.REMEDY), ("R-C7", Slot.CAUSE), ("R-C8", Slot.RESPONSIBILITY))
_ENDS: Final = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u201d")


@act
async def take_on(desk: Desk, actor: Actor, check_id: CheckId, at: Spot) -> Acted:
    """The checked sentence becomes a line of the text that is due next, shown in private with its check and the
    button that asks for approval. Where somebody else writes that text, the sentence is passed on to them.

    Raises:
        CheckForgotten: the sentence is gone, or was too long to be kept; NotAllowed; PrivateChatNeeded;
        TextTooLong.
    """
    async with desk.transaction() as u:
        log = await u.checks.find(check_id)
        shown = await u.messages.at(desk.identity.bot_id, at.chat_id, at.message_id)
        values = shown.values if shown is not None else {}
        sentence = _as_line(str(values.get("sentence", "")))
        if log is None or log.incident_id is None or log.team_id != actor.team or not values.get("whole"):
            raise CheckForgotten
        incident = await held(u, log.incident_id)
        await authorize(u, incident, actor.person, Permission.MEMBER)
        writing = await _writing(u, incident)
        if writing is not None and writing.author_id != actor.person:
            return await _pass_on(u, incident, writing, actor, sentence)
        await statements.need_private(u, actor.person)
        if writing is None:
            stage = await drafting.stage_now(u, incident)
            writing = await statements.begin(u, incident, actor.person, stage, channel=_channel(log), show=False)
        before = await statements.newest(u, writing)
        slots = rules.with_sentence(drafting.slots_of(before), _slot(log.rules), sentence)
        await statements.changed(u, incident, writing, actor.person, before, slots)
        return Acted("toast-draft-here", {}, incident.id, incident.number)


async def _writing(u: UnitOfWork, incident: Incident) -> Statement | None:
    """The text of the next stage that is being written already."""
    stage = await drafting.stage_now(u, incident)
    for statement in await u.statements.open(incident.id):
        if statement.stage is stage and statement.state is not StatementState.RELEASED:
            return statement
    return None


async def _pass_on(u: UnitOfWork, incident: Incident, writing: Statement, actor: Actor, sentence: str) -> Acted:
    """Only one person writes a text: whoever does gets the sentence, and decides."""
    values = {"key": "answer-sentence-wanted", "by": actor.name, "text": sentence, "incident": incident.id}
    author = writing.author_id
    post_to_person(u, author, ParcelKind.REPLY, Lane.DECISION, writing.id, incident.team_id, values, sound=False)
    called = await names(u, [author])
    return Acted("toast-passed-to", {"person": called.get(author, "")}, incident.id, incident.number)


def _as_line(sentence: str) -> str:
    """One line with a stop at its end, so that the next line does not run into it."""
    flat = " ".join(clean(sentence).split())
    if not flat or flat.endswith(_ENDS):
        return flat
    return flat + (_ENDS[0] if language_of(flat) == "en" else _ENDS[3])


def _slot(broken: Collection[str]) -> Slot:
    return next((slot for rule, slot in _SLOTS if rule in broken), Slot.KNOWN)


def _channel(log: CheckLog) -> Channel | None:
    """The channel the check was asked for; None where it was asked for none that texts are written for."""
    row = channels.channel(log.channel) if log.channel else None
    return row.code if row is not None else None
