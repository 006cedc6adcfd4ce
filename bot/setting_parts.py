"""What an operator decided, part by part, as the assembly is handed it; `bot.settings` reads it."""

from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, SecretStr

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Part(BaseModel):
    """Values that belong together; nobody changes them."""

    model_config = ConfigDict(frozen=True)


class TelegramSettings(Part):
    """How Telegram is reached; limits are calls per minute in one group and per second in all, 0 = none."""

    token: SecretStr | None
    base_url: str
    mode: Literal["polling", "webhook"]
    webhook_secret: SecretStr | None
    proxy: SecretStr | None
    group_per_minute: int
    per_second: int

    @property
    def bot_id(self) -> int:
        """The number in front of the token's colon, 0 without a token."""
        return int(self.token.get_secret_value().partition(":")[0]) if self.token else 0

    @property
    def is_sandbox(self) -> bool:
        """Is this the sandbox's token? Telegram never gives out one that says so."""
        return self.token is not None and ":SANDBOX-" in self.token.get_secret_value()


class TeamSettings(Part):
    """What the first team is made of when the database is new."""

    chat_id: int | None
    owner_ids: tuple[int, ...]
    timezone: str
    language: Literal["zh", "en"]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class DatabaseSettings(Part):
    """Where everything is kept. The address may hold a password."""

    url: SecretStr

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_secret_value().startswith("sqlite")

    @property
    def path(self) -> Path | None:
        """The SQLite file, if it is one."""
        return Path(self.url.get_secret_value().partition(":///")[2]) if self.is_sqlite else None


class HttpSettings(Part):
    """Where the desk listens, and how it is reached from outside (empty: not at all)."""

    host: str
    port: int
    connections: int
    public_url: str

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK


class AlertSettings(Part):
    """Who may send alerts, up to which level incidents open by themselves, and when a storm folds."""

    token: SecretStr | None
    auto_open: Literal["S1", "S2", "S3", "S4", "off"]
    storm_limit: int


class TimelineSettings(Part):
    """Reactions that take a message into the timeline."""

    capture_reactions: frozenset[str]


class PhoneSettings(Part):
    """What the operators set up once for everybody's phones, and which hosts of their own network may be called.

    Without mail server, Pushover application or gateway, people cannot add that kind of phone.
    """

    smtp_url: SecretStr | None
    smtp_from: str
    pushover_token: SecretStr | None
    gateway_url: SecretStr | None
    gateway_secret: SecretStr | None
    private_hosts: tuple[str, ...]
    apprise_allowed: tuple[str, ...]


class LogSettings(Part):
    """What the log lines look like, and the chat that hears of trouble."""

    level: Literal["debug", "info", "warning", "error"]
    format: Literal["text", "json"]
    chat_id: int | None
