"""People, teams and what they may do."""

from enum import StrEnum


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


class Standing(StrEnum):
    """A person's place in a team."""

    OWNER = "owner"
    MEMBER = "member"
    GUEST = "guest"


class Permission(StrEnum):
    """What a command or button asks for; `bot.rules.permissions` says who has it."""

    ANYONE = "anyone"
    MEMBER = "member"
    COMMANDER = "commander"
    PUBLIC_VOICE = "public_voice"
    PERSONAL_DATA = "personal_data"
    COUNSEL = "counsel"
    OWNER = "owner"
