"""Who sends? A bearer token, or a signature over time stamp and body; both compared in constant time."""

import hashlib
import hmac
import re
from datetime import datetime
from typing import Final

TIMESTAMP_HEADER: Final = "X-Crisisdesk-Timestamp"
SIGNATURE_HEADER: Final = "X-Crisisdesk-Signature"
WINDOW_SECONDS: Final = 300
"""A signed request older or newer than this is refused. Within it the same one may come again (a sender that
heard no answer repeats it); what it says is deduplicated by its key."""


def bearer(header: str | None) -> str | None:
    """The token of an `Authorization: Bearer …` header, None when there is none."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def same(given: str, expected: str) -> bool:
    """Are these secrets equal? Takes equally long whatever the first difference is."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What `X-Crisisdesk-Signature` must be: `sha256=` and the HMAC over `<timestamp>.<body>` in hex."""
    signed = timestamp.encode("utf-8", "surrogateescape") + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def in_window(timestamp: str, now: datetime) -> bool:
    """Was this signed within the last five minutes? `timestamp` is Unix time in whole seconds."""
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    return abs(now.timestamp() - int(timestamp)) <= WINDOW_SECONDS
