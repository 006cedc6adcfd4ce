"""Who is where and may do what: joining, leaving, rights, and a group that becomes a supergroup."""

from collections.abc import Iterable
from datetime import datetime

from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.messages import post
from bot.sandbox.world.model import RIGHTS, Chat, Json, Member
from bot.sandbox.world.render import member_json, user_json
from bot.sandbox.world.updates import tell_member
from bot.sandbox.world.world import World

_GONE = ("left", "kicked")


def member_of(world: World, chat: Chat, user_id: int) -> Json:
    """Somebody's membership as getChatMember tells it.

    Raises:
        Refused: nobody has this id.
    """
    user = world.users.get(user_id)
    if user is None:
        raise Refused("user_not_found")
    if chat.kind == "private":
        if user_id not in (chat.id, world.bot_id):
            raise Refused("member_not_found")
        return member_json(user, Member("member"))
    return member_json(user, chat.members.get(user_id) or Member("left"))


def is_in(chat: Chat, user_id: int) -> bool:
    if chat.kind == "private":
        return chat.id == user_id
    member = chat.members.get(user_id)
    return member is not None and member.status not in _GONE


def become(world: World, chat: Chat, user_id: int, member: Member, by: int, now: datetime) -> None:
    """Somebody's new place in a group, told to the bot as `my_chat_member` or, if asked for, `chat_member`."""
    user = world.users[user_id]
    before = member_json(user, chat.members.get(user_id) or Member("left"))
    chat.members[user_id] = member
    after = member_json(user, member)
    if before == after:
        return
    actor = user_json(world.users[by])
    if user_id == world.bot_id:
        tell_member(world, chat, "my_chat_member", actor, before, after, now)
    elif world.bot_member(chat).status == "administrator":
        tell_member(world, chat, "chat_member", actor, before, after, now)
    world.changed("members", chat.id)


def grant(
    world: World,
    chat: Chat,
    user_id: int,
    rights: Iterable[str] | None,
    now: datetime,
    *,
    anonymous: bool = False,
    muted: bool = False,
) -> None:
    """Makes somebody an administrator with these rights; None makes an ordinary member, `muted` one who may
    not write.

    Raises:
        ActRefused: an unknown right, a private chat, or the creator, who cannot lose rights.
    """
    if chat.kind == "private":
        raise ActRefused("a private chat has no rights to give")
    if user_id not in world.users:
        raise ActRefused(f"nobody in the sandbox has the id {user_id}")
    unknown = sorted(set(rights or ()) - set(RIGHTS))
    if unknown:
        raise ActRefused(f"no such right: {', '.join(unknown)}")
    now_member = chat.members.get(user_id)
    if now_member is not None and now_member.status == "creator":
        now_member.anonymous = anonymous
        return
    if rights is None:
        member = Member("restricted", muted=True) if muted else Member("member")
    else:
        chosen = [right for right in RIGHTS if right in set(rights) | {"can_manage_chat"}]
        member = Member("administrator", chosen, anonymous=anonymous)
    become(world, chat, user_id, member, owner_of(world, chat), now)


def join(
    world: World, chat: Chat, user_id: int, by: int, now: datetime, rights: Iterable[str] | None = None
) -> None:
    """Somebody comes into a group, by hand or by an invitation, and the group is told."""
    if user_id not in world.users:
        raise ActRefused(f"nobody in the sandbox has the id {user_id}")
    if is_in(chat, user_id):
        raise ActRefused("already a member")
    member = Member("member") if rights is None else Member("administrator", ["can_manage_chat", *rights])
    become(world, chat, user_id, member, by, now)
    body: Json = {"new_chat_members": [user_json(world.users[user_id])]}
    post(world, chat, by, body, now, service=True)


def leave(world: World, chat: Chat, user_id: int, by: int, now: datetime) -> None:
    """Somebody goes, or is removed by another."""
    if not is_in(chat, user_id):
        raise ActRefused("not a member")
    body: Json = {"left_chat_member": user_json(world.users[user_id])}
    if user_id != world.bot_id:
        post(world, chat, by, body, now, service=True)
    become(world, chat, user_id, Member("left" if by == user_id else "kicked"), by, now)
    if user_id == world.bot_id:
        post(world, chat, by, body, now, service=True)


def owner_of(world: World, chat: Chat) -> int:
    for user_id, member in chat.members.items():
        if member.status == "creator":
            return user_id
    return world.bot_id


def become_supergroup(world: World, chat: Chat, now: datetime, *, forum: bool) -> Chat:
    """A basic group turns into a supergroup: new id, both sides announced; calls to the old id name the new one.

    For a supergroup it only switches topics on or off.
    """
    if chat.kind == "supergroup":
        chat.forum = forum
        world.changed("chats", chat.id)
        return chat
    if chat.kind != "group":
        raise ActRefused("only a group can become a supergroup")
    by = owner_of(world, chat)
    new = Chat(-1002000000000 - world.next(), "supergroup", chat.title, chat.title_en, forum)
    new.last_message_id = 1
    new.members = {user: Member(m.status, m.rights, m.anonymous, m.muted) for user, m in chat.members.items()}
    world.chats[new.id] = new
    post(world, chat, by, {"migrate_to_chat_id": new.id}, now, service=True)
    chat.migrated_to = new.id
    post(world, new, by, {"migrate_from_chat_id": chat.id}, now, service=True)
    world.changed("chats")
    return new


def set_reachable(world: World, user_id: int, now: datetime, *, blocked: bool) -> None:
    """A person blocks or unblocks the bot in her private chat; the bot hears of it."""
    user = world.person(user_id)
    if user.blocked == blocked:
        return
    desk = world.bot
    before = member_json(desk, Member("kicked" if user.blocked else "member"))
    user.blocked = blocked
    after = member_json(desk, Member("kicked" if blocked else "member"))
    tell_member(world, world.chats[user_id], "my_chat_member", user_json(user), before, after, now)
    world.changed("members", user_id)
