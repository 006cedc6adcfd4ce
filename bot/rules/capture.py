"""Which reactions take a message into the timeline."""

from collections.abc import Collection

#: Telegram writes some reactions with a variation selector, some keyboards without.
_VARIATION = "\ufe0f"


def plain(emoji: str) -> str:
    """An emoji without the sign that says how it is drawn."""
    return emoji.replace(_VARIATION, "")


def means_capture(before: Collection[str], after: Collection[str], wanted: Collection[str]) -> bool:
    """Did this change of somebody's reactions add one that captures? Taking one back captures nothing, and
    nothing is given back: the timeline only grows."""
    chosen = {plain(emoji) for emoji in wanted}
    return bool(({plain(e) for e in after} - {plain(e) for e in before}) & chosen)
