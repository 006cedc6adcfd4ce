"""The bot itself: who it is, its commands per scope and language, its descriptions and menu button."""

import re

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import RIGHTS, Json
from bot.sandbox.world.render import me_json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_LIMIT, _DESCRIPTION_LIMIT = 100, 256
"""Bot API, setMyCommands and BotCommand."""
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("getMe")
def get_me(call: Call) -> object:
    return me_json(call.world)


def _language(call: Call) -> str:
    code = str(call.get("language_code") or "")
    if not _LANGUAGE.fullmatch(code):
        raise Refused("language_code")
    return code


def _shelf(call: Call) -> str:
    """Where a list of commands belongs: scope and language."""
    scope: Json = call.get("scope") or {"type": "default"}
    parts = [scope["type"]]
    for name in _SCOPES[scope["type"]]:
        if name == "chat_id":
            parts.append(str(call.world.known_chat(scope[name]).id))
        elif scope[name] in call.world.users:
            parts.append(str(scope[name]))
        else:
            raise Refused("participant_invalid")
    return ":".join([*parts, _language(call)])


@method("setMyCommands")
def set_my_commands(call: Call) -> object:
    commands: list[Json] = call.get("commands")
    shelf = _shelf(call)
    if len(commands) > _COMMANDS_LIMIT:
        raise Refused("commands_many")
    for entry in commands:
        entry["command"] = entry["command"].removeprefix("/")
        if not _COMMAND.fullmatch(entry["command"]):
            raise Refused("command_invalid")
        if not 1 <= len(entry["description"]) <= _DESCRIPTION_LIMIT:
            raise Refused("command_description")
    call.world.commands[shelf] = commands
    call.world.changed("commands")
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> object:
    return call.world.commands.get(_shelf(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> object:
    call.world.commands.pop(_shelf(call), None)
    call.world.changed("commands")
    return True


def _set_profile(call: Call, what: str, limit: int) -> object:
    text = (call.get(what) or "").strip()
    if len(text) > limit:
        raise Refused("too_long", name=what)
    call.world.profile[f"{what}:{_language(call)}"] = text
    if what == "name" and text and not _language(call):
        call.world.bot.first_name = text
    return True


def _get_profile(call: Call, what: str) -> str:
    profile = call.world.profile
    return profile.get(f"{what}:{_language(call)}") or profile.get(f"{what}:", "")


@method("setMyName")
def set_my_name(call: Call) -> object:
    return _set_profile(call, "name", 64)


@method("getMyName")
def get_my_name(call: Call) -> object:
    return {"name": _get_profile(call, "name") or call.world.bot.first_name}


@method("setMyDescription")
def set_my_description(call: Call) -> object:
    return _set_profile(call, "description", 512)


@method("getMyDescription")
def get_my_description(call: Call) -> object:
    return {"description": _get_profile(call, "description")}


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> object:
    return _set_profile(call, "short_description", 120)


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> object:
    return {"short_description": _get_profile(call, "short_description")}


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> object:
    """For one private chat, or for all of them without chat_id."""
    chat_id = call.get("chat_id", 0)
    if chat_id and call.world.reachable_chat(chat_id).kind != "private":
        raise Refused("chat_not_found")
    call.world.menu_buttons[chat_id] = call.get("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> object:
    buttons = call.world.menu_buttons
    return buttons.get(call.get("chat_id", 0)) or buttons.get(0) or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> object:
    """The rights proposed when somebody adds the bot as an administrator."""
    rights = call.get("rights") or {}
    granted = [right for right in RIGHTS if rights.get(right)]
    call.world.default_rights["channels" if call.get("for_channels") else "groups"] = granted
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(call: Call) -> object:
    granted = call.world.default_rights.get("channels" if call.get("for_channels") else "groups", [])
    return {right: right in granted for right in RIGHTS} | {"is_anonymous": False}
