"""Telegram's HTML: the seventeen tags it knows, turned into plain text and entities.

Offsets and lengths of entities count UTF-16 units, the offsets in complaints count bytes of UTF-8; both as the
real server does. Anything else, `<br>` and `<p>` too, is refused.
"""

import re
from typing import NamedTuple

from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import Json

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n"
_MARK = re.compile("[&<]")


class _Open(NamedTuple):
    tag: str
    attributes: dict[str, str]
    start: int
    """How many parts of plain text stood before it."""


def utf16(text: str) -> int:
    """How many UTF-16 units a text has: the measure of entities."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of an HTML message.

    Raises:
        Refused: "can't parse entities: …" with the place, in bytes.
    """
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "&":
                self._character()
            elif character == "<":
                if self.source.startswith("/", self.at + 1):
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                mark = _MARK.search(self.source, self.at)
                end = mark.start() if mark else len(self.source)
                self.plain.append(self.source[self.at : end])
                self.at = end
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.plain), self.entities

    def _character(self) -> None:
        match = _CHARACTER.match(self.source, self.at)
        code = 0
        if match:
            name, decimal, hexadecimal = match.groups()
            if name and match.group().endswith(";"):
                self.plain.append(_NAMED[name])
                self.at = match.end()
                return
            code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
        if match and 0 < code < 0x110000 and not 0xD800 <= code < 0xE000:
            self.plain.append(chr(code))
            self.at = match.end()
            return
        self.plain.append("&")
        self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(_SPACE + ">").lower()
        self._need_more(begin)
        if tag not in _STYLES:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            self._need_more(begin)
            if self.source[self.at] == ">":
                break
            self._attribute(tag, begin, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdecimal():
            raise _cannot("Invalid custom emoji identifier specified")
        if tag == "tg-time" and not attributes.get("unix", "").isdecimal():
            raise _cannot("Invalid date specified")
        self.open.append(_Open(tag, attributes, len(self.plain)))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        place = self.at
        name = self._until(_SPACE + "=>").lower()
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        self._skip_space()
        self._need_more(begin)
        if self.source[self.at] != "=":
            if (tag, name) != ("blockquote", "expandable"):
                raise _cannot(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset '
                    f"{self._bytes(place)}"
                )
            attributes[name] = "1"
            return
        self.at += 1
        self._skip_space()
        self._need_more(begin)
        quote = self.source[self.at]
        if quote in "\"'":
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                raise _cannot(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            attributes[name] = _decoded(self.source[self.at + 1 : end])
            self.at = end + 1
            return
        value = re.compile(r"[A-Za-z0-9.\-]*").match(self.source, self.at)
        assert value is not None
        self.at = value.end()
        self._need_more(begin)
        if self.source[self.at] not in _SPACE + ">":
            raise _cannot(f"Unexpected end of name token at byte offset {self._bytes(value.start())}")
        attributes[name] = value.group()

    def _end_tag(self) -> None:
        begin = self.at
        self.at += 2
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self.at >= len(self.source) or self.source[self.at] != ">":
            raise _cannot(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.at += 1
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _cannot(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        inside = "".join(self.plain[opened.start :])
        entity = self._entity(opened, inside)
        if entity is not None and inside:
            offset = utf16("".join(self.plain[: opened.start]))
            self.entities.append({"type": entity.pop("type"), "offset": offset, "length": utf16(inside)} | entity)

    def _entity(self, opened: _Open, inside: str) -> Json | None:
        kind = _STYLES[opened.tag]
        if opened.tag == "a":
            return _link(opened.attributes.get("href") or inside)
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            return {"type": "expandable_blockquote"}
        if opened.tag == "tg-emoji":
            return {"type": kind, "custom_emoji_id": opened.attributes["emoji-id"]}
        if opened.tag == "tg-time":
            entity: Json = {"type": kind, "unix_time": int(opened.attributes["unix"])}
            if opened.attributes.get("format"):
                entity["date_time_format"] = opened.attributes["format"]
            return entity
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and language and self.open and self.open[-1].tag == "pre":
            # <pre><code class="language-…"> is one block with a language; the outer tag becomes the entity.
            self.open[-1].attributes["language"] = language
            return None
        if opened.tag == "code" and self.open and self.open[-1].tag == "pre":
            return None
        if opened.tag == "pre" and "language" in opened.attributes:
            return {"type": kind, "language": opened.attributes["language"]}
        return {"type": kind}

    def _until(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1

    def _need_more(self, begin: int) -> None:
        if self.at >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._bytes(begin)}")

    def _bytes(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))


def _decoded(value: str) -> str:
    def one(match: re.Match[str]) -> str:
        name, decimal, hexadecimal = match.groups()
        if name:
            return _NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()

    return _CHARACTER.sub(one, value)


def _link(address: str) -> Json | None:
    """A link, a mention by id, or nothing when the address is none: the text then stays plain."""
    mention = re.fullmatch(r"tg://user\?id=(\d+)", address.strip())
    if mention:
        return {"type": "text_mention", "user_id": int(mention.group(1))}
    address = address.strip()
    if re.fullmatch(r"(?:tg|ton|tonsite)://\S+", address):
        return {"type": "text_link", "url": address}
    if not re.match(r"https?://", address, re.IGNORECASE):
        address = "http://" + address
    host = re.match(r"https?://([^\s/?#]+)", address, re.IGNORECASE)
    if host is None or "." not in host.group(1) or " " in address:
        return None
    return {"type": "text_link", "url": address if "/" in address[8:] else address + "/"}


def _cannot(reason: str) -> Refused:
    return Refused("entities", reason=reason)
