"""`POST /api/v1/check`: who may ask, what comes back, and what is refused in words."""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk import sources
from handlers.web import openapi
from storage.tables.wordings import CheckLog
from storage.vocabulary.alerts import SourceFormat
from storage.vocabulary.wordings import CheckVerdict, CheckWay
from tests.handlers.web.conftest import Door

PATH = "/api/v1/check"


async def test_a_sentence_is_answered_and_kept_as_hash_and_rules(door: Door) -> None:
    answer = await door.post({"text": "由于供应商的原因,我们将全额退款", "language": "en"}, PATH)
    assert answer.status == 200
    told = await answer.json()
    assert (told["verdict"], told["basis"], told["incident"]) == ("block", "none", "")
    assert told["rules"] == ["R-C7", "R-C9", "R-C5"]
    refund = next(one for one in told["findings"] if one["rule"] == "R-C5")
    assert (refund["text"], refund["start"], refund["end"]) == ("全额退款", 12, 16)
    assert refund["why"] == "no approved remedy yet"
    async with door.app.database.reading() as session:
        (log,) = (await session.exec(select(CheckLog))).all()
    assert (log.id, log.verdict, log.way) == (told["check"], CheckVerdict.BLOCK, CheckWay.API)
    assert len(log.text_hash) == 64
    clear = await (await door.post({"text": "我们正在核实。", "channel": "douyin_comment"}, PATH)).json()
    assert clear["verdict"] == "clear"


async def test_a_source_s_own_token_asks_for_its_team(door: Door) -> None:
    added = await sources.add(door.app.desk, "service-desk", SourceFormat.GENERIC)
    answer = await door.post({"text": "收到"}, PATH, Authorization=f"Bearer {added.token}")
    assert answer.status == 200
    for wrong in ("Bearer nonsense", f"Basic {added.token}", ""):
        refused = await door.post({"text": "收到"}, PATH, Authorization=wrong)
        assert refused.status == 401
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")
        assert refused.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", 400, ""),
        (b'{"text": 7}', 422, "text"),
        (b'{"text": ""}', 422, "text"),
        (b"{}", 422, ""),
        (b'{"text": "a", "channel": "carrier_pigeon"}', 422, "channel"),
        (b'{"text": "a", "crisis_type": "storm"}', 422, "crisis_type"),
        (b'{"text": "a", "incident": "INC-2026-0099"}', 422, "incident"),
        (b'{"text": "a", "txet": "b"}', 422, ""),
        (b"[" * 100_000, 422, ""),
        ('{"text": "' + "我" * 200_001 + '"}', 422, "text"),
    ],
)
async def test_what_cannot_be_checked_is_refused_by_its_field(
    door: Door, body: bytes | str, status: int, field: str
) -> None:
    answer = await door.post(body.encode() if isinstance(body, str) else body, PATH)
    told = await answer.json()
    assert (answer.status, answer.content_type) == (status, "application/problem+json")
    assert told["errors"][0]["field"] == field
    assert told["detail"]
    assert await door.count(CheckLog) == 0


async def test_long_and_wild_texts_are_answered(door: Door) -> None:
    for text in ("我们在核实。" * 16_000, "😀" * 500, "\u202e致癌\u2066", "<b>全</b>额退款", "\\ud800致癌"):
        answer = await door.post({"text": text}, PATH)
        assert answer.status == 200, ascii(text[:20])


def test_the_document_describes_what_is_read_and_answered() -> None:
    document: dict[str, Any] = openapi.document()
    asked = document["components"]["schemas"]["Check"]
    assert asked["required"] == ["text"]
    assert set(asked["properties"]) == {"text", "channel", "incident", "crisis_type", "language"}
    assert set(document["paths"][PATH]["post"]["responses"]) == {
        "200", "400", "401", "408", "413", "415", "422", "503",
    }  # fmt: skip
