"""What the bot can learn and change about chats and their members."""

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world import members
from bot.sandbox.world.messages import post
from bot.sandbox.world.model import Chat
from bot.sandbox.world.render import full_chat_json, member_json
from bot.sandbox.world.world import World

_TITLE_LIMIT, _DESCRIPTION_LIMIT = 128, 255
"""Bot API, setChatTitle and setChatDescription."""


def _group(call: Call) -> Chat:
    chat = call.chat()
    if chat.kind == "private":
        raise Refused("private_only")
    return chat


@method("getChat")
def get_chat(call: Call) -> object:
    chat = call.world.known_chat(call.get("chat_id"))
    if chat.kind == "private" and not call.world.users[chat.id].started:
        # The server knows a person only after she wrote to the bot or was met in a group; the cast is met in
        # groups.
        return full_chat_json(call.world, chat)
    return full_chat_json(call.world, call.world.reachable_chat(chat.id) if chat.kind != "private" else chat)


@method("getChatMember")
def get_chat_member(call: Call) -> object:
    return members.member_of(call.world, call.world.reachable_chat(call.get("chat_id")), call.get("user_id"))


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> object:
    """Administrators without other bots (Bot API, getChatAdministrators); the bot itself is in the list."""
    chat = _group(call)
    return [
        member_json(call.world.users[user], member)
        for user, member in chat.members.items()
        if member.status in ("creator", "administrator")
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> object:
    chat = call.world.reachable_chat(call.get("chat_id"))
    return 2 if chat.kind == "private" else sum(members.is_in(chat, user) for user in chat.members)


@method("leaveChat")
def leave_chat(call: Call) -> object:
    chat = call.world.reachable_chat(call.get("chat_id"))
    if chat.kind == "private":
        raise Refused("cannot_leave")
    members.leave(call.world, chat, call.world.bot_id, call.world.bot_id, call.now)
    return True


@method("exportChatInviteLink")
def export_chat_invite_link(call: Call) -> object:
    """A new primary invite link; the old one is revoked."""
    chat = _group(call)
    if not call.world.bot_may(chat, "can_invite_users"):
        raise Refused("rights_invite")
    chat.invite_link = f"https://t.me/+sandbox{call.world.next():010d}"
    return chat.invite_link


@method("setChatTitle")
def set_chat_title(call: Call) -> object:
    chat = _group(call)
    if not call.world.bot_may(chat, "can_change_info"):
        raise Refused("rights_info", what="title")
    title = call.get("title").strip()
    if not title:
        raise Refused("title_empty")
    rename(call.world, chat, title[:_TITLE_LIMIT], call)
    return True


@method("setChatDescription")
def set_chat_description(call: Call) -> object:
    chat = _group(call)
    if not call.world.bot_may(chat, "can_change_info"):
        raise Refused("rights_info", what="description")
    description = (call.get("description") or "").strip()[:_DESCRIPTION_LIMIT]
    if description == chat.description:
        raise Refused("not_modified")
    chat.description = description
    return True


def rename(world: World, chat: Chat, title: str, call: Call) -> None:
    if title == chat.title:
        raise Refused("not_modified")
    chat.title = chat.title_en = title
    post(world, chat, world.bot_id, {"new_chat_title": title}, call.now, service=True)
    world.changed("chats", chat.id)
