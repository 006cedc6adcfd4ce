"""Photos, videos, documents and albums; getting a file back."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import caption_body, manner
from bot.sandbox.refusals import Refused
from bot.sandbox.world import files, messages
from bot.sandbox.world.model import File, Json
from bot.sandbox.world.render import file_json

_ALBUM = (2, 10)
"""Bot API, sendMediaGroup: must include 2-10 items."""


def _file(call: Call, kind: str, name: str, value: object) -> File:
    """A file part of the request, `attach://part`, or the id of a file sent before."""
    if isinstance(value, str) and value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in call.files:
            raise Refused("file_missing", kind=kind)
        return files.keep(call.world, kind, call.files[name])
    if name in call.files:
        return files.keep(call.world, kind, call.files[name])
    if not isinstance(value, str) or not value:
        raise Refused("file_missing", kind=kind)
    return files.known(call.world, value, kind)


def _send(call: Call, kind: str) -> object:
    body = caption_body(call)
    chat = call.chat()
    how = manner(call, chat)
    body = files.shown(_file(call, kind, kind, call.get(kind))) | body
    message = messages.post(call.world, chat, call.world.bot_id, body, call.now, how)
    return messages.shown(call.world, message)


@method("sendPhoto")
def send_photo(call: Call) -> object:
    return _send(call, "photo")


@method("sendDocument")
def send_document(call: Call) -> object:
    return _send(call, "document")


@method("sendVideo")
def send_video(call: Call) -> object:
    return _send(call, "video")


@method("sendMediaGroup")
def send_media_group(call: Call) -> object:
    """An album of photos or of documents: one message each, tied together by one id."""
    items = call.get("media")
    if not _ALBUM[0] <= len(items) <= _ALBUM[1]:
        raise Refused("media_count", reason=f"must include {_ALBUM[0]}-{_ALBUM[1]} items")
    kinds = {item["type"] for item in items}
    if not kinds <= {"photo", "document"}:
        raise Refused("part_not_modelled", part=f"media of type {sorted(kinds)[0]}", method="sendMediaGroup")
    if len(kinds) > 1:
        raise Refused("media_mixed", kind="document")
    captions = [caption_body(call, item) for item in items]
    chat = call.chat()
    how = manner(call, chat, markup=False)
    contents: list[Json] = [
        files.shown(_file(call, item["type"], "", item["media"])) | caption
        for item, caption in zip(items, captions, strict=True)
    ]
    album = str(13_000_000_000_000_000 + call.world.next())
    sent = [
        messages.post(call.world, chat, call.world.bot_id, body, call.now, how, album=album) for body in contents
    ]
    return [messages.shown(call.world, message) for message in sent]


@method("getFile")
def get_file(call: Call) -> object:
    """Where to download a file; 20 MB at most."""
    file = call.world.files.get(call.get("file_id"))
    if file is None:
        raise Refused("file_id_get")
    if len(file.content) > files.DOWNLOAD_LIMIT:
        raise Refused("file_too_big")
    return file_json(file) | {"file_path": file.path}
