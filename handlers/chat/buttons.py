"""Buttons: one table from the verb a button carries to the use case it means.

A press is answered with the act's outcome after the commit, or empty after a second; then the outcome follows
as a message.
"""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from telegram import CallbackQuery, Update

from bot.buttons import ButtonUnreadable, unpack
from bot.desk import (
    alerts,
    classifying,
    days,
    evidence,
    handouts,
    incidents,
    lists,
    panels,
    people,
    phases,
    restricting,
    speaking,
    storms,
    trials,
    updates,
    watching,
)
from bot.desk.outcomes import Acted
from bot.desk.people import Actor
from bot.errors import DeskError
from bot.ids import AlertId, IncidentId, SourceId
from handlers.chat import (
    checking,
    commenting,
    crew_buttons,
    duty_commands,
    fact_orders,
    frontline,
    incident_buttons,
    inquiring,
    paging,
    phoning,
    reviewing,
    sheet_orders,
    statements,
)
from handlers.chat.context import DeskContext, place_of
from handlers.chat.pressing import Pressed, Pressing, by_actor, by_person
from messages.notices.answers import toast
from messages.views import Verb
from messages.words import Reader
from storage.vocabulary.alerts import DismissReason
from storage.vocabulary.incidents import Action, CrisisType
from storage.vocabulary.parcels import ParcelKind
from storage.vocabulary.people import Language
from storage.vocabulary.severity import Severity

#: Telegram's spinner waits about 15 s, people do not: after this the press is answered without words.
PATIENCE = 1.0


class ButtonTooOld(DeskError):
    """A button of an older release, or of nothing we know."""

    key = "refused-button-too-old"


async def press(update: Update, context: DeskContext) -> None:
    """A button was pressed. The toast is the outcome of the act."""
    query = update.callback_query
    if query is None:
        return
    try:
        carried = unpack(query.data or "")
        handler = VERBS[Verb(carried.verb)]
    except (ButtonUnreadable, ValueError, KeyError) as unreadable:
        raise ButtonTooOld from unreadable
    actor = await context.actor(update)
    pressing = Pressing(context, actor, carried, query, place_of(update))
    if carried.subject:
        await restricting.admit(context.desk, actor, pressing.chat_id, carried.subject)
    spinner = asyncio.create_task(_answer_empty(context, query))
    try:
        acted = await handler(pressing)
    finally:
        spinner.cancel()
    await _tell(context, query, actor, pressing, acted)


async def _answer_empty(context: DeskContext, query: CallbackQuery) -> None:
    await context.desk.clock.wait(PATIENCE)
    context.dispatch.answered = True
    await context.toasts.answer(query.id)


async def _tell(
    context: DeskContext, query: CallbackQuery, actor: Actor, pressing: Pressing, acted: Acted
) -> None:
    if context.dispatch.answered:
        if acted.toast:
            late = updates.Answer(pressing.place, acted.toast, dict(acted.values), actor.team, actor.language)
            await updates.say_later(context.desk, late)
        return
    context.dispatch.answered = True
    reader = Reader(actor.language, actor.zone, context.desk.clock.now())
    text = toast(acted.toast, reader, **dict(acted.values)) if acted.toast else ""
    await context.toasts.answer(query.id, text)


# --- alerts ---


async def _alert_dismiss(p: Pressing) -> Acted:
    if not p.press.extra:
        await alerts.choose_reason(p.desk, p.person, p.alert, p.chat_id, p.message_id)
        return Acted("toast-choose-reason")
    reason = DismissReason(p.press.extra)
    if reason is DismissReason.WRITTEN:
        await alerts.ask_for_reason(p.desk, p.person, p.alert, p.place)
        return Acted("")
    return await alerts.dismiss(p.desk, p.person, p.alert, reason)


async def _alert_agree(p: Pressing) -> Acted:
    return await alerts.dismiss(p.desk, p.person, p.alert, DismissReason.UNKNOWN, agreeing=True)


async def _alert_evidence(p: Pressing) -> Acted:
    await alerts.show_evidence(p.desk, p.person, p.alert, p.place)
    return Acted("")


# --- incidents ---


def _panel(name: str) -> Pressed:
    async def show(p: Pressing) -> Acted:
        values: dict[str, str | int] = {"panel": name}
        if name == "classify" and p.press.extra.startswith("types"):
            values["page"] = int(p.press.extra.removeprefix("types") or 1)
        return await panels.show(p.desk, p.actor.person, p.incident, p.spot, values)

    return show


async def _severity(p: Pressing) -> Acted:
    return await classifying.change_severity(
        p.redrawing("classify"), p.person, p.incident, Severity(p.press.extra)
    )


async def _type(p: Pressing) -> Acted:
    return await classifying.retype(p.redrawing("classify"), p.person, p.incident, CrisisType(p.press.extra))


async def _live(p: Pressing) -> Acted:
    return await classifying.toggle_live(p.redrawing("classify"), p.person, p.incident)


def _phase(action: Action) -> Pressed:
    async def change(p: Pressing) -> Acted:
        return await phases.change_phase(p.redrawing("phase"), p.person, p.incident, action)

    return change


async def _close(p: Pressing) -> Acted:
    return await (_phase(Action.CLOSE)(p) if p.again else reviewing.close(p))


def _look(kind: ParcelKind) -> Pressed:
    async def show(p: Pressing) -> Acted:
        await lists.tell(p.desk, p.actor, p.incident, kind, p.place)
        return Acted("")

    return show


async def _recap(p: Pressing) -> Acted:
    return await handouts.catch_up(p.desk, p.actor, p.incident, p.place)


async def _recap_pdf(p: Pressing) -> Acted:
    return await handouts.ask(p.desk, p.actor, p.incident, "pdf:page" if p.press.extra else "pdf", p.place)


async def _keep(p: Pressing) -> Acted:
    return await evidence.ask(p.desk, p.actor, p.incident, p.press.extra, p.place)


async def _source_map(p: Pressing) -> Acted:
    return await trials.keep_mapping(p.desk, p.actor, SourceId(p.press.subject), p.chat_id, p.message_id)


async def _storm_none(p: Pressing) -> Acted:
    return await storms.put_away(p.desk, p.person, p.chat_id, p.message_id)


async def _inbox_all(p: Pressing) -> Acted:
    return await days.send_day(p.desk, p.person, p.chat_id, p.message_id, p.place)


async def _help(p: Pressing) -> Acted:
    await speaking.reply(p.desk, p.place, ParcelKind.HELP, p.actor.team, values={"topic": p.press.subject})
    return Acted("")


VERBS: Mapping[Verb, Pressed] = MappingProxyType(
    {
        Verb.ALERT_OPEN: by_person(alerts.open_by_hand, AlertId),
        Verb.ALERT_WATCH: by_person(watching.watch, AlertId),
        Verb.ALERT_DISMISS: _alert_dismiss,
        Verb.ALERT_AGREE: _alert_agree,
        Verb.ALERT_BACK: by_person(alerts.keep_going, AlertId),
        Verb.ALERT_EVIDENCE: _alert_evidence,
        Verb.RESPOND: by_person(incidents.respond, IncidentId),
        Verb.DECLINE: by_person(incidents.decline, IncidentId),
        Verb.MORE: _panel("more"),
        Verb.BACK: _panel("more"),
        Verb.CLASSIFY: _panel("classify"),
        Verb.CREW: _panel("crew"),
        Verb.ROLE: _panel("crew"),
        Verb.PHASE: _panel("phase"),
        Verb.SEVERITY: _severity,
        Verb.TYPE: _type,
        Verb.LIVE: _live,
        Verb.MONITOR: _phase(Action.MONITOR),
        Verb.RESUME: _phase(Action.RESUME),
        Verb.STAND_DOWN: _phase(Action.STAND_DOWN),
        Verb.CLOSE: _close,
        Verb.REOPEN: _phase(Action.REOPEN),
        Verb.TIMELINE: _look(ParcelKind.TIMELINE),
        Verb.RECAP: _recap,
        Verb.RECAP_PDF: _recap_pdf,
        Verb.KEEP: _keep,
        Verb.RECAP_FULL: paging.whole_recap,
        Verb.TASKS: _look(ParcelKind.TASK_LIST),
        Verb.HELP: _help,
        Verb.DUTY: by_actor(people.toggle_duty, str),
        Verb.LANGUAGE: by_actor(people.choose_language, Language),
        Verb.SOURCE_TEST: by_actor(trials.test, SourceId),
        Verb.SOURCE_MAP: _source_map,
        Verb.STORM_NONE: _storm_none,
        Verb.INBOX_ALL: _inbox_all,
        **crew_buttons.VERBS,
        **incident_buttons.VERBS,
        **duty_commands.VERBS,
        **fact_orders.VERBS,
        **commenting.VERBS,
        **inquiring.VERBS,
        **frontline.VERBS,
        **checking.VERBS,
        **reviewing.VERBS,
        **sheet_orders.VERBS,
        **statements.VERBS,
        **phoning.VERBS,
    }
)
