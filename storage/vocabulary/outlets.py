"""Addresses of a team where words go out by themselves: its own interface, robots in other messengers."""

from enum import StrEnum

from storage.vocabulary.words import OpenWord


class OutletKind(OpenWord):
    """An *interface* publishes one channel for the team; the others are robots in a group of that messenger."""

    INTERFACE = "interface"
    WECOM = "wecom"
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    UNKNOWN = "unknown"


#: The messengers in whose groups a robot can write.
ROBOTS = (OutletKind.WECOM, OutletKind.FEISHU, OutletKind.DINGTALK)


class OutletState(StrEnum):
    """*Given up*: no further attempt is made, people do it by hand."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"
