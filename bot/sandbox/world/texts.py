"""What becomes of a text on its way into a message: cleaned, trimmed, measured, its links and commands found."""

import re
from collections.abc import Iterable

from bot.sandbox.refusals import Refused
from bot.sandbox.world.html import parse_html, utf16
from bot.sandbox.world.model import Json
from bot.sandbox.world.render import user_json
from bot.sandbox.world.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""Bot API, sendMessage and sendPhoto: after entities parsing; the server counts code points."""
ENTITY_LIMIT = 100

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_DROPPED = re.compile("[\r\u2028-\u202e]")
"""The server removes line separators and direction overrides from what bots send."""
_SPACES = " \t\n\u00a0\u200b\u2000\u3000"
_SOLID = {"code", "pre", "text_link", "text_mention"}

_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)", re.ASCII)),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"'，。；、》」]+|(?:[a-z0-9-]+\.)+(?:com|cn|org|net|io|me|tv)(?:/[^\s<>\"'，。；、》」]*)?)(?<![.,;:!?)])",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}(?!\w)", re.IGNORECASE | re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,255}")),
)


def clean(text: str) -> str:
    """The text without what the server takes out; control characters become spaces.

    Raises:
        Refused: it holds half a surrogate pair, which is no UTF-8.
    """
    if _HALF_PAIR.search(text):
        raise Refused("not_utf8")
    return _CONTROL.sub(" ", _DROPPED.sub("", text))


def formatted(
    world: World, text: str, parse_mode: str | None, entities: Iterable[Json] | None
) -> tuple[str, list[Json]]:
    """Plain text and entities of what the bot wrote, trimmed at both ends.

    Raises:
        Refused: broken markup, an unknown mode, or one the sandbox does not model.
    """
    text = clean(text)
    found: list[Json]
    if parse_mode:
        if parse_mode.lower() in ("markdown", "markdownv2"):
            raise Refused("parse_mode_not_modelled", mode=parse_mode)
        if parse_mode.lower() != "html":
            raise Refused("parse_mode")
        text, found = parse_html(text)
    else:
        found = [dict(entity) for entity in entities or ()]
    plain, kept = _trimmed(text, found)
    return plain, _ordered(_with_people(world, kept) + detected(plain, kept))


def detected(text: str, taken: Iterable[Json] = ()) -> list[Json]:
    """Commands, mentions, links, addresses and hash tags that Telegram finds by itself, outside code and links."""
    solid = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in _SOLID]
    entities: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            begin = utf16(text[: match.start()])
            end = begin + utf16(match.group())
            if any(begin < last and first < end for first, last in solid):
                continue
            solid.append((begin, end))
            entities.append({"type": kind, "offset": begin, "length": end - begin})
    return entities


def typed(text: str) -> tuple[str, list[Json]]:
    """What a person typed, with the entities Telegram finds in it."""
    plain = clean(text).strip(_SPACES)
    return plain, _ordered(detected(plain))


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    tail = text.rstrip(_SPACES)
    head = tail.lstrip(_SPACES)
    dropped = utf16(tail) - utf16(head)
    length = utf16(head)
    kept = []
    for entity in entities:
        begin = max(0, entity["offset"] - dropped)
        end = min(length, entity["offset"] + entity["length"] - dropped)
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return head, kept[:ENTITY_LIMIT]


def _with_people(world: World, entities: list[Json]) -> list[Json]:
    """Mentions by id carry the person; an unknown person leaves plain text."""
    result = []
    for entity in entities:
        if entity["type"] == "text_mention":
            number = entity.get("user_id") or (entity.get("user") or {}).get("id")
            user = world.users.get(number) if number else None
            if user is None:
                continue
            entity = {key: value for key, value in entity.items() if key != "user_id"} | {"user": user_json(user)}
        result.append(entity)
    return result


def _ordered(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
