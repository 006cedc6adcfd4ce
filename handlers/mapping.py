"""Somebody else's JSON, read through a mapping of its source and then by the generic format."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.rules.mappings import ITEMS, mapped
from handlers.payloads import decoded, decoder, opened
from handlers.reading import PayloadRefused, severity
from handlers.sources import generic
from storage.vocabulary.alerts import IncomingAlert

_decode = decoder(object)
_encode = msgspec.json.Encoder().encode


def read(body: bytes, received_at: datetime, mapping: Mapping[str, str]) -> list[IncomingAlert]:
    """The alerts of one request, their fields found by the mapping; what is kept as evidence is the sender's
    own item.

    Raises:
        PayloadRefused: no JSON, or what the mapping finds does not fit the generic format; names our field.
    """
    found = mapped(decoded(_decode, opened(body)), mapping)
    alerts = generic.read(_encode([_ours(one.fields) for one in found]), received_at)
    return [replace(alert, raw=_encode(one.item)) for alert, one in zip(alerts, found, strict=True)]


def _ours(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A level in words of their own says nothing, as with Alertmanager; the desk's rules decide then."""
    level = fields.get("severity")
    if isinstance(level, str) and severity(level) is None:
        return {field: value for field, value in fields.items() if field != "severity"}
    return fields


def titles(items: Sequence[bytes], received_at: datetime, mapping: Mapping[str, str]) -> list[str]:
    """The titles (cleaned and masked) that the mapping finds in these items, tried one by one. An item may be a
    whole request or, as deliveries are kept, a single member of one."""
    found: list[str] = []
    inside = {field: path for field, path in mapping.items() if field != ITEMS}
    for item in items:
        for way in (mapping, inside):
            try:
                read_now = read(item, received_at, way)
            except PayloadRefused:
                continue
            if read_now:
                found += [alert.title for alert in read_now]
                break
    return found
