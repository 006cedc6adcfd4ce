"""Links to the duty page: a token from a key and a name. Pure.

Only the token's hash is kept, so a copy of the database opens no door; the key stands in the settings. The token
is made again whenever a message is drawn, and so needs to be kept nowhere.
"""

import base64
import hashlib
import hmac

#: 192 bits: nobody guesses one, and it fits into a line.
_TOKEN_BYTES = 24


def token(key: bytes, link: str) -> str:
    """The token of this link, fit for an address."""
    made = hmac.new(key, b"duty:" + link.encode(), hashlib.sha256).digest()[:_TOKEN_BYTES]
    return base64.urlsafe_b64encode(made).decode()


def key_of(secret: str) -> bytes:
    """The key of links, out of the desk's own secret."""
    return hashlib.sha256(b"crisisdesk duty links\0" + secret.encode()).digest()
