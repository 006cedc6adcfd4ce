"""Outside trouble: born in the gateways, caught where deliveries are made, never shown as it is."""


class OutsideTrouble(Exception):
    """Base of what the world outside may do to a delivery."""


class DeliverLater(OutsideTrouble):
    """It did not go through for sure; worth another try after `wait` seconds."""

    def __init__(self, wait: float, reason: str = "") -> None:
        super().__init__(reason or f"again in {wait} s")
        self.wait = wait
        self.reason = reason


class DeliverNever(OutsideTrouble):
    """It will never go through this way: parked, shown to the operators, and the next channel takes over."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
