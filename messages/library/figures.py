"""The words in which people type figures, and what a watch is when nobody says more."""

from functools import cache

from pydantic import Field

from messages.library.rows import Row, document


class FigureWordsRow(Row):
    """Words of metrics, units and comparisons. `metrics`: metric → its words; `units`: word → factor."""

    metrics: dict[str, tuple[str, ...]]
    units: dict[str, float]
    comparisons: tuple[str, ...]
    media_asks: tuple[str, ...]

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(word, metric) of all metrics."""
        return tuple((word, metric) for metric, words in self.metrics.items() for word in words)


class WatchPolicyRow(Row):
    """Length and triggers (metric → at least) of a watch with default conditions."""

    minutes: int = Field(gt=0)
    triggers: dict[str, float] = Field(min_length=1)


@cache
def figure_words() -> FigureWordsRow:
    """Chinese and English words together: teams mix them."""
    return FigureWordsRow.model_validate(document("figures", "words.toml"))


@cache
def watch_policy() -> WatchPolicyRow:
    """The default watch."""
    return WatchPolicyRow.model_validate(document("policies", "watch.toml"))
