"""How much may be sent to a chat, as a sliding window over what has been sent.

Times are seconds on one clock (wall time, because the log is a row that survives a restart). Each chat has
one window and the bot one for all chats; a send needs room in both. Sends, edits, pins and topic calls count
alike.
"""

from functools import cache

from msgspec import Struct

from storage.vocabulary.parcels import Lane

#: Lanes up to this one may use the reserve: page, opening, breach, decision.
URGENT = Lane.DECISION


class Window(Struct, frozen=True):
    """At most `count` in any `seconds`; the last `reserve` of them only for urgent lanes. 0 = no limit.

    `answers` more are kept for replies: whoever types a command in the middle of a storm is answered, though
    everything urgent waits too, and whoever types all the time takes no more than that from it.
    """

    count: int
    seconds: float
    reserve: int = 0
    answers: int = 0

    def room_for(self, lane: Lane, answered: int = 0) -> int:
        """How many of the window this lane may fill, when `answered` replies are in it; at least one, so that
        nothing waits for ever."""
        if lane <= URGENT:
            return max(1, self.count - max(0, self.answers - answered))
        if lane is Lane.REPLY:
            return self.count if answered < self.answers else max(1, self.count - self.reserve)
        return max(1, self.count - self.reserve - self.answers)


@cache
def group_window(per_minute: int = 18, reserve: int = 5) -> Window:
    """A group: Telegram lets about 20 a minute through; 18 leaves room for people's own bots. Two of them are
    for answers, fewer where the operator allows less than twelve."""
    return Window(per_minute, 60.0, reserve, answers=min(2, per_minute // 6))


@cache
def private_window(burst: int = 3) -> Window:
    """One person's chat: one a second, three at once if it was quiet."""
    return Window(burst, float(burst))


@cache
def global_window(per_second: int = 25) -> Window:
    """All chats of one bot together: Telegram's limit is about 30 a second."""
    return Window(per_second, 1.0)


def may_send(
    sent_at: tuple[float, ...], now: float, lane: Lane, window: Window, answered_at: tuple[float, ...] = ()
) -> float:
    """0.0 when there is room now, otherwise the earliest moment at which there will be.

    `answered_at` are those of `sent_at` that were replies. Both may be in any order. Entries later than `now`
    (the machine's clock was set back) count as sent now, so that a wrong clock delays by one window at most.
    """
    if window.count == 0:
        return 0.0
    inside = trimmed(sent_at, now, window)
    answered = trimmed(answered_at, now, window)
    if len(inside) < window.room_for(lane, len(answered)):
        return 0.0
    for gone, moment in enumerate(inside, start=1):
        free = moment + window.seconds
        replies = sum(reply + window.seconds > free for reply in answered)
        if len(inside) - gone < window.room_for(lane, replies):
            return free
    raise AssertionError("an empty window has room for every lane")


class Log(Struct, frozen=True):
    """What was sent within a window, which of it were replies, and the window itself."""

    sent_at: tuple[float, ...]
    window: Window
    answered_at: tuple[float, ...] = ()


def earliest(now: float, lane: Lane, *logs: Log) -> float:
    """The same over several windows (the chat's and the bot's): 0.0 or the latest of their moments."""
    return max((may_send(log.sent_at, now, lane, log.window, log.answered_at) for log in logs), default=0.0)


def spent(sent_at: tuple[float, ...], now: float, window: Window) -> tuple[float, ...]:
    """The log after one send at `now`, cut to what the window still needs."""
    return (*trimmed(sent_at, now, window), now)


def trimmed(sent_at: tuple[float, ...], now: float, window: Window) -> tuple[float, ...]:
    """The part of the log that still counts, oldest first."""
    # The same sum as in `may_send`, so that rounding never says "wait until now".
    return tuple(sorted(min(moment, now) for moment in sent_at if moment + window.seconds > now))
