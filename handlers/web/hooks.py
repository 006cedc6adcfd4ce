"""`POST /hooks/{source}`: alerts come in, and are answered when they are stored."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Final

import msgspec
from aiohttp import hdrs, web

from bot.ids import TeamId
from bot.rules.tokens import hashed
from handlers import mapping
from handlers.sources import alertmanager, generic, grafana
from handlers.web import bodies, signing
from handlers.web.doors import DOORS, Doors
from handlers.web.ports import KnownSource, Unavailable
from handlers.web.problems import Refused
from storage.vocabulary.alerts import IncomingAlert, SourceFormat

Adapter = Callable[[bytes, datetime], list[IncomingAlert]]

ADAPTERS: Final[dict[SourceFormat, Adapter]] = {
    SourceFormat.ALERTMANAGER: alertmanager.read,
    SourceFormat.GRAFANA: grafana.read,
    SourceFormat.GENERIC: generic.read,
}
"""Which hook is read by which adapter. These three names work with ALERT_TOKEN before any source is registered."""

_encode = msgspec.json.Encoder().encode


async def receive(request: web.Request) -> web.Response:
    """Alerts in, `{"accepted": n, "alerts": [{"alert": id, "incident": number?}]}` out, after the commit.

    All or nothing: one item that does not fit refuses the request and names the field.
    """
    doors = request.app[DOORS]
    name = request.match_info["source"]
    source = await _by_token(request, doors, name)
    bodies.must_be_json(request)
    body = await bodies.read(request, doors.waiting.body_seconds)
    if source is None:
        source = await _by_signature(request, doors, name, body)
    alerts = _understood(source, body, doors.clock.now())
    outcomes = await _stored(doors, source, alerts) if alerts else []
    return web.Response(
        body=_encode({"accepted": len(alerts), "alerts": outcomes}), content_type="application/json"
    )


def _understood(source: KnownSource, body: bytes, now: datetime) -> list[IncomingAlert]:
    if source.mapping and source.format is SourceFormat.GENERIC:
        return mapping.read(body, now, source.mapping)
    return ADAPTERS[source.format](body, now)


async def _stored(doors: Doors, source: KnownSource, alerts: list[IncomingAlert]) -> list[dict[str, str]]:
    # The sender is waiting, not the commit: when he gives up, the commit still ends, and what he sends
    # again finds its key.
    try:
        async with asyncio.timeout(doors.waiting.commit_seconds):
            received = await doors.alerts.receive(source.team, source.name, alerts)
    except TimeoutError:
        raise Unavailable from None
    return [
        {"alert": one.alert_id, "incident": one.incident_number}
        if one.incident_number
        else {"alert": one.alert_id}
        for one in received
    ]


async def _by_token(request: web.Request, doors: Doors, name: str) -> KnownSource | None:
    """The sender whose bearer token this is; None when he signs instead.

    Raises:
        Refused: 401, or 404 when the token is right and no source has this name.
    """
    token = signing.bearer(request.headers.get(hdrs.AUTHORIZATION))
    if token is None:
        if signing.SIGNATURE_HEADER in request.headers:
            return None
        raise _unknown_sender("Send the token as `Authorization: Bearer …`, or sign the request.")
    built_in = SourceFormat(name)
    if doors.alert_token and signing.same(token, doors.alert_token):
        if built_in not in ADAPTERS:
            names = ", ".join(ADAPTERS)
            raise Refused(HTTPStatus.NOT_FOUND, f"No source of this name; there are {names} and registered ones.")
        return KnownSource(TeamId(await doors.sources.first_team()), name, built_in)
    given = hashed(token)
    for known in await doors.sources.named(name):
        if known.token_hash and signing.same(given, known.token_hash) and known.format in ADAPTERS:
            return known
    hint = "" if doors.alert_token or built_in not in ADAPTERS else " ALERT_TOKEN is not set on this desk."
    raise _unknown_sender(f"This token does not belong to this source.{hint}")


async def _by_signature(request: web.Request, doors: Doors, name: str, body: bytes) -> KnownSource:
    timestamp = request.headers.get(signing.TIMESTAMP_HEADER, "")
    if not signing.in_window(timestamp, doors.clock.now()):
        raise _unknown_sender(
            f"{signing.TIMESTAMP_HEADER} must be the present Unix time in seconds, at most "
            f"{signing.WINDOW_SECONDS} s off."
        )
    given = request.headers[signing.SIGNATURE_HEADER].strip().lower()
    for known in await doors.sources.named(name):
        expected = signing.signature(known.secret, timestamp, body)
        if known.secret and signing.same(given, expected) and known.format in ADAPTERS:
            return known
    raise _unknown_sender(
        f"{signing.SIGNATURE_HEADER} must be sha256= and the HMAC-SHA256 of `<timestamp>.<body>` in hex, "
        "with this source's secret."
    )


def _unknown_sender(detail: str) -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, detail, headers={hdrs.WWW_AUTHENTICATE: 'Bearer realm="crisisdesk"'})
