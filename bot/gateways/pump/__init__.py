"""The pump: what leaves the desk for Telegram, in order, within budget, once.

`Pump` runs it; `Limits` says how fast; the desk gives `Draw`, `Packing` and `Outcomes`.
"""

from bot.gateways.pump.limits import Limits
from bot.gateways.pump.loop import Pump
from bot.gateways.pump.outcomes import Draw, Outcomes, Packing
from bot.gateways.pump.terms import PumpHealth

__all__ = ["Draw", "Limits", "Outcomes", "Packing", "Pump", "PumpHealth"]
