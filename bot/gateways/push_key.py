"""The desk's key towards push services, at hand after the first look."""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.desk import push_keys
from bot.desk.desk import Desk

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec


class PushKey:
    """Made when it is first needed, by whichever replica comes first.

    `cryptography` takes seven megabytes: a desk whose people have no browser to push to never holds it.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._key: ec.EllipticCurvePrivateKey | None = None

    async def private(self) -> "ec.EllipticCurvePrivateKey":
        """The key itself."""
        if self._key is None:
            # Beside the loop: it takes longer to load than anybody should wait.
            await asyncio.to_thread(import_module, "bot.gateways.sealing")
            from bot.gateways import sealing

            self._key = sealing.key_of(await self._kept())
        return self._key

    async def public(self) -> str:
        """What a browser is subscribed with."""
        key = await self.private()
        from bot.gateways import sealing

        return sealing.b64(sealing.public_point(key))

    async def _kept(self) -> str:
        if (kept := await push_keys.known(self._desk)) is not None:
            return kept
        from bot.gateways import sealing

        try:
            return await push_keys.keep(self._desk, sealing.new_key())
        except IntegrityError:  # another replica made one at the same instant
            kept = await push_keys.known(self._desk)
            assert kept is not None, "somebody else has just kept it"
            return kept
