"""Statements in the chat: buttons of drafts, approvals, hand-overs and held answers, and replies to them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from telegram import Message, Update

from bot.desk import (
    approving,
    attachments,
    cadence,
    deviations,
    emergency_reviews,
    holding,
    promise_lists,
    promises,
    promotion,
    publications,
    rumors,
    statement_terms,
    statements,
    submitting,
)
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.desk.places import Asked
from bot.desk.publications import Given
from bot.desk.reports import TextMissing
from bot.ids import ApprovalId, ClockId, IncidentId, PersonId, PublicationId, StatementId, StatementVersionId
from handlers.chat import files, reporting
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing, by_actor
from handlers.masking import mask
from handlers.reading import clean
from messages.library import edits, moments, passed_on
from messages.views import Verb
from storage.vocabulary.publications import DeviationClass
from storage.vocabulary.statements import HoldReason, ReturnReason

_TIME = "%Y%m%dT%H%M"


def _moment(code: str) -> datetime:
    return datetime.strptime(code, _TIME).replace(tzinfo=UTC)


# --- drafts ---


async def _next(p: Pressing) -> Acted:
    return await statement_terms.set_next(p.desk, p.actor, StatementId(p.press.subject), _moment(p.press.extra))


async def _channel(p: Pressing) -> Acted:
    if not p.press.extra:
        return await statement_terms.choose_channel(p.desk, p.actor, StatementId(p.press.subject))
    return await statement_terms.set_channel(p.desk, p.actor, StatementId(p.press.subject), p.press.extra)


# --- approvals ---


async def _return(p: Pressing) -> Acted:
    approval = ApprovalId(p.press.subject)
    if not p.press.extra:
        return await approving.choose_reason(p.desk, p.actor, approval)
    reason = ReturnReason(p.press.extra)
    if reason is ReturnReason.WRITTEN:
        return await approving.ask_comment(p.desk, p.actor, approval, p.place)
    return await approving.send_back(p.desk, p.actor, approval, reason)


async def _emergency(p: Pressing) -> Acted:
    """From a deadline's warning: the button names the deadline."""
    incident = await holding.incident_of(p.desk, ClockId(p.press.subject))
    return await approving.ask_emergency(p.desk, p.actor, incident)


# --- hand-over and proof ---


async def _again(p: Pressing) -> Acted:
    return await publications.compare_again(p.desk, p.actor, PublicationId(p.press.subject), p.place)


async def _same(p: Pressing) -> Acted:
    return await publications.looked(p.desk, p.actor, PublicationId(p.press.subject), same=True)


async def _other(p: Pressing) -> Acted:
    return await publications.looked(p.desk, p.actor, PublicationId(p.press.subject), same=False)


async def _deviation(p: Pressing) -> Acted:
    if not p.press.extra:
        return await deviations.of_publication(p.desk, p.actor, PublicationId(p.press.subject))
    return await deviations.classify(p.desk, p.actor, p.press.subject, DeviationClass(p.press.extra))


# --- nothing new, held answers ---


async def _nothing_send(p: Pressing) -> Acted:
    at = _moment(p.press.extra) if p.press.extra else None
    return await cadence.send_nothing_new(p.desk, p.actor, ClockId(p.press.subject), at)


async def _hold_clock(p: Pressing) -> Acted:
    clock = ClockId(p.press.subject)
    return await holding.propose(p.desk, p.actor, await holding.incident_of(p.desk, clock), clock)


async def _hold_reason(p: Pressing) -> Acted:
    reason = HoldReason(p.press.extra)
    if reason is HoldReason.WRITTEN:
        return await holding.ask_comment(p.desk, p.actor, p.press.subject, p.place)
    return await holding.give_reason(p.desk, p.actor, p.press.subject, reason)


async def _hold_until(p: Pressing) -> Acted:
    return await holding.give_time(p.desk, p.actor, p.press.subject, _moment(p.press.extra))


# --- promises, promotion, rumours ---


async def _promise_due(p: Pressing) -> Acted:
    return await promises.set_due(p.desk, p.actor, p.press.subject, _moment(p.press.extra))


async def _promise_give(p: Pressing) -> Acted:
    if p.press.extra in ("", "back"):
        choosing = not p.press.extra
        return await promises.choose_owner(
            p.desk, p.actor, p.press.subject, p.chat_id, p.message_id, choosing=choosing
        )
    return await promises.give(p.desk, p.actor, p.press.subject, PersonId(p.press.extra))


async def _promise_tick(p: Pressing) -> Acted:
    return await promise_lists.tick(p.desk, p.actor, p.press.subject, counts=p.press.extra == "yes")


async def _promises_confirm(p: Pressing) -> Acted:
    return await promise_lists.confirm(p.desk, p.actor, ClockId(p.press.subject), p.press.extra, p.place)


async def _promise_add(p: Pressing) -> Acted:
    return await promise_lists.ask_more(p.desk, p.actor, ClockId(p.press.subject), p.place)


async def _promise_kept(p: Pressing) -> Acted:
    return await promises.ask_proof(p.desk, p.actor, p.press.subject, p.place)


async def _promo_pause(p: Pressing) -> Acted:
    return await promotion.pause(p.desk, p.actor, p.incident, p.press.extra)


async def _promo_lift(p: Pressing) -> Acted:
    return await promotion.lift(p.desk, p.actor, p.incident, p.press.extra)


async def _rumor_refuted(p: Pressing) -> Acted:
    return await rumors.ask(p.desk, p.actor, p.press.subject, p.place)


async def _rumor_dead(p: Pressing) -> Acted:
    return await rumors.settle(p.desk, p.actor, p.press.subject)


def _review(*, good: bool) -> Pressed:
    async def judge(p: Pressing) -> Acted:
        return await emergency_reviews.judge(p.desk, p.actor, ClockId(p.press.subject), good=good)

    return judge


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.DRAFT: by_actor(statements.draft, IncidentId),
        Verb.STATEMENT_SEND: by_actor(submitting.submit, StatementId),
        Verb.STATEMENT_TIME: _next,
        Verb.STATEMENT_CHANNEL: _channel,
        Verb.STATEMENT_SAFETY: by_actor(statement_terms.toggle_safety, StatementId),
        Verb.STATEMENT_DROP: by_actor(statements.drop, StatementId),
        Verb.STATEMENT_SHOW: by_actor(statements.show, StatementId),
        Verb.APPROVE: by_actor(approving.approve, ApprovalId),
        Verb.APPROVE_RETURN: _return,
        Verb.APPROVE_FULL: by_actor(approving.show_all, ApprovalId),
        Verb.APPROVE_ON: by_actor(approving.pass_on, ApprovalId),
        Verb.EMERGENCY: _emergency,
        Verb.EMERGENCY_SURE: by_actor(approving.call_emergency, StatementVersionId),
        Verb.REVIEW_GOOD: _review(good=True),
        Verb.REVIEW_CORRECT: _review(good=False),
        Verb.RELEASE_CANT: by_actor(publications.cannot, PublicationId),
        Verb.PROOF_AGAIN: _again,
        Verb.PROOF_SAME: _same,
        Verb.PROOF_OTHER: _other,
        Verb.DEVIATION_CLASS: _deviation,
        Verb.DEVIATION_FIX: by_actor(deviations.correct, str),
        Verb.NOTHING_ASK: by_actor(cadence.offer, ClockId),
        Verb.NOTHING_SEND: _nothing_send,
        Verb.NOTHING_WRITE: by_actor(cadence.write_news, ClockId),
        Verb.NOTHING_TIME: by_actor(cadence.choose_time, ClockId),
        Verb.HOLD: by_actor(holding.propose, IncidentId),
        Verb.CLOCK_HOLD: _hold_clock,
        Verb.HOLD_REASON: _hold_reason,
        Verb.HOLD_UNTIL: _hold_until,
        Verb.HOLD_AGREE: by_actor(holding.agree, str),
        Verb.HOLD_REFUSE: by_actor(holding.refuse, str),
        Verb.PROMISE_MINE: by_actor(promises.take, str),
        Verb.PROMISE_NONE: by_actor(promises.none, str),
        Verb.PROMISE_DUE: _promise_due,
        Verb.PROMISE_KEPT: _promise_kept,
        Verb.PROMISE_GIVE: _promise_give,
        Verb.PROMISE_TICK: _promise_tick,
        Verb.PROMISES_CONFIRM: _promises_confirm,
        Verb.PROMISE_ADD: _promise_add,
        Verb.PROMO_PAUSE: _promo_pause,
        Verb.PROMO_LIFT: _promo_lift,
        Verb.RUMOR_REFUTED: _rumor_refuted,
        Verb.RUMOR_DEAD: _rumor_dead,
    }
)


# --- what is said about them ---


async def answered(update: Update, context: DeskContext, asked: Asked, text: str) -> bool:
    """Is this the answer to a draft, a hand-over, or a question about them? Then it is done."""
    actor = await context.actor(update)
    match asked.question:
        case "statement":
            message = update.effective_message
            sent = await files.sent(context.bot, message) if message else None
            if sent is not None:
                statement = StatementId(asked.subject)
                await attachments.attach(context.desk, actor, statement, sent, place_of(update))
            elif not text:
                raise files.FileUnfit
            else:
                await _edited(update, context, StatementId(asked.subject), text)
        case "publication":
            await proved(update, context, PublicationId(asked.subject))
        case "return":
            if not text:
                raise TextMissing(example="")
            await approving.send_back(context.desk, actor, ApprovalId(asked.subject), ReturnReason.WRITTEN, text)
        case "hold":
            if not text:
                raise TextMissing(example="")
            await holding.give_reason(context.desk, actor, asked.subject, HoldReason.WRITTEN, text)
        case "promise":
            proof = reporting.proof_in(update) or text
            if not proof:
                raise TextMissing(example="")
            await promises.keep(context.desk, actor, asked.subject, proof, place_of(update))
        case "promise_card":
            await _promise_said(update, context, actor, asked.subject, text)
        case "promises":
            if not text:
                raise TextMissing(example="")
            kept, clock = mask(clean(text)), ClockId(asked.subject)
            await promise_lists.add(context.desk, actor, clock, kept, place_of(update))
        case "rumor":
            proof, place = reporting.proof_in(update), place_of(update)
            await rumors.refute(context.desk, actor, asked.subject, text, proof, place)
        case _:
            return False
    return True


async def _promise_said(update: Update, context: DeskContext, actor: Actor, promise: str, text: str) -> None:
    """A reply to a promise's card: until when it is due, or a link or a picture that shows it was kept."""
    at = moments.alone(text, context.desk.clock.now(), actor.zone)
    if at is not None:
        await promises.set_due(context.desk, actor, promise, at)
        return
    message = update.effective_message
    if message is None or not (reporting.link_in(text) or reporting.file_of(message)[0]):
        raise promises.PromiseDuePast
    await promises.keep(context.desk, actor, promise, reporting.proof_in(update), place_of(update))


async def _edited(update: Update, context: DeskContext, statement: StatementId, text: str) -> None:
    actor = await context.actor(update)
    if (number := edits.file_off(text)) is not None:
        await attachments.remove(context.desk, actor, statement, number)
        return
    line = edits.line_edit(text)
    if line is not None:
        await statements.change_line(context.desk, actor, statement, *line)
        return
    await statements.replace_text(context.desk, actor, statement, text)


async def heard(update: Update, context: DeskContext) -> bool:
    """Said in private without a reply: an edit of the open draft, or the proof of an open hand-over."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or chat.type != "private":
        return False
    text = (message.text or message.caption or "").strip()
    actor = await context.actor(update)
    if edits.line_edit(text) is not None or edits.file_off(text) is not None:
        draft = await statements.draft_open(context.desk, actor.person)
        if draft is not None:
            await _edited(update, context, draft, text)
            return True
    shared = passed_on.shared(text)
    picture = reporting.file_of(message)[0] and not text
    if picture or (shared is not None and shared.platform):
        publication = await statements.handed_over_to(context.desk, actor.person)
        if publication is not None:
            await proved(update, context, publication)
            return True
    return False


async def meant_for_text(update: Update, context: DeskContext) -> bool:
    """Words in private that are no command, from somebody who is to publish or is writing: the proof of what was
    handed over, or a sentence that says what is missing.

    Raises:
        as `publications.prove`; DraftWantsReply: they are writing, and nothing says that this is the new text.
    """
    message, actor = update.effective_message, await context.actor(update)
    if message is None:
        return False
    if (publication := await statements.handed_over_to(context.desk, actor.person)) is not None:
        await proved(update, context, publication)
        return True
    if await statements.like_draft(context.desk, actor.person, message.text or ""):
        raise statements.DraftWantsReply
    return False


async def proved(update: Update, context: DeskContext, publication: PublicationId) -> None:
    """What shows that it is out: words, a link, a picture."""
    message = update.effective_message
    if message is None:
        return
    actor = await context.actor(update)
    given = await _given(message, context)
    await publications.prove(context.desk, actor, publication, given, place_of(update))


async def _given(message: Message, context: DeskContext) -> Given:
    text = message.text or message.caption or ""
    file_id, kind = reporting.file_of(message)
    if not file_id or kind == "video":
        return Given(text)
    media = "image/jpeg" if kind == "photo" else (message.document.mime_type or "" if message.document else "")
    if not media.startswith("image/"):
        return Given(text)
    return Given(text, file_id, await files.fetch(context.bot, file_id), media)
