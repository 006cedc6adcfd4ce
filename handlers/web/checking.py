"""`POST /api/v1/check`: may this sentence go out? For workbenches of service and bots of other chats."""

from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec
from aiohttp import hdrs, web

from bot.rules.tokens import hashed
from handlers.reading import Problem
from handlers.web import bodies, signing
from handlers.web.doors import DOORS, Doors
from handlers.web.ports import Asked, Sender, TextRefused
from handlers.web.problems import Refused
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Channel

LONGEST: Final = 200_000


class CheckBody(msgspec.Struct, forbid_unknown_fields=True):
    """What is asked. `incident` is a number (INC-2026-0007); without one the only open incident is meant, and
    where there are several or none the team's standing lines of `crisis_type`."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
    channel: Annotated[str, msgspec.Meta(max_length=60)] = ""
    incident: Annotated[str, msgspec.Meta(max_length=40)] = ""
    crisis_type: Annotated[str, msgspec.Meta(max_length=40)] = ""
    language: Language = Language.ZH


_decode = msgspec.json.Decoder(CheckBody).decode
_encode = msgspec.json.Encoder().encode


async def receive(request: web.Request) -> web.Response:
    """The verdict as JSON, after it was written down as hash and rules."""
    doors = request.app[DOORS]
    sender = await _sender(request, doors)
    bodies.must_be_json(request)
    body = _understood(await bodies.read(request, doors.waiting.body_seconds))
    asked = Asked(body.text, body.channel, body.incident, body.crisis_type, body.language)
    try:
        answer = await doors.checks.check(sender, asked)
    except TextRefused as refused:
        problem = Problem(refused.field, refused.code, refused.detail)
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, refused.detail, [problem]) from refused
    return web.Response(body=_encode(answer), content_type="application/json")


def _understood(body: bytes) -> CheckBody:
    try:
        read = _decode(body)
    except msgspec.ValidationError as wrong:
        field, detail = _place(str(wrong))
        problem = Problem(field, "value", detail)
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{field}: {detail}", [problem]) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        detail = "The body is not JSON."
        raise Refused(HTTPStatus.BAD_REQUEST, detail, [Problem("", "not-json", detail)]) from broken
    for field, word, known in (("channel", read.channel, Channel), ("crisis_type", read.crisis_type, CrisisType)):
        allowed = [one.value for one in known if one.value != "unknown"]
        if word and word not in allowed:
            detail = f"must be one of {', '.join(allowed)}."
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY, f"{field}: {detail}", [Problem(field, "unknown-word", detail)]
            )
    return read


def _place(said: str) -> tuple[str, str]:
    """msgspec says `… - at `$.text``; our problems name the field."""
    detail, _, place = said.partition(" - at `$.")
    return place.rstrip("`"), f"{detail}."


async def _sender(request: web.Request, doors: Doors) -> Sender:
    """Whose bearer token this is.

    Raises:
        Refused: 401.
    """
    token = signing.bearer(request.headers.get(hdrs.AUTHORIZATION))
    if token is not None and doors.alert_token and signing.same(token, doors.alert_token):
        return Sender(await doors.sources.first_team(), "")
    if token is not None:
        given = hashed(token)
        for known in await doors.sources.by_token(given):
            if known.token_hash and signing.same(given, known.token_hash):
                return Sender(known.team, known.name)
    raise Refused(
        HTTPStatus.UNAUTHORIZED,
        "Send the token of a registered source, or ALERT_TOKEN, as `Authorization: Bearer …`.",
        headers={hdrs.WWW_AUTHENTICATE: 'Bearer realm="crisisdesk"'},
    )


def schema() -> dict[str, Any]:
    """The request's JSON Schema, from what is really read."""
    (found,), parts = msgspec.json.schema_components([CheckBody], ref_template="#/components/schemas/{name}")
    made: dict[str, Any] = dict(parts["CheckBody"])
    made["properties"]["language"] = {"enum": [one.value for one in Language], "default": Language.ZH.value}
    made["properties"]["channel"] = {"enum": ["", *(one.value for one in Channel if one.value != "unknown")]}
    made["properties"]["crisis_type"] = {
        "enum": ["", *(one.value for one in CrisisType if one.value != "unknown")]
    }
    assert found, "the schema has a place of its own"
    return made


ANSWER: Final = {
    "type": "object",
    "required": ["check", "verdict", "findings", "rules", "line", "basis", "sheet_version", "incident"],
    "properties": {
        "check": {"type": "string", "description": "Under this the log keeps hash and rules."},
        "verdict": {"enum": ["clear", "change", "block"]},
        "rules": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Each once, in order of place.",
        },
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["rule", "level", "start", "end", "text", "reason", "why", "evidence", "certain"],
                "properties": {
                    "rule": {"type": "string"},
                    "level": {"enum": ["block", "warn"]},
                    "start": {"type": "integer", "description": "In code points of the text."},
                    "end": {"type": "integer", "description": "Not included."},
                    "text": {"type": "string"},
                    "reason": {"type": "string", "description": "A word that does not change."},
                    "why": {"type": "string", "description": "The same as a sentence in the language asked for."},
                    "evidence": {"type": "string"},
                    "certain": {"type": "boolean", "description": "False: guessed, a person has to look."},
                },
            },
        },
        "line": {"type": "string", "description": "What to say instead; empty when there is no approved line."},
        "line_from": {"enum": ["mended", "row", "approved", "nobody"]},
        "basis": {"enum": ["sheet", "standing", "none"]},
        "sheet_version": {"type": "string"},
        "incident": {"type": "string", "description": "The incident's number; empty without one."},
    },
}
