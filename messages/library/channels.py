"""Channels: how long a text may be there, what posting does to it, and who posts."""

import re
from functools import cache

from pydantic import Field

from messages.library.rows import Row, document, rows
from messages.words import label
from storage.vocabulary.people import Language
from storage.vocabulary.roles import RoleKind
from storage.vocabulary.sheets import Channel


class ChannelRow(Row):
    """One channel. `limit` in code points, None: no known limit; `limit_en` where English may be longer, because
    it is a time and no count of signs; `published_by`: who has its account; `drill`: it is there for drills, and
    nobody outside reads it."""

    code: Channel
    limit: int | None = Field(default=None, gt=0)
    limit_en: int | None = Field(default=None, gt=0)
    keeps_lines: bool
    platforms: tuple[str, ...] = ()
    published_by: RoleKind = RoleKind.ACCOUNT_OPERATOR
    drill: bool = False

    def limit_in(self, language: Language) -> int | None:
        """How long a text in this language may be; None: no known limit."""
        return self.limit_en if language is Language.EN and self.limit_en else self.limit


class MovedRow(Row):
    """What a channel is too short for, in a language: forms of `skeletons`, why, and where such a draft goes."""

    channel: Channel
    language: Language
    forms: frozenset[str]
    to: Channel
    because: str = Field(min_length=1)


@cache
def moved() -> tuple[MovedRow, ...]:
    """What goes elsewhere because no complete text of its kind fits."""
    data = document("policies", "channels.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(MovedRow, [shared | row for row in data["moved"]])


def moved_to(channel: Channel, form: str, language: Language) -> Channel | None:
    """Where a draft of this form goes that does not fit here; None: nobody said."""
    wanted = (row for row in moved() if row.channel is channel and row.language is language)
    return next((row.to for row in wanted if form in row.forms), None)


@cache
def channels() -> tuple[ChannelRow, ...]:
    """All channels in the order in which they are offered."""
    data = document("policies", "channels.toml")
    shared = {"source": data["source"], "status": data["status"]}
    return rows(ChannelRow, [shared | row for row in data["channel"]])


def channel(code: str) -> ChannelRow | None:
    """The channel of this word; None for one nobody described."""
    return next((row for row in channels() if row.code.value == code), None)


def of_platform(platform: str) -> ChannelRow:
    """Where a brand answers on this platform; the first channel for one that is not known."""
    return next((row for row in channels() if platform in row.platforms), channels()[0])


def named(text: str) -> tuple[tuple[Channel, ...], str]:
    """The channels a line names, in either language, and the line without them."""
    found: list[Channel] = []
    for channel in Channel:
        names = {label(language, channel) for language in Language} | {channel.value}
        for name in names if channel is not Channel.UNKNOWN else ():
            place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)[,,、]?", text, re.IGNORECASE)
            if place:
                found.append(channel)
                text = f"{text[: place.start()]} {text[place.end() :]}"
                break
    return tuple(found), " ".join(text.split())


#: English read out at 140 words a minute takes under 20 seconds for these; Chinese has its figure in the table.
SPOKEN_EN_WORDS = 45


def over(code: Channel, language: Language, text: str) -> tuple[int, int] | None:
    """How much a text has and how much its channel takes, where that is less: characters, words of an English text
    that is read out; None when it fits."""
    row = channel(code.value)
    if row is None or row.limit is None:
        return None
    spoken = code is Channel.LIVE_SPOKEN and language is Language.EN
    count, most = (len(text.split()), SPOKEN_EN_WORDS) if spoken else (length(text), row.limit)
    return (count, most) if count > most else None


def length(text: str) -> int:
    """Code points, as the platforms of the table count."""
    return len(text)
