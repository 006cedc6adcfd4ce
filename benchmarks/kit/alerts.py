"""Alerts as monitoring sends them: about 550 bytes each, to the desk's hook or to Alertmanager's API."""

import json
from datetime import datetime
from typing import Any, Final

from benchmarks.kit.processes import ALERT_TOKEN

HOOK: Final = "/hooks/alertmanager"
API: Final = "/api/v2/alerts"


def alert(number: int, at: datetime, **labels: str) -> dict[str, Any]:
    """Alert `number` of a run, first seen `at`; every number is an alert of its own."""
    return {
        "labels": {
            "alertname": "NegativeCommentsRising",
            "severity": "warning",
            "platform": "douyin",
            "content_id": f"7301{number:012d}",
            "monitor": "comments-3",
            "region": "cn-east",
            **labels,
        },
        "annotations": {
            "summary": f"w{number:06d} 差评在一小时内翻倍",
            "description": "过去 60 分钟新增差评 412 条,较前一小时增长 2.3 倍,主要提到发货慢与包装破损。",
        },
        "startsAt": at.isoformat(timespec="milliseconds"),
        "generatorURL": f"http://monitor.example/graph?content={number:012d}",
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
