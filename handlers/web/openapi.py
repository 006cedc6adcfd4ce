"""`/api/v1/openapi.json`: the interface as an OpenAPI 3.1 document, made from what the adapters really read."""

from functools import cache
from typing import Any

import msgspec
from aiohttp import web

from handlers.sources import generic
from handlers.web import bodies, checking, signing

_ALERTS = "#/components/schemas/Alerts"
_PROBLEM = "#/components/schemas/Problem"


async def show(_: web.Request) -> web.Response:
    """The document."""
    return web.Response(body=_written(), content_type="application/json")


@cache
def _written() -> bytes:
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """The interface; schemas of request bodies come from the adapters themselves."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "crisisdesk",
            "version": "1",
            "description": "Alerts in: 2xx only when they are stored. Sentences checked: may they go out?",
        },
        "paths": {
            "/hooks/generic": {"post": _hook("The desk's own format", {"$ref": _ALERTS})},
            "/hooks/alertmanager": {"post": _hook("Prometheus Alertmanager, webhook version 4", _OBJECT)},
            "/hooks/grafana": {"post": _hook("Grafana, contact point of type webhook", _OBJECT)},
            "/api/v1/check": {"post": _check()},
            "/healthz": {"get": _look("The process answers.")},
            "/readyz": {"get": _look("Alerts can be stored; 503 when not.")},
            "/metrics": {"get": _look("Figures in Prometheus' text format.")},
        },
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "ALERT_TOKEN, or the source's own."},
                "signature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": signing.SIGNATURE_HEADER,
                    "description": f"sha256= and the HMAC-SHA256 of `<{signing.TIMESTAMP_HEADER}>.<body>` in hex; "
                    f"the time stamp is Unix time in seconds, at most {signing.WINDOW_SECONDS} s off.",
                },
            },
            "schemas": _schemas(),
        },
    }


_OBJECT = {"type": "object", "required": ["alerts"], "properties": {"alerts": {"type": "array"}}}


def _hook(summary: str, schema: dict[str, Any]) -> dict[str, Any]:
    refusals = {
        "400": "Not JSON, or the body broke off.",
        "401": "Token or signature is missing or wrong.",
        "408": "The body did not arrive in time.",
        "413": f"More than {bodies.LARGEST} bytes, or too many alerts.",
        "415": "Says that it is something else than JSON.",
        "422": "JSON that does not say what it must; `errors` names each field.",
        "503": "Nothing can be stored just now; Retry-After says when to send it again.",
    }
    return {
        "summary": summary,
        "security": [{"token": []}, {"signature": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": {"description": "Stored.", "content": {"application/json": {"schema": _STORED}}},
            **{status: _problem(description) for status, description in refusals.items()},
        },
    }


def _check() -> dict[str, Any]:
    """The check of a sentence."""
    refusals = {
        "400": "Not JSON, or the body broke off.",
        "401": "The token is missing or wrong.",
        "408": "The body did not arrive in time.",
        "413": f"More than {bodies.LARGEST} bytes.",
        "415": "Says that it is something else than JSON.",
        "422": "JSON that does not say what it must, or an incident that is not this team's.",
        "503": "Nothing can be checked just now; Retry-After says when to ask again.",
    }
    return {
        "summary": "May this sentence go out, and if not, why, and what to say instead?",
        "security": [{"token": []}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Check"}}},
        },
        "responses": {
            "200": {
                "description": "The verdict; the sentence is kept as hash and rules only.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Verdict"}}},
            },
            **{status: _problem(description) for status, description in refusals.items()},
        },
    }


_STORED = {
    "type": "object",
    "required": ["accepted", "alerts"],
    "properties": {
        "accepted": {"type": "integer", "minimum": 0},
        "alerts": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["alert"],
                "properties": {"alert": {"type": "string"}, "incident": {"type": "string"}},
            },
        },
    },
}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": {"$ref": _PROBLEM}}}}


def _look(description: str) -> dict[str, Any]:
    return {"responses": {"200": {"description": description}}}


def _schemas() -> dict[str, Any]:
    """The adapter's JSON Schema, its definitions moved to where OpenAPI looks for them."""
    schema = {name: part for name, part in generic.SCHEMA.items() if not name.startswith("$")}
    moved = {"Alerts": schema, **generic.SCHEMA["$defs"]}
    text = msgspec.json.encode(moved).replace(b"#/$defs/", b"#/components/schemas/")
    own = {"Problem": _PROBLEM_SCHEMA, "Check": checking.schema(), "Verdict": checking.ANSWER}
    return {**msgspec.json.decode(text), **own}


_PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reference": {"type": "string", "description": "Under this the desk's log says more."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}
