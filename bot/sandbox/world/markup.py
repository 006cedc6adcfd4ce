"""Keyboards under messages, checked as the real server checks them."""

import re

from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import Chat, Json

DATA_BYTES = 64
"""Bot API, InlineKeyboardButton: 1-64 bytes of callback data."""
COPY_LIMIT = 256
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_STYLES = ("danger", "success", "primary")


def checked(markup: Json | None, chat: Chat) -> Json | None:
    """The keyboard without empty rows, or None when nothing is left of it.

    Raises:
        Refused: a button without text or with no single act, data over 64 bytes, an address that is none.
    """
    if markup is None or "inline_keyboard" not in markup:
        return markup or None
    rows = [[_button(button, chat) for button in row] for row in markup["inline_keyboard"]]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Json, chat: Chat) -> Json:
    if not button["text"].strip():
        raise Refused("inline_button", reason="button text must be non-empty")
    acts = [name for name in _ACTIONS if button.get(name) is not None]
    if len(acts) != 1:
        raise Refused("inline_button", reason="Text buttons are unallowed in the inline keyboard")
    if button.get("style") is not None and button["style"] not in _STYLES:
        raise Refused("inline_button", reason="unknown button style specified")
    act = acts[0]
    if act == "callback_data" and not 1 <= len(button[act].encode("utf-8", "replace")) <= DATA_BYTES:
        raise Refused("button_data")
    if act == "copy_text" and not 1 <= len(button[act]["text"]) <= COPY_LIMIT:
        raise Refused("button_copy_text")
    if act == "web_app" and chat.kind != "private":
        raise Refused("button_type")
    if act in ("login_url", "callback_game", "pay"):
        raise Refused("part_not_modelled", part=f"{act} buttons", method="the keyboard")
    if act == "url":
        return button | {"url": _address(button["url"])}
    return button


def _address(url: str) -> str:
    if re.fullmatch(r"(?:tg|ton|tonsite)://\S+", url):
        return url
    address = url if re.match(r"https?://", url, re.IGNORECASE) else "http://" + url
    host = re.match(r"https?://([^\s/?#:]+)(?::\d+)?(?:[/?#]\S*)?$", address, re.IGNORECASE)
    if host is None or "." not in host.group(1):
        raise Refused("button_url", url=url, reason="Wrong HTTP URL")
    return address if re.match(r"https?://[^/]+[/?#]", address) else address + "/"
