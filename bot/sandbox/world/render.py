"""How records look on the wire: the JSON objects of the Bot API, drawn from the world as it is now."""

from bot.sandbox.world.model import RIGHTS, Chat, File, Json, Member, Message, Poll, User
from bot.sandbox.world.world import ANONYMOUS, World


def user_json(user: User) -> Json:
    shown: Json = {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.first_name,
        "username": user.username,
    }
    if not user.is_bot:
        shown["language_code"] = user.language_code
    return shown


def me_json(world: World) -> Json:
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
        "supports_guest_queries": False,
    }


def chat_json(world: World, chat: Chat) -> Json:
    if chat.kind == "private":
        user = world.users[chat.id]
        return {"id": chat.id, "type": "private", "first_name": user.first_name, "username": user.username}
    shown: Json = {"id": chat.id, "type": chat.kind, "title": chat.title}
    if chat.forum:
        shown["is_forum"] = True
    return shown


def full_chat_json(world: World, chat: Chat) -> Json:
    shown = chat_json(world, chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.kind != "private":
        shown["permissions"] = {
            "can_send_messages": True,
            "can_send_audios": True,
            "can_send_documents": True,
            "can_send_photos": True,
            "can_send_videos": True,
            "can_send_video_notes": True,
            "can_send_voice_notes": True,
            "can_send_polls": True,
            "can_send_other_messages": True,
            "can_add_web_page_previews": True,
            "can_react_to_messages": True,
            "can_edit_tag": True,
            "can_change_info": False,
            "can_invite_users": True,
            "can_pin_messages": False,
            "can_manage_topics": False,
        }
        if chat.description:
            shown["description"] = chat.description
        if chat.invite_link and world.bot_may(chat, "can_invite_users"):
            shown["invite_link"] = chat.invite_link
    if chat.pinned and chat.pinned[-1] in chat.messages:
        shown["pinned_message"] = message_json(world, chat.messages[chat.pinned[-1]], replies=False)
    return shown


def member_json(user: User, member: Member) -> Json:
    shown: Json = {"status": member.status, "user": user_json(user)}
    if member.status == "creator":
        return shown | {"is_anonymous": member.anonymous}
    if member.status == "administrator":
        granted = {right: right in member.rights for right in RIGHTS}
        return shown | granted | {"can_be_edited": False, "is_anonymous": member.anonymous}
    if member.status == "restricted":
        return shown | _restrictions(member)
    if member.status == "kicked":
        return shown | {"until_date": 0}
    return shown


def _restrictions(member: Member) -> Json:
    names = [
        "messages",
        "audios",
        "documents",
        "photos",
        "videos",
        "video_notes",
        "voice_notes",
        "polls",
        "other_messages",
    ]
    return {f"can_send_{name}": not member.muted for name in names} | {
        "is_member": True,
        "can_add_web_page_previews": not member.muted,
        "can_react_to_messages": True,
        "can_edit_tag": False,
        "can_change_info": False,
        "can_invite_users": False,
        "can_pin_messages": False,
        "can_manage_topics": False,
        "until_date": 0,
    }


def message_json(world: World, message: Message, *, replies: bool = True) -> Json:
    """A message as updates and answers carry it. `replies` is off inside another message: Telegram nests once."""
    chat = world.chats[message.chat_id]
    shown: Json = {"message_id": message.id}
    if message.in_topic and message.thread is not None:
        shown |= {"message_thread_id": message.thread, "is_topic_message": True}
    elif message.thread is not None and chat.forum:
        # A reply in General carries the id of the first message of its thread, which is no topic (facts of
        # the real server).
        shown["message_thread_id"] = message.thread
    shown |= _sender(world, message)
    shown |= {"chat": chat_json(world, chat), "date": message.date}
    if message.origin is not None:
        shown["forward_origin"] = message.origin
    if replies:
        shown |= _reply(world, chat, message)
    if message.via_bot:
        shown["via_bot"] = user_json(world.bot)
    if message.edited is not None:
        shown["edit_date"] = message.edited
    if message.protected:
        shown["has_protected_content"] = True
    if message.album is not None:
        shown["media_group_id"] = message.album
    shown |= _content(world, chat, message)
    if message.markup is not None and "inline_keyboard" in message.markup:
        shown["reply_markup"] = message.markup
    return shown


def _sender(world: World, message: Message) -> Json:
    if message.sender_chat is None:
        return {"from": user_json(world.users[message.sender])}
    anonymous = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {"from": anonymous, "sender_chat": chat_json(world, world.chats[message.sender_chat])}


def _reply(world: World, chat: Chat, message: Message) -> Json:
    """What a message answers.

    The first words in a topic answer the topic's own service message, as on the real server.
    """
    shown: Json = {}
    target = message.reply_to
    if target is None and message.in_topic and message.thread != message.id and not message.service:
        target = message.thread
    if target is not None and target in chat.messages:
        shown["reply_to_message"] = message_json(world, chat.messages[target], replies=False)
    if message.quote is not None:
        shown["quote"] = message.quote
    return shown


def _content(world: World, chat: Chat, message: Message) -> Json:
    body = dict(message.body)
    if "poll" in body:
        body["poll"] = poll_json(world.polls[body["poll"]])
    if "pinned_message" in body:
        pinned = chat.messages.get(body["pinned_message"])
        if pinned is None:
            body["pinned_message"] = {
                "chat": chat_json(world, chat),
                "message_id": body["pinned_message"],
                "date": 0,
            }
        else:
            body["pinned_message"] = message_json(world, pinned, replies=False)
    return body


def poll_json(poll: Poll) -> Json:
    counts = [0] * len(poll.options)
    for chosen in poll.votes.values():
        for option in chosen:
            counts[option] += 1
    hidden = poll.hide_results and not poll.closed
    options = [
        {"persistent_id": option["persistent_id"], "text": option["text"], "voter_count": 0 if hidden else count}
        for option, count in zip(poll.options, counts, strict=True)
    ]
    return {
        "id": poll.id,
        "question": poll.question,
        "options": options,
        "total_voter_count": len(poll.votes),
        "is_closed": poll.closed,
        "is_anonymous": poll.anonymous,
        "type": poll.kind,
        "allows_multiple_answers": poll.multiple,
        "allows_revoting": poll.revoting,
        "members_only": False,
    } | poll.shape


def file_json(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
