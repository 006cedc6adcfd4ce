"""Files: kept in the world under ids that are always the same for the same story."""

import struct
from typing import NamedTuple

from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import File, Json
from bot.sandbox.world.render import file_json
from bot.sandbox.world.world import World

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bots can send files of up to 50 MB (Bot API, Sending files)."""
PEOPLE_LIMIT = 2000 * 1024 * 1024
"""People send files of up to 2000 MB (Telegram FAQ)."""
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""And download files of up to 20 MB (getFile)."""
_FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "voice": "voice"}


class Upload(NamedTuple):
    """A file as it came in a request."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


def keep(world: World, kind: str, upload: Upload, most: int = UPLOAD_LIMIT) -> File:
    """Takes a file in; `most` bytes.

    Raises:
        Refused: empty, too big, or no picture where a picture belongs.
    """
    if not upload.content:
        raise Refused("file_empty")
    if len(upload.content) > (PHOTO_LIMIT if kind == "photo" else most):
        raise Refused("too_large")
    width, height = dimensions(upload.content) or (0, 0)
    if kind == "photo":
        if not width:
            raise Refused("photo_invalid")
        # Bot API, sendPhoto: width and height at most 10000 together, their ratio at most 20.
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise Refused("photo_dimensions")
    number = world.next()
    name = upload.name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] or "file"
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else "bin"
    suffix = suffix if suffix.isalnum() and suffix.isascii() else "bin"
    file = File(
        id=f"SBX{kind[:3].upper()}AADBAAD{number:08d}",
        unique_id=f"AQAD{number:08d}",
        kind=kind,
        name=name,
        mime=upload.mime,
        path=f"{_FOLDERS[kind]}/file_{number}.{'jpg' if kind == 'photo' else suffix}",
        content=upload.content,
        width=width,
        height=height,
    )
    world.files[file.id] = file
    return file


def known(world: World, file_id: str, kind: str) -> File:
    """A file named by the id it was given before.

    Raises:
        Refused: there is none, it is of another kind, or a web address: the sandbox asks nothing outside.
    """
    file = world.files.get(file_id)
    if file is None:
        raise Refused("file_id_invalid")
    if file.kind != kind:  # Bot API, Sending files: the kind cannot be changed when resending by file_id
        raise Refused("file_kind", kind=file.kind.capitalize(), wanted=kind.capitalize())
    return file


def shown(file: File) -> Json:
    """The file as a field of a message: `photo` in one size, `video`, `voice` or `document`."""
    if file.kind == "photo":
        return {"photo": [file_json(file) | {"width": file.width, "height": file.height}]}
    named = file_json(file) | {"file_name": file.name, "mime_type": file.mime}
    if file.kind == "video":
        # Nobody looks inside: Bot API, Video wants all three.
        return {"video": named | {"width": file.width, "height": file.height, "duration": 0}}
    if file.kind == "voice":
        return {"voice": file_json(file) | {"mime_type": file.mime, "duration": 0}}
    return {"document": named}


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP picture; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (int(width), int(height)) if width and height else None
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return (int(width), int(height)) if width and height else None
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return _jpeg(content) if content.startswith(b"\xff\xd8") else None


def _webp(content: bytes) -> tuple[int, int] | None:
    if content[12:16] == b"VP8X" and len(content) >= 30:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    if content[12:16] == b"VP8 " and len(content) >= 30:
        width, height = struct.unpack("<HH", content[26:30])
        return int(width) & 0x3FFF, int(height) & 0x3FFF
    if content[12:16] == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (int(width), int(height)) if width and height else None
        at += 2 + length
    return None
