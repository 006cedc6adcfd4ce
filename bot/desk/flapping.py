"""Alerts that go on and off: while they do, their card changes and nothing else is said or written."""

from bot.desk import policies
from bot.ids import AlertId
from bot.rules import intake as rules
from storage.unit_of_work import Reader


async def flaps(look: Reader, alert: AlertId) -> bool:
    """Has its source changed its mind so often lately that "over" means nothing?"""
    policy = policies.intake_policy()
    turns = await look.deliveries.turns_since(alert, look.now - policy.flap_span)
    changes = [at for (at, over), (_, before) in zip(turns[1:], turns, strict=False) if over is not before]
    return rules.flapping(changes, look.now, policy)
