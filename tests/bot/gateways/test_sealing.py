"""Messages for browsers: the example of RFC 8291, opened by code written from the RFC, and who signs."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.gateways import sealing
from bot.gateways.outgoing import Allowed, Outgoing
from bot.gateways.phones.webpush import WebPush
from storage.vocabulary.phones import PhoneKind, RingVerdict
from tests.bot.gateways.phones.pages import RING, TAKE_URL, page, stopped
from tests.kit.clock import BEGIN, FakeClock
from tests.kit.web import elsewhere, saying

# RFC 8291, section 5 and appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
UA_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
UA_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(body: bytes, private: str = UA_PRIVATE, auth: str = AUTH) -> bytes:
    """What a browser does, after RFC 8188 section 2 and RFC 8291 section 3; nothing of ours is used."""
    salt, record, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
    sender, sealed = body[21 : 21 + length], body[21 + length :]
    assert len(sealed) <= record
    key = ec.derive_private_key(int.from_bytes(decoded(private), "big"), ec.SECP256R1())
    numbers = key.public_key().public_numbers()
    mine = b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))

    def step(key: bytes, message: bytes) -> bytes:
        return hmac.new(key, message, hashlib.sha256).digest()

    material = step(step(decoded(auth), shared), b"WebPush: info\x00" + mine + sender + b"\x01")
    base = step(salt, material)
    content_key = step(base, b"Content-Encoding: aes128gcm\x00\x01")[:16]
    nonce = step(base, b"Content-Encoding: nonce\x00\x01")[:12]
    plain = AESGCM(content_key).decrypt(nonce, sealed, None)
    assert plain.rstrip(b"\x00").endswith(b"\x02")  # the delimiter of the last record
    return plain.rstrip(b"\x00")[:-1]


def test_the_example_of_the_rfc() -> None:
    sealed = sealing.seal(PLAIN, UA_PUBLIC, AUTH, sealing.key_of(AS_PRIVATE), decoded(SALT))
    assert sealing.b64(sealed) == BODY
    assert opened(decoded(BODY)) == PLAIN


def test_each_message_has_a_key_of_its_own() -> None:
    one, other = (sealing.seal(PLAIN, UA_PUBLIC, AUTH) for _ in range(2))
    assert one != other
    assert one[:16] != other[:16]
    assert opened(one) == opened(other) == PLAIN


@pytest.mark.parametrize(
    ("plain", "p256dh", "auth"),
    [
        (b"x" * 3994, UA_PUBLIC, AUTH),
        (b"x", "AAAA", AUTH),
        (b"x", "not base64!", AUTH),
        (b"x", UA_PUBLIC[:-4] + "AAAA", AUTH),
        (b"x", UA_PUBLIC, "c2hvcnQ"),
    ],
)
def test_what_cannot_be_sealed(plain: bytes, p256dh: str, auth: str) -> None:
    with pytest.raises(sealing.Unsealable):
        sealing.seal(plain, p256dh, auth)


def test_the_longest_message_fits() -> None:
    sealed = sealing.seal(b"x" * sealing.PLAIN_LIMIT, UA_PUBLIC, AUTH)
    assert len(sealed) <= 4096
    assert opened(sealed) == b"x" * sealing.PLAIN_LIMIT


async def test_a_push_arrives_sealed_signed_and_replaces_its_page() -> None:
    kept = sealing.new_key()

    async def key() -> ec.EllipticCurvePrivateKey:
        return sealing.key_of(kept)

    outgoing = Outgoing(Allowed.of(["127.0.0.1"]))
    await outgoing.open()
    async with elsewhere(saying("", 201)) as server:
        config = {"endpoint": f"{server.base}/push/abc", "p256dh": UA_PUBLIC, "auth": AUTH}
        push = WebPush(outgoing, FakeClock(), key, "mailto:desk@brand.example")
        assert (await push.send(page(PhoneKind.WEBPUSH, config))).accepted
        assert (await push.send(stopped(PhoneKind.WEBPUSH, config))).accepted
    async with elsewhere(saying("push subscription has unsubscribed", 410)) as server:
        gone = await push.send(page(PhoneKind.WEBPUSH, {**config, "endpoint": f"{server.base}/push/abc"}))
    assert gone.verdict is RingVerdict.ADDRESS_GONE
    await outgoing.close()
    async with elsewhere(saying()) as unheard:
        unfit = await push.send(page(PhoneKind.WEBPUSH, {**config, "p256dh": "AAAA"}))
        assert (unfit.verdict, unheard.heard) == (RingVerdict.UNFIT_ADDRESS, [])


async def test_the_headers_of_a_push() -> None:
    kept = sealing.new_key()

    async def key() -> ec.EllipticCurvePrivateKey:
        return sealing.key_of(kept)

    outgoing = Outgoing(Allowed.of(["127.0.0.1"]))
    await outgoing.open()
    async with elsewhere(saying("", 201)) as server:
        config = {"endpoint": f"{server.base}/push/abc", "p256dh": UA_PUBLIC, "auth": AUTH}
        push = WebPush(outgoing, FakeClock(), key, "mailto:desk@brand.example")
        await push.send(page(PhoneKind.WEBPUSH, config))
        await push.send(stopped(PhoneKind.WEBPUSH, config))
    await outgoing.close()
    loud, quiet = server.heard
    said = json.loads(opened(loud.body))
    assert (said["title"], said["tag"]) == ("S1 呼叫 · 请担任法务", RING)
    assert said["actions"][0] == {"title": "接下", "url": TAKE_URL}
    over = json.loads(opened(quiet.body))
    assert (over["quiet"], over["tag"]) == (True, RING)
    # RFC 8030, section 5: TTL, Urgency, Topic (at most 32 characters of URL-safe base64)
    assert loud.headers["content-encoding"] == "aes128gcm"
    assert (loud.headers["ttl"], loud.headers["urgency"], quiet.headers["urgency"]) == ("1800", "high", "low")
    assert loud.headers["topic"] == quiet.headers["topic"] == RING
    assert len(loud.headers["topic"]) <= 32
    # RFC 8292: a JWT signed with ES256 for the origin of the endpoint, and the key that checks it
    scheme, _, values = loud.headers["authorization"].partition(" ")
    parts = dict(part.split("=", 1) for part in values.split(", "))
    header, claims, signature = parts["t"].split(".")
    assert scheme == "vapid"
    assert json.loads(decoded(header)) == {"typ": "JWT", "alg": "ES256"}
    told = json.loads(decoded(claims))
    assert (told["aud"], told["sub"]) == (server.base, "mailto:desk@brand.example")
    assert BEGIN.timestamp() < told["exp"] <= (BEGIN + timedelta(hours=24)).timestamp()
    raw = decoded(signature)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    checks = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
    checks.verify(der, f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
