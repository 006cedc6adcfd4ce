"""The world as it is before anything has happened: the people and groups of `data/cast.json`."""

import json
from importlib.resources import files
from typing import Any

from bot.sandbox.world.model import Chat, Member, User
from bot.sandbox.world.world import World


def fresh_world() -> World:
    """The training team, its groups and the desk's bot, with nothing said yet.

    Always the same ids and the same token.
    """
    cast: dict[str, Any] = json.loads((files("bot.sandbox") / "data" / "cast.json").read_text(encoding="utf-8"))
    desk = User(cast["bot"]["id"], cast["bot"]["first_name"], cast["bot"]["username"], is_bot=True)
    users = {desk.id: desk}
    chats: dict[int, Chat] = {}
    for person in cast["people"]:
        users[person["id"]] = User(**person)
        chats[person["id"]] = Chat(person["id"], "private")
    for group in cast["chats"]:
        chats[group["id"]] = _group(group, cast["team"], desk.id)
    return World(desk.id, cast["bot"]["secret"], users, chats)


def _group(entry: dict[str, Any], team: list[int], bot_id: int) -> Chat:
    chat = Chat(entry["id"], entry["kind"], entry["title"], entry["title_en"], entry["forum"])
    # The first message of a group announces it, so that no topic ever has the id 1: that is General.
    chat.last_message_id = 1
    people = team if entry["members"] == "team" else entry["members"]
    chat.members = {user: Member("creator" if user == entry["owner"] else "member") for user in people}
    rights = entry["bot"]
    if rights is not None:
        chat.members[bot_id] = (
            Member("administrator", ["can_manage_chat", *rights]) if rights else Member("member")
        )
    return chat
