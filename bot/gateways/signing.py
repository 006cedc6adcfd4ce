"""The signature under what the desk sends to addresses of its teams: the same two headers it asks for itself."""

import hashlib
import hmac
from datetime import datetime


def signed(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """Unix seconds, and the HMAC-SHA256 over `<seconds>.<body>` in hex."""
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"X-Crisisdesk-Timestamp": timestamp, "X-Crisisdesk-Signature": f"sha256={digest}"}
