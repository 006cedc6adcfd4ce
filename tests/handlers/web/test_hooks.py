"""Alerts come in over HTTP: who may, what is answered, and that what cannot be read leaves no trace."""

import asyncio
import hashlib
import hmac
import json
from typing import Any

import pytest
from aiohttp import ClientResponse

from bot.ids import SourceId, TeamId
from handlers.sources import generic
from handlers.web.openapi import document
from storage.tables.alerts import Alert, Delivery, Source
from storage.tables.incidents import Incident
from storage.tables.teams import Team
from storage.vocabulary.alerts import SourceFormat
from tests.handlers.web.conftest import ALERT_TOKEN, Door

TITLE = {"title": "差评激增:1 小时内 42 条", "severity": "S3"}


async def refused(answer: ClientResponse, status: int, field: str = "") -> dict[str, Any]:
    """A refusal in the one shape there is, naming the field."""
    assert answer.status == status, await answer.text()
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = await answer.json(content_type=None)
    assert problem["status"] == status
    assert problem["detail"]
    if field:
        assert field in [error["field"] for error in problem["errors"]]
    return problem


async def nothing_is_stored(door: Door) -> None:
    assert await door.count(Delivery) == 0
    assert await door.count(Alert) == 0
    assert await door.count(Incident) == 0


# --- what comes in ---


async def test_an_alert_is_answered_when_it_is_stored(door: Door) -> None:
    answer = await door.post(TITLE)
    assert answer.status == 200
    told = await answer.json()
    assert told["accepted"] == 1
    async with door.app.database.reading() as session:
        alert = await session.get(Alert, told["alerts"][0]["alert"])
    assert alert is not None
    assert alert.title == TITLE["title"]


async def test_an_alert_of_the_worst_level_comes_back_with_its_incident(door: Door) -> None:
    told = await (await door.post({**TITLE, "severity": "S1"})).json()
    assert told["alerts"][0]["incident"] == "INC-2026-0001"


async def test_sixteen_at_the_same_instant_are_one_alert(door: Door) -> None:
    answers = await asyncio.gather(*(door.post({**TITLE, "dedup_key": "one"}) for _ in range(16)))
    told = [(await answer.json())["alerts"][0]["alert"] for answer in answers]
    assert len(set(told)) == 1
    assert await door.count(Alert) == 1
    assert await door.count(Delivery) == 16


async def test_an_empty_batch_is_fine_and_leaves_nothing(door: Door) -> None:
    answer = await door.post({"version": "4", "alerts": []}, "/hooks/alertmanager")
    assert await answer.json() == {"accepted": 0, "alerts": []}
    await nothing_is_stored(door)


@pytest.mark.parametrize("name", ["alertmanager", "grafana"])
async def test_each_built_in_hook_reads_its_own_format(door: Door, name: str) -> None:
    fired = {"status": "firing", "labels": {"alertname": "NegativeComments", "severity": "critical"}}
    answer = await door.post({"version": "4", "status": "firing", "alerts": [fired, fired]}, f"/hooks/{name}")
    assert (await answer.json())["accepted"] == 2


async def test_curl_without_a_content_type_is_understood(door: Door) -> None:
    kind = "application/x-www-form-urlencoded"
    assert (await door.post(TITLE, **{"Content-Type": kind})).status == 200


async def test_what_says_that_it_is_something_else_is_refused(door: Door) -> None:
    await refused(await door.post(b"<alert/>", **{"Content-Type": "text/xml"}), 415, "Content-Type")
    await nothing_is_stored(door)


# --- who may ---


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", f"Basic {ALERT_TOKEN}", "Bearer \u00e9"])
async def test_unsigned(door: Door, header: str) -> None:
    answer = await door.client.post(
        "/hooks/generic", json=TITLE, headers={"Authorization": header} if header else {}
    )
    problem = await refused(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert ALERT_TOKEN not in json.dumps(problem)
    await nothing_is_stored(door)


async def test_a_right_token_at_a_wrong_address_names_the_hooks_there_are(door: Door) -> None:
    problem = await refused(await door.post(TITLE, "/hooks/genric"), 404)
    assert "generic" in problem["detail"]


async def own_source(door: Door, **fields: str) -> None:
    async with door.app.desk.transaction() as u:
        team = (await u.teams.all())[0]
        u.add(
            Source(
                id=SourceId(u.new_id()),
                team_id=TeamId(team.id),
                name="sentiment",
                format=SourceFormat.GENERIC,
                mapping={},
                created_at=u.now,
                **fields,
            )
        )


async def test_an_own_source_comes_in_with_its_own_token(door: Door) -> None:
    await own_source(door, token_hash=hashlib.sha256(b"own").hexdigest())
    path = "/hooks/sentiment"
    assert (await door.post(TITLE, path, Authorization="Bearer own")).status == 200
    await refused(await door.post(TITLE, path, Authorization="Bearer other"), 401)
    await refused(await door.post(TITLE, "/hooks/generic", Authorization="Bearer own"), 401)


async def test_a_second_team_has_its_own_token_for_the_same_hook(door: Door) -> None:
    async with door.app.desk.transaction() as u:
        first = (await u.teams.all())[0]
        other = Team(id=TeamId(u.new_id()), name="second", position=1, policies={}, created_at=u.now)
        u.add(other)
        await u.session.flush()
        u.add(
            Source(
                id=SourceId(u.new_id()),
                team_id=other.id,
                name="generic",
                format=SourceFormat.GENERIC,
                token_hash=hashlib.sha256(b"of the second").hexdigest(),
                mapping={},
                created_at=u.now,
            )
        )
    same = {**TITLE, "dedup_key": "the same matter"}
    answers = [await door.post(same), await door.post(same, Authorization="Bearer of the second")]
    teams = []
    for answer in answers:
        async with door.app.database.reading() as session:
            alert = await session.get(Alert, (await answer.json())["alerts"][0]["alert"])
        assert alert is not None
        teams.append(alert.team_id)
    assert teams == [first.id, other.id]


def signed(door: Door, body: bytes, secret: str = "shared", age: int = 0) -> dict[str, str]:
    stamp = str(int(door.clock.now().timestamp()) - age)
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Crisisdesk-Timestamp": stamp, "X-Crisisdesk-Signature": f"sha256={mac}"}


async def test_an_own_source_may_sign_instead(door: Door) -> None:
    await own_source(door, secret="shared")
    body = json.dumps(TITLE).encode()
    answer = await door.client.post("/hooks/sentiment", data=body, headers=signed(door, body))
    assert answer.status == 200


@pytest.mark.parametrize(
    ("secret", "age", "changed"),
    [("other", 0, b""), ("shared", 0, b" "), ("shared", 301, b""), ("shared", -301, b"")],
    ids=["another secret", "a changed body", "too old", "from the future"],
)
async def test_a_signature_that_does_not_fit(door: Door, secret: str, age: int, changed: bytes) -> None:
    await own_source(door, secret="shared")
    body = json.dumps(TITLE).encode()
    answer = await door.client.post(
        "/hooks/sentiment", data=body + changed, headers=signed(door, body, secret, age)
    )
    await refused(answer, 401)
    await nothing_is_stored(door)


async def test_a_source_without_a_secret_cannot_be_signed_for(door: Door) -> None:
    await own_source(door, token_hash=hashlib.sha256(b"own").hexdigest())
    body = json.dumps(TITLE).encode()
    answer = await door.client.post("/hooks/sentiment", data=body, headers=signed(door, body, secret=""))
    await refused(answer, 401)


# --- bad input, word by word ---


async def test_oversized(door: Door) -> None:
    await refused(await door.post({**TITLE, "summary": "x" * (1024 * 1024)}), 413)
    await nothing_is_stored(door)


async def test_a_ten_megabyte_title(door: Door) -> None:
    await refused(await door.post({"title": "字" * (10 * 1024 * 1024 // 3)}), 413)
    await nothing_is_stored(door)
    assert (await door.post(TITLE)).status == 200


@pytest.mark.parametrize("body", [b"{", b"", b"nope", b'{"title": NaN}', b"\xff\xfe{\x00"])
async def test_malformed(door: Door, body: bytes) -> None:
    await refused(await door.post(body), 400)
    await nothing_is_stored(door)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", 5), ("severity", ["S1"]), ("labels", "x"), ("viewers", -1), ("evidence", {}), ("live", "yes")],
)
async def test_wrong_typed(door: Door, field: str, value: object) -> None:
    await refused(await door.post({**TITLE, field: value}), 422, field)
    await nothing_is_stored(door)


async def test_one_bad_item_refuses_its_batch_by_number(door: Door) -> None:
    await refused(await door.post({"alerts": [TITLE, {"title": ""}]}), 422, "alerts[1].title")
    await nothing_is_stored(door)


async def raw_exchange(door: Door, *parts: bytes) -> bytes:
    """Send these bytes on a connection of our own, and hear what comes until it is closed."""
    reader, writer = await asyncio.open_connection(door.client.host, door.client.port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    heard = await reader.read()
    writer.close()
    return heard


async def test_half_sent(door: Door) -> None:
    """The rest never comes: the sender is told after a while, and nobody waits for ever."""
    head = (
        f"POST /hooks/generic HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {ALERT_TOKEN}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    )
    heard = await raw_exchange(door, head.encode(), b'{"title": "half')
    assert heard.startswith(b"HTTP/1.1 408")
    assert b"application/problem+json" in heard
    await nothing_is_stored(door)
    assert (await door.post(TITLE)).status == 200


async def test_a_broken_chunk_is_refused(door: Door) -> None:
    head = (
        f"POST /hooks/generic HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {ALERT_TOKEN}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    heard = await raw_exchange(door, head.encode() + b"zz\r\n{}\r\n0\r\n\r\n")
    assert b" 400 " in heard.splitlines()[0]
    await nothing_is_stored(door)


async def test_deeply_nested(door: Door) -> None:
    await refused(await door.post(b'{"title":"x","labels":' + b"[" * 5000 + b"]" * 5000 + b"}"), 400)
    await nothing_is_stored(door)


WILD = {
    "NUL": "a\x00b",
    "lone surrogate": "a\ud83db",
    "RTL": "a\u202eb",
    "zero-width": "a\u200bb",
    "HTML": "a<b>b</b>&amp;",
}


@pytest.mark.parametrize("text", WILD.values(), ids=WILD)
async def test_wild_text_in_every_field_is_kept_harmless(door: Door, text: str) -> None:
    fields = ("title", "summary", "account", "platform", "product", "dedup_key", "crisis_type", "content_url")
    payload: dict[str, Any] = dict.fromkeys(fields, text)
    payload |= {"labels": {text: text}, "evidence": [{"kind": text, "url": text, "text": text}]}
    answer = await door.post(payload)
    assert answer.status == 200
    alert_id = (await answer.json())["alerts"][0]["alert"]
    async with door.app.database.reading() as session:
        alert = await session.get(Alert, alert_id)
    assert alert is not None
    kept = json.dumps(alert.model_dump(mode="json"), ensure_ascii=False)
    assert not set(kept) & set("\x00\ud83d\u202e\u200b")
    assert alert.title.startswith("a")


async def test_unknown_severity(door: Door) -> None:
    await refused(await door.post({"title": "x", "severity": "apocalyptic"}), 422, "severity")
    await nothing_is_stored(door)


@pytest.mark.parametrize("moment", ["2026-11-22T20:30:00", "2026-11-22T23:40:00+08:00", 1e12, "yesterday"])
async def test_naive_or_future_dates(door: Door, moment: object) -> None:
    await refused(await door.post({"title": "x", "first_seen": moment}), 422, "first_seen")
    await nothing_is_stored(door)


# --- when the desk cannot ---


async def test_a_desk_that_goes_down_asks_to_come_again(door: Door) -> None:
    door.app.intake.close()
    answer = await door.post(TITLE)
    await refused(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


async def test_a_database_that_is_away_asks_to_come_again(door: Door) -> None:
    path = door.app.database.path
    assert path is not None
    await door.app.database.close()
    path.rename(path.with_name("away.db"))
    path.mkdir()
    answer = await door.post(TITLE)
    await refused(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


async def test_nothing_at_an_address_and_a_wrong_method_are_problems_too(door: Door) -> None:
    await refused(await door.client.get("/nothing/here"), 404)
    answer = await door.client.get("/hooks/generic")
    await refused(answer, 405)
    assert answer.headers["Allow"] == "POST"


async def test_every_answer_keeps_to_itself(door: Door) -> None:
    for path in ("/healthz", "/nothing", "/metrics"):
        answer = await door.client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in answer.headers


# --- the description ---


async def test_the_description_says_what_the_adapter_reads(door: Door) -> None:
    shown = await (await door.client.get("/api/v1/openapi.json")).json()
    assert shown == json.loads(json.dumps(document()))
    schemas = shown["components"]["schemas"]
    assert schemas["Alert"]["properties"].keys() == generic.SCHEMA["$defs"]["Alert"]["properties"].keys()
    for reference in references(shown):
        assert reference.removeprefix("#/components/schemas/") in schemas


def references(part: object) -> list[str]:
    """Every $ref of a document."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []
