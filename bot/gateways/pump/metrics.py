"""What the pump counts for Prometheus."""

from prometheus_client import Counter, Histogram

CALLS = Counter(
    "crisisdesk_pump_calls", "Calls to Telegram by what was asked and how it was judged", ["call", "ruling"]
)
DROPPED = Counter("crisisdesk_pump_dropped", "Parcels there was nothing to say for any more")
REPEATED = Counter("crisisdesk_pump_repeated", "Messages sent again, marked, because nobody knew their outcome")
RECOVERED = Counter("crisisdesk_pump_recovered", "Claims of a pump that died")
FAILED_ROUNDS = Counter(
    "crisisdesk_pump_failed_rounds", "Rounds that failed, mostly because the database was away"
)
DELAY = Histogram(
    "crisisdesk_parcel_delay_seconds",
    "From posting a parcel to Telegram's answer, by lane",
    ["lane"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800),
)
