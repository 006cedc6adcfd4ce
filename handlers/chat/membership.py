"""What Telegram tells about chats themselves: the desk's rights, groups that move, topics that come and go."""

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberOwner, ChatMemberUpdated, Update

from bot.desk import channels, leaving
from handlers.chat import surveying
from handlers.chat.context import DeskContext

_RIGHTS = ("can_manage_topics", "can_pin_messages", "can_delete_messages", "can_invite_users")


async def rights_changed(update: Update, context: DeskContext) -> None:
    """The desk was added, promoted, restricted or removed somewhere."""
    change = update.my_chat_member
    if change is None or change.chat.type == Chat.PRIVATE:
        return
    rights = _rights(change)
    await channels.note_rights(
        context.desk, change.chat.id, change.chat.title or "", bool(change.chat.is_forum), rights
    )
    # Its own transactions: the update is finished, and the doctor's message may need a word.
    await surveying.look_at(context.desk.unbound(), context.bot, change.chat.id)


async def member_changed(update: Update, context: DeskContext) -> None:
    """Somebody else's place in a group changed: whoever is gone is gone from the team as well."""
    change = update.chat_member
    if change is None:
        return
    now = change.new_chat_member
    present = now.status not in (ChatMember.LEFT, ChatMember.BANNED) and getattr(now, "is_member", True)
    if not present:
        await leaving.left(context.desk, now.user.id, change.chat.id)


def _rights(change: ChatMemberUpdated) -> dict[str, bool]:
    now = change.new_chat_member
    present = now.status not in ("left", "kicked")
    if isinstance(now, ChatMemberOwner):
        return {"member": True, "administrator": True, **dict.fromkeys(_RIGHTS, True)}
    if isinstance(now, ChatMemberAdministrator):
        return {
            "member": True,
            "administrator": True,
            **{right: bool(getattr(now, right, False)) for right in _RIGHTS},
        }
    return {"member": present, "administrator": False, **dict.fromkeys(_RIGHTS, False)}


async def moved(update: Update, context: DeskContext) -> None:
    """A group became a supergroup and has a new id."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await channels.note_migration(context.desk, message.chat_id, message.migrate_to_chat_id)


async def topic_told(update: Update, context: DeskContext) -> None:
    """Our own service message: a topic was opened."""
    message = update.effective_message
    if message is None or message.forum_topic_created is None or message.message_thread_id is None:
        return
    if message.from_user is not None and message.from_user.id == context.desk.identity.bot_id:
        await channels.note_topic(
            context.desk, message.chat_id, message.forum_topic_created.name, message.message_thread_id
        )
