"""What there is in the training world: plain records, kept as JSON exactly as they stand here.

Times are whole Unix seconds, as in the Bot API, except where a name says otherwise.
"""

from typing import Any

from msgspec import Struct, field

Json = dict[str, Any]

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)
"""What an administrator may be allowed to do in a group (Bot API: ChatMemberAdministrator)."""


class User(Struct):
    """A person of the cast, or the desk's bot."""

    id: int
    first_name: str
    username: str
    role: str = ""
    name_en: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    language_code: str = "zh-hans"


class Member(Struct):
    """Somebody's place in a group, with Telegram's word for it.

    `status` is creator, administrator, member, restricted, left or kicked.
    """

    status: str = "member"
    rights: list[str] = field(default_factory=list)
    anonymous: bool = False
    muted: bool = False
    """Restricted from writing."""


class Topic(Struct):
    id: int
    name: str
    icon_color: int
    creator: int
    icon_custom_emoji_id: str = ""
    closed: bool = False


class Message(Struct):
    """One message of one chat. `body` holds the content fields of the Bot API's Message as they are sent out."""

    id: int
    chat_id: int
    date: int
    sender: int
    body: Json
    sender_chat: int | None = None
    thread: int | None = None
    in_topic: bool = False
    reply_to: int | None = None
    quote: Json | None = None
    markup: Json | None = None
    edited: int | None = None
    origin: Json | None = None
    album: str | None = None
    via_bot: bool = False
    silent: bool = False
    protected: bool = False
    service: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)


class Chat(Struct):
    """A private chat (its id is the person's id), a basic group, or a supergroup, which may be a forum."""

    id: int
    kind: str
    title: str = ""
    title_en: str = ""
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    pinned: list[int] = field(default_factory=list)
    general_name: str = "General"
    general_closed: bool = False
    general_hidden: bool = False
    description: str = ""
    invite_link: str = ""
    migrated_to: int | None = None
    seen: dict[int, dict[int, int]] = field(default_factory=dict)
    """Person → topic (0 = General or the whole chat) → last message read; for the page's unread counts."""


class Callback(Struct):
    """One press of a button, until the bot answers it or it grows too old."""

    id: str
    user: int
    chat_id: int
    message_id: int
    data: str
    label: str
    at: float
    answer: Json | None = None


class Query(Struct):
    """One inline query of a person and what the bot answered."""

    id: str
    user: int
    text: str
    at: float
    results: list[Json] | None = None
    button: Json | None = None


class Poll(Struct):
    id: str
    chat_id: int
    message_id: int
    question: str
    options: list[Json]
    kind: str
    anonymous: bool
    multiple: bool
    revoting: bool
    shape: Json
    """Further fields of the Bot API's Poll as they are sent out: explanation, correct_option_ids, description …"""
    closed: bool = False
    close_at: int | None = None
    hide_results: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)


class File(Struct):
    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    path: str
    content: bytes
    width: int = 0
    height: int = 0


class Update(Struct):
    """What waits for the bot. `payload` is drawn when it happened and does not change afterwards."""

    id: int
    kind: str
    payload: Json
    at: int
    lane: str
    """The chat it belongs to: webhooks keep order within one lane."""


class Webhook(Struct):
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: int | None = None
    last_error: str = ""


class Change(Struct):
    """Something a page may want to redraw."""

    kind: str
    chat_id: int | None = None
    about: Json = field(default_factory=dict)
