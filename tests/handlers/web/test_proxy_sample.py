"""The reverse proxy of `docs/operators.md` lets through what strangers need, and nothing of the operators'."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry

from handlers.web.application import build
from handlers.web.doors import Doors, Waiting
from tests.kit.clock import FakeClock

PAGE = Path(__file__).parents[3] / "docs" / "operators.md"
FOR_OPERATORS = {"/healthz", "/readyz", "/metrics"}


def let_through(path: str) -> bool:
    server = re.search(r"```nginx\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert server is not None, "the sample is gone"
    patterns = re.findall(r"location ~ (\S+) \{ proxy_pass", server[1])
    exact = re.findall(r"location = (\S+) \{ proxy_pass", server[1])
    return path in exact or any(re.search(pattern, path) for pattern in patterns)


async def test_every_page_of_the_desk_is_reached_through_it_but_the_operators_own() -> None:
    parts: dict[str, Any] = {field.name: None for field in fields(Doors)}
    application = build(
        Doors(
            **parts
            | {
                "clock": FakeClock(),
                "waiting": Waiting(),
                "figures": CollectorRegistry(),
                "webhook_secret": "a secret of the webhook",
                "alert_token": "a token",
            }
        )
    )
    paths = {resource.canonical for resource in application.router.resources()}
    assert paths >= FOR_OPERATORS
    assert {path for path in paths if not let_through(path)} == FOR_OPERATORS
