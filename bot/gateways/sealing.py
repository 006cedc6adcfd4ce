"""Messages sealed for one browser: RFC 8291 over RFC 8188, and the signature that says who sends, RFC 8292.

The push service in between (a browser maker's) carries bytes it cannot read.
"""

import base64
import os
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PLAIN_LIMIT: Final = 3993
"""RFC 8291, section 4: 4096 bytes for a push message, less header, delimiter and tag."""
_RECORD: Final = 4096
_SIGNED_FOR: Final = timedelta(hours=12)
"""RFC 8292, section 2: no longer than 24 hours."""


class Unsealable(ValueError):
    """The keys of a subscription are none, or the message is too long."""


def b64(data: bytes) -> str:
    """Base64 for URLs, without filling (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The same back. Raises ValueError."""
    return base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def seal(
    plain: bytes,
    p256dh: str,
    auth: str,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body for a browser whose subscription has these keys. `sender` and `salt` are made anew each time; only
    the RFC's example gives them.

    Raises:
        Unsealable: see there.
    """
    if len(plain) > PLAIN_LIMIT:
        raise Unsealable("longer than a push message may be")
    sender = sender or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    try:
        receiver_point, secret = unb64(p256dh), unb64(auth)
        receiver = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), receiver_point)
    except ValueError:
        raise Unsealable("not the keys of a subscription") from None
    if len(secret) != 16:
        raise Unsealable("not the secret of a subscription")
    point = public_point(sender)
    # RFC 8291, section 3.4
    shared = sender.exchange(ec.ECDH(), receiver)
    key_material = _hkdf(secret, b"WebPush: info\x00" + receiver_point + point, 32, shared)
    # RFC 8188, section 2
    key = _hkdf(salt, b"Content-Encoding: aes128gcm\x00", 16, key_material)
    nonce = _hkdf(salt, b"Content-Encoding: nonce\x00", 12, key_material)
    header = salt + _RECORD.to_bytes(4, "big") + bytes([len(point)]) + point
    return header + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def _hkdf(salt: bytes, info: bytes, length: int, material: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(material)


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def new_key() -> str:
    """A new key of the desk towards push services, as it is kept."""
    return b64(ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big"))


def key_of(kept: str) -> ec.EllipticCurvePrivateKey:
    """The key that was kept."""
    return ec.derive_private_key(int.from_bytes(unb64(kept), "big"), ec.SECP256R1())


def vapid(endpoint: str, key: ec.EllipticCurvePrivateKey, contact: str, now: datetime) -> str:
    """The `Authorization` header for this endpoint: who sends, whom to ask, until when.

    Args:
        contact: `mailto:` or `https:` address of whoever runs this desk.
    """
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + _SIGNED_FOR).timestamp()),
        "sub": contact,
    }
    signed = f"{b64(msgspec.json.encode({'typ': 'JWT', 'alg': 'ES256'}))}.{b64(msgspec.json.encode(claims))}"
    r, s = utils.decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    # RFC 7515, A.3: the two numbers as 32 bytes each
    token = f"{signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"vapid t={token}, k={b64(public_point(key))}"
