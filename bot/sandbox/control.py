"""The control API: speaking for the people of the training world, making trouble, moving the clock,
reading along."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox import bodies
from bot.sandbox.methods import catalogue
from bot.sandbox.numerals import whole
from bot.sandbox.phones import post
from bot.sandbox.refusals import ActRefused
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.spec import spec
from bot.sandbox.world.members import member_of
from bot.sandbox.world.model import Message
from bot.sandbox.world.render import message_json

SANDBOX: web.AppKey[Sandbox] = web.AppKey("sandbox", Sandbox)
_BODY_LIMIT = 70 * 1024 * 1024
_STEP = 0.02

Act = Callable[[Sandbox, Any], dict[str, Any] | Awaitable[dict[str, Any]]]


def add_routes(app: web.Application) -> None:
    """`POST /_sandbox/<act>` for each act, and what can be read."""
    for name, (kind, act) in _ACTS.items():
        app.router.add_post(f"/_sandbox/{name}", _posted(kind, act))
    app.router.add_get("/_sandbox/journal", _journal)
    app.router.add_get("/_sandbox/methods", _methods)


def _posted(kind: type[bodies.Body], act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        sandbox = request.app[SANDBOX]
        # A form of a foreign page cannot send this type without asking first.
        if request.content_type != "application/json":
            return answer({"ok": False, "error": "send JSON"}, 415)
        try:
            body = msgspec.json.decode(await request.read() or b"{}", type=kind)
            result = act(sandbox, body)
            done = result if isinstance(result, dict) else await result
        except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
            return answer({"ok": False, "error": str(wrong)}, 400)
        except ActRefused as refused:
            return answer({"ok": False, "error": str(refused)}, 409)
        return answer({"ok": True} | done)

    return handle


def answer(value: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(value, status=status, dumps=lambda one: json.dumps(one, ensure_ascii=False))


def _said(sandbox: Sandbox, message: Message) -> dict[str, Any]:
    return {"message_id": message.id, "message": message_json(sandbox.world, message)}


def _say(sandbox: Sandbox, body: bodies.Say) -> dict[str, Any]:
    message = sandbox.say(
        body.user,
        body.chat_id,
        body.text or body.caption,
        message_thread_id=body.message_thread_id,
        reply_to=body.reply_to,
        photo=bodies.upload(body.photo, "photo"),
        document=bodies.upload(body.document, "document"),
        video=bodies.upload(body.video, "video"),
        voice=bodies.upload(body.voice, "voice"),
        forward_from=body.forward_from,
    )
    return _said(sandbox, message)


async def _press(sandbox: Sandbox, body: bodies.Press) -> dict[str, Any]:
    """Presses, and waits a bounded time for the toast or alert."""
    callback = sandbox.press(body.user, body.chat_id, body.message_id, body.label, data=body.data)
    await _until(lambda: callback.answer is not None, body.wait)
    shown = callback.answer or {"text": "", "show_alert": False, "url": ""}
    return {"callback_id": callback.id, "answered": callback.answer is not None} | shown


async def _inline(sandbox: Sandbox, body: bodies.Inline) -> dict[str, Any]:
    query = sandbox.inline(body.user, body.query, body.chat_id)
    await _until(lambda: query.results is not None, body.wait)
    return {"query_id": query.id, "answered": query.results is not None, "results": query.results or []}


async def _until(done: Callable[[], bool], seconds: float) -> None:
    """Looks until it is done or the real time is up."""
    try:
        async with asyncio.timeout(min(seconds, 30.0)):
            while not done():  # noqa: ASYNC110  the answer comes by another request of the same loop
                await asyncio.sleep(_STEP)
    except TimeoutError:
        return


def _choose(sandbox: Sandbox, body: bodies.Choose) -> dict[str, Any]:
    chosen = sandbox.choose(body.user, body.query_id, body.result_id, body.chat_id, body.message_thread_id)
    return _said(sandbox, chosen.message)


def _react(sandbox: Sandbox, body: bodies.React) -> dict[str, Any]:
    sandbox.react(body.user, body.chat_id, body.message_id, body.emoji)
    return {}


def _vote(sandbox: Sandbox, body: bodies.Vote) -> dict[str, Any]:
    sandbox.vote(body.user, body.chat_id, body.message_id, body.options)
    return {}


def _user(sandbox: Sandbox, user: int | str) -> int:
    if user == "bot":
        return sandbox.world.bot_id
    if isinstance(user, str):
        raise ActRefused('user is a number, or "bot"')
    return user


def _rights(sandbox: Sandbox, body: bodies.Rights) -> dict[str, Any]:
    user = _user(sandbox, body.user)
    sandbox.rights(body.chat_id, user, body.rights, anonymous=body.anonymous, muted=body.muted)
    return {"member": member_of(sandbox.world, sandbox.world.place(body.chat_id), user)}


def _join(sandbox: Sandbox, body: bodies.Join) -> dict[str, Any]:
    sandbox.join(body.chat_id, _user(sandbox, body.user), by=body.by, rights=body.rights)
    return {}


def _leave(sandbox: Sandbox, body: bodies.Join) -> dict[str, Any]:
    sandbox.leave(body.chat_id, _user(sandbox, body.user), by=body.by)
    return {}


def _start(sandbox: Sandbox, body: bodies.Start) -> dict[str, Any]:
    return _said(sandbox, sandbox.start(body.user, body.payload))


def _start_group(sandbox: Sandbox, body: bodies.StartGroup) -> dict[str, Any]:
    return _said(sandbox, sandbox.start_group(body.user, body.chat_id, body.payload, body.rights))


def _privacy(sandbox: Sandbox, body: bodies.Switch) -> dict[str, Any]:
    sandbox.privacy(body.on)
    return {"on": sandbox.world.privacy}


def _block(sandbox: Sandbox, body: bodies.Block) -> dict[str, Any]:
    sandbox.block(body.user, blocked=body.blocked)
    return {}


def _edit(sandbox: Sandbox, body: bodies.Edit) -> dict[str, Any]:
    return _said(sandbox, sandbox.rewrite(body.user, body.chat_id, body.message_id, body.text))


def _delete(sandbox: Sandbox, body: bodies.Delete) -> dict[str, Any]:
    sandbox.remove(body.user, body.chat_id, body.message_id)
    return {}


def _topic(sandbox: Sandbox, body: bodies.NewTopic) -> dict[str, Any]:
    return {"message_thread_id": sandbox.topic(body.user, body.chat_id, body.name).id}


def _close_topic(sandbox: Sandbox, body: bodies.Thread) -> dict[str, Any]:
    sandbox.close_topic(body.user, body.chat_id, body.message_thread_id, closed=body.closed)
    return {}


def _drop_topic(sandbox: Sandbox, body: bodies.Thread) -> dict[str, Any]:
    sandbox.drop_topic(body.user, body.chat_id, body.message_thread_id)
    return {}


def _upgrade(sandbox: Sandbox, body: bodies.Upgrade) -> dict[str, Any]:
    return {"chat_id": sandbox.upgrade(body.chat_id, forum=body.forum).id}


def _time(sandbox: Sandbox, body: bodies.Time) -> dict[str, Any]:
    return {"now": sandbox.time(body.seconds).isoformat()}


def _fault(sandbox: Sandbox, body: bodies.FaultBody) -> dict[str, Any]:
    kind = str(body.kind)
    sandbox.fault(kind, body.method, body.times, body.seconds)
    return {"faults": sandbox.faults.shown()}


def _nofaults(sandbox: Sandbox, body: bodies.Body) -> dict[str, Any]:
    sandbox.nofaults()
    return {}


def _limits(sandbox: Sandbox, body: bodies.Limits) -> dict[str, Any]:
    if body.on is not None:
        sandbox.limits(body.on)
    return {"on": sandbox.world.flood_limits, "violations": sandbox.violations}


def _ring(sandbox: Sandbox, body: bodies.Ring) -> dict[str, Any]:
    return {"ring_id": sandbox.ring(body.user, body.title, body.body, body.actions, body.quiet)}


async def _answer_ring(sandbox: Sandbox, body: bodies.AnswerRing) -> dict[str, Any]:
    """Touches a ringing phone: `url` of the action is posted to, `open` is for the browser to open."""
    touched = sandbox.answer_ring(body.ring_id, body.action)
    reached, outcome = await post(touched["url"]) if touched.get("url") else (True, "")
    return {"reached": reached, "outcome": outcome, "open": touched.get("open", "")}


_ACTS: dict[str, tuple[type[bodies.Body], Act]] = {
    "say": (bodies.Say, _say),
    "press": (bodies.Press, _press),
    "inline": (bodies.Inline, _inline),
    "choose": (bodies.Choose, _choose),
    "react": (bodies.React, _react),
    "vote": (bodies.Vote, _vote),
    "rights": (bodies.Rights, _rights),
    "join": (bodies.Join, _join),
    "leave": (bodies.Join, _leave),
    "start": (bodies.Start, _start),
    "start_group": (bodies.StartGroup, _start_group),
    "privacy": (bodies.Switch, _privacy),
    "block": (bodies.Block, _block),
    "edit": (bodies.Edit, _edit),
    "delete": (bodies.Delete, _delete),
    "topic": (bodies.NewTopic, _topic),
    "close_topic": (bodies.Thread, _close_topic),
    "drop_topic": (bodies.Thread, _drop_topic),
    "upgrade": (bodies.Upgrade, _upgrade),
    "time": (bodies.Time, _time),
    "fault": (bodies.FaultBody, _fault),
    "nofaults": (bodies.Body, _nofaults),
    "limits": (bodies.Limits, _limits),
    "ring": (bodies.Ring, _ring),
    "answer_ring": (bodies.AnswerRing, _answer_ring),
}


async def _journal(request: web.Request) -> web.Response:
    """`since` is the last number already seen; `last` is the cursor to go on with."""
    since = whole(request.query.get("since", "0"))
    if since is None or since < 0:
        return answer({"ok": False, "error": "since: a number"}, 400)
    journal = request.app[SANDBOX].journal
    entries = journal.since(since)
    last = entries[-1]["seq"] if entries else min(since, journal.last)
    return answer({"ok": True, "entries": entries, "last": last, "violations": request.app[SANDBOX].violations})


async def _methods(request: web.Request) -> web.Response:
    return answer(
        {
            "ok": True,
            "version": spec().version,
            "modelled": catalogue.modelled(),
            "not_modelled": catalogue.not_modelled(),
        }
    )
