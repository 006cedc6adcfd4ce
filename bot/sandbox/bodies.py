"""What the control API takes: one record an act.

Unknown fields and wrong types are refused with the field's name.
"""

import base64
import binascii
import struct
import zlib
from typing import Any

from msgspec import Struct, field

from bot.sandbox.refusals import ActRefused
from bot.sandbox.world.files import Upload

FileBody = str | bool | dict[str, str]
"""True: a built-in sample. A string: the content in base64. A record: name, base64, mime."""


class Body(Struct, forbid_unknown_fields=True):
    """An act that takes nothing."""


class Say(Body):
    user: int
    chat_id: int
    text: str = ""
    message_thread_id: int | None = None
    reply_to: int | None = None
    photo: FileBody | None = None
    document: FileBody | None = None
    video: FileBody | None = None
    voice: FileBody | None = None
    caption: str = ""
    forward_from: dict[str, Any] | None = None


class Press(Body):
    user: int
    chat_id: int
    message_id: int
    label: str | None = None
    data: str | None = None
    wait: float = 3.0
    """Seconds to wait for the bot's answer; 0 does not wait."""


class Inline(Body):
    user: int
    query: str
    chat_id: int | None = None
    wait: float = 3.0


class Choose(Body):
    user: int
    query_id: str
    result_id: str
    chat_id: int
    message_thread_id: int | None = None


class React(Body):
    user: int
    chat_id: int
    message_id: int
    emoji: str | list[str] = ""


class Vote(Body):
    user: int
    chat_id: int
    message_id: int
    options: list[int]


class Rights(Body):
    chat_id: int
    user: int | str
    rights: dict[str, bool] | list[str] | None
    anonymous: bool = False
    muted: bool = False


class Join(Body):
    chat_id: int
    user: int | str
    by: int | None = None
    rights: list[str] | None = None


class Start(Body):
    user: int
    payload: str = ""


class StartGroup(Body):
    user: int
    chat_id: int
    payload: str = ""
    rights: list[str] = field(default_factory=list)


class Switch(Body):
    on: bool


class Block(Body):
    user: int
    blocked: bool = True


class Edit(Body):
    user: int
    chat_id: int
    message_id: int
    text: str


class Delete(Body):
    user: int
    chat_id: int
    message_id: int


class NewTopic(Body):
    user: int
    chat_id: int
    name: str


class Thread(Body):
    user: int
    chat_id: int
    message_thread_id: int
    closed: bool = True


class Upgrade(Body):
    chat_id: int
    forum: bool = True


class Time(Body):
    seconds: float


class FaultBody(Body):
    kind: str | int
    method: str | None = None
    times: int = 1
    seconds: float = 0.0


class Limits(Body):
    on: bool | None = None


class Ring(Body):
    """A phone rings. Each action is a label, or a record with label and the address to POST to."""

    user: int
    title: str
    body: str = ""
    actions: list[str | dict[str, str]] = field(default_factory=list)
    quiet: bool = False


class AnswerRing(Body):
    ring_id: int
    action: int | None = None
    """Number of the action, from 0; None puts the phone away."""


def upload(given: FileBody | None, kind: str) -> Upload | None:
    """The file of a say.

    Raises:
        ActRefused: no base64.
    """
    if given is None or given is False:
        return None
    if given is True:
        return Upload("sample.png", sample_picture(), "image/png")
    record = given if isinstance(given, dict) else {"base64": str(given)}
    encoded = record.get("base64", "")
    if encoded.startswith("data:"):
        encoded = encoded.partition(",")[2]
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise ActRefused(f"{kind}: no base64") from None
    names = {
        "photo": ("photo.jpg", "image/jpeg"),
        "document": ("document.bin", "application/octet-stream"),
        "video": ("video.mp4", "video/mp4"),
        "voice": ("voice.ogg", "audio/ogg"),
    }
    return Upload(record.get("name") or names[kind][0], content, record.get("mime") or names[kind][1])


def sample_picture(width: int = 320, height: int = 200) -> bytes:
    """A small picture with a soft gradient, made here so that no file is needed."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes((40 + x * 120 // width, 110 + y * 90 // height, 190 - x * 60 // width))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
