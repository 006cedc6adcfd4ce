"""How much may be sent to a chat, as a sliding window over what has been sent.

Times are seconds on one clock (wall time, because the log is a row that survives a restart). Each chat has
one window and the bot one for all chats; a send needs room in both. Sends, edits, pins and topic calls count
alike.
"""

from dataclasses import dataclass

from storage.vocabulary.parcels import Lane

#: Lanes up to this one may use the reserve: page, opening, breach, decision.
URGENT = Lane.DECISION


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` in any `seconds`; the last `reserve` of them only for urgent lanes. 0 = no limit."""

    count: int
    seconds: float
    reserve: int = 0

    def room_for(self, lane: Lane) -> int:
        """How many of the window this lane may fill; at least one, so that nothing waits for ever."""
        return self.count if lane <= URGENT else max(1, self.count - self.reserve)


def group_window(per_minute: int = 18, reserve: int = 5) -> Window:
    """A group: Telegram lets about 20 a minute through; 18 leaves room for people's own bots."""
    return Window(per_minute, 60.0, reserve)


def private_window(burst: int = 3) -> Window:
    """One person's chat: one a second, three at once if it was quiet."""
    return Window(burst, float(burst))


def global_window(per_second: int = 25) -> Window:
    """All chats of one bot together: Telegram's limit is about 30 a second."""
    return Window(per_second, 1.0)


def may_send(sent_at: tuple[float, ...], now: float, lane: Lane, window: Window) -> float:
    """0.0 when there is room now, otherwise the earliest moment at which there will be.

    `sent_at` may be in any order. Entries later than `now` (the machine's clock was set back) count as sent
    now, so that a wrong clock delays by one window at most.
    """
    if window.count == 0:
        return 0.0
    inside = trimmed(sent_at, now, window)
    room = window.room_for(lane)
    if len(inside) < room:
        return 0.0
    return inside[len(inside) - room] + window.seconds


def earliest(now: float, lane: Lane, *logs: tuple[tuple[float, ...], Window]) -> float:
    """The same over several windows (the chat's and the bot's): 0.0 or the latest of their moments."""
    return max((may_send(sent_at, now, lane, window) for sent_at, window in logs), default=0.0)


def spent(sent_at: tuple[float, ...], now: float, window: Window) -> tuple[float, ...]:
    """The log after one send at `now`, cut to what the window still needs."""
    return (*trimmed(sent_at, now, window), now)


def trimmed(sent_at: tuple[float, ...], now: float, window: Window) -> tuple[float, ...]:
    """The part of the log that still counts, oldest first."""
    # The same sum as in `may_send`, so that rounding never says "wait until now".
    return tuple(sorted(min(moment, now) for moment in sent_at if moment + window.seconds > now))
