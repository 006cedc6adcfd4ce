"""What the pump counts for Prometheus."""

import functools

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.gateways.pump.verdicts import Ruling

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


class PumpFigures:
    """The pump's counters in one registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "crisisdesk_pump_calls",
            "Calls to Telegram, by what was asked and how the answer was judged.",
            ["call", "ruling"],
            registry=registry,
        )
        self.dropped = _count(registry, "dropped", "Parcels there was nothing to say for any more.")
        self.repeated = _count(
            registry, "repeated", "Messages repeated with a mark: their outcome stayed unknown."
        )
        self.recovered = _count(registry, "recovered", "Claims left behind by a pump that died.")
        self.failed_rounds = _count(registry, "failed_rounds", "Rounds that failed: the database was away.")
        self.bugs = _count(registry, "bugs", "Parcels that could not be drawn or settled because of a bug.")
        self._delay = Histogram(
            "crisisdesk_parcel_delay_seconds",
            "From posting a parcel to Telegram's answer.",
            ["lane"],
            buckets=_BUCKETS,
            registry=registry,
        )

        # Calls, rulings and lanes are few: their counters are looked up once.
        self._counter = functools.cache(self._calls.labels)
        self._histogram = functools.cache(self._delay.labels)

    def called(self, call: str, ruling: Ruling, lane: int, delay: float) -> None:
        """A call ended; `delay` in seconds since its parcel was posted."""
        self._counter(call, ruling).inc()
        if ruling is Ruling.DONE:
            self._histogram(lane).observe(max(0.0, delay))


def _count(registry: CollectorRegistry, name: str, meaning: str) -> Counter:
    return Counter(f"crisisdesk_pump_{name}", meaning, registry=registry)
