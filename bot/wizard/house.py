"""What the first run needs to know of the house, and who tells it: `bot.commands.first_run`."""

from typing import Protocol

from msgspec import Struct


class Given(Struct, frozen=True):
    """What environment and `.env` say now. `address` is where the desk answers on this machine, `reached` where
    monitoring sends alerts."""

    token: str
    base_url: str
    proxy: str
    alert_token: str
    address: str
    reached: str
    port: int


class Met(Struct, frozen=True):
    """Telegram's answer: the bot's name; or `refused`, or why it could not be asked (`reason`)."""

    username: str = ""
    refused: bool = False
    reason: str = ""


class Standing(Struct, frozen=True):
    """How far the desk is set up. `lacking` are sentences, `missing` and `single` names of roles: nobody usually
    takes them, only one person does. `shown` says that the newest alert stands in a chat."""

    owner: str = ""
    group: str = ""
    lacking: tuple[str, ...] = ()
    reachable: int = 0
    missing: tuple[str, ...] = ()
    single: str = ""
    alerts: int = 0
    shown: bool = False


class House(Protocol):
    """The desk, its settings and its database."""

    def given(self) -> Given:
        """Read the settings anew."""
        ...

    async def meet(self, token: str, proxy: str) -> Met:
        """Ask Telegram who this token is."""
        ...

    async def standing(self) -> Standing:
        """Look into the database; an empty one when there is none yet."""
        ...

    async def offer_claim(self) -> str:
        """A new one-time code for the owner."""
        ...

    def is_running(self) -> bool | None:
        """Does a desk run on this database? None: that cannot be told from here."""
        ...

    def run(self) -> list[str]:
        """The command that runs the desk."""
        ...
