"""Alerts as monitoring sends them: about 550 bytes each, to the desk's hook or to Alertmanager's API."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.kit.processes import ALERT_TOKEN

HOOK: Final = "/hooks/alertmanager"
API: Final = "/api/v2/alerts"


_ONE: Final = json.loads(Path(__file__).with_name("alert.json").read_text("utf-8"))


def alert(number: int, at: datetime, **labels: str) -> dict[str, Any]:
    """Alert `number` of a run, first seen `at`; every number is an alert of its own."""
    said = _ONE["annotations"]
    return {
        "labels": {**_ONE["labels"], "content_id": f"7301{number:012d}", **labels},
        "annotations": {**said, "summary": said["summary"].format(number=number)},
        "startsAt": at.isoformat(timespec="milliseconds"),
        "generatorURL": _ONE["generatorURL"].format(number=number),
    }


def for_desk(base: str, alerts: list[dict[str, Any]]) -> bytes:
    """One request of Alertmanager's webhook format, version 4, as it goes over the wire."""
    group = {
        "version": "4",
        "groupKey": '{}:{alertname="NegativeCommentsRising"}',
        "status": "firing",
        "receiver": "desk",
        "groupLabels": {"alertname": "NegativeCommentsRising"},
        "commonLabels": {"alertname": "NegativeCommentsRising"},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example:9093",
        "truncatedAlerts": 0,
        "alerts": [
            {
                "status": "firing",
                **one,
                "endsAt": "0001-01-01T00:00:00Z",
                "fingerprint": f"{int(one['labels']['content_id']):016x}",
            }
            for one in alerts
        ],
    }
    return _request(base, HOOK, group, ALERT_TOKEN)


def hook(base: str, payload: dict[str, Any], token: str = ALERT_TOKEN) -> bytes:
    """One request to the desk's own JSON hook, as it goes over the wire; a token names the team's source."""
    return _request(base, "/hooks/generic", payload, token)


def for_alertmanager(base: str, alerts: list[dict[str, Any]]) -> bytes:
    """One request of Alertmanager's API, version 2, as it goes over the wire."""
    return _request(base, API, alerts)


def _request(base: str, path: str, value: Any, token: str = "") -> bytes:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: {base.removeprefix('http://')}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *([f"Authorization: Bearer {token}"] if token else []),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
