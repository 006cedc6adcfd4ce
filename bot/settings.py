"""What the operator decided: environment (and `.env`) → frozen nested `Settings`, or every problem at once.

Read by the assembly and the command line only; everything else is handed what it needs. A problem is a key
of `messages/locales/*/cli.ftl` with plain values: the command line says it in both languages, because
`LANGUAGE` may be the variable that is wrong.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from msgspec import Struct, field
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.setting_parts import (
    LOOPBACK,
    AlertSettings,
    DatabaseSettings,
    HttpSettings,
    LogSettings,
    Part,
    PhoneSettings,
    TeamSettings,
    TelegramSettings,
    TimelineSettings,
)
from bot.variables import (
    CHAT,
    DATABASE,
    GATEWAY,
    MAIL,
    PROXY,
    PUSHOVER,
    SMTP,
    TOKEN,
    WEBHOOK_SECRET,
    apprise_services,
    language,
    matching,
    number,
    one_of,
    owners,
    private_hosts,
    reactions,
    web_address,
    zone,
)

ENV_FILE: Final = ".env"
TELEGRAM: Final = "https://api.telegram.org"
SHORTEST_SECRET: Final = 16
"""Below this `crisisdesk check` warns: a shorter token can be guessed."""


class SettingsProblem(Struct, frozen=True):
    """One thing wrong: the variable, the key of the sentence, and what it needs to be filled in."""

    variable: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


class SettingsRefused(Exception):
    """The environment cannot be used; carries every problem, in the order of `.env.example`."""

    def __init__(self, problems: Sequence[SettingsProblem]) -> None:
        super().__init__(", ".join(f"{problem.variable}: {problem.key}" for problem in problems))
        self.problems = tuple(problems)


class Settings(Part):
    """Everything an operator can decide."""

    telegram: TelegramSettings
    team: TeamSettings
    database: DatabaseSettings
    http: HttpSettings
    alerts: AlertSettings
    phones: PhoneSettings
    timeline: TimelineSettings
    logs: LogSettings

    @classmethod
    def read(cls, env_file: str | Path | None = ENV_FILE) -> Self:
        """The settings of this process: environment first, then `.env`, then the defaults.

        Raises:
            SettingsRefused: carries every problem there is.
        """
        try:
            given = _Environment(_env_file=env_file)
        except ValidationError as refused:
            raise SettingsRefused(_problems(refused)) from None  # its text would hold the values
        if contradictions := given.contradictions():
            raise SettingsRefused(contradictions)
        return cls(**given.parts())


_Chat = Annotated[int | None, BeforeValidator(matching(CHAT, "cli-setting-chat"))]


class _Environment(BaseSettings):
    """The variables, flat, as they are written; `title` is the heading they stand under in `.env.example`."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        case_sensitive=True,
        env_file_encoding="utf-8",
        populate_by_name=True,
    )

    TELEGRAM_BOT_TOKEN: Annotated[SecretStr | None, BeforeValidator(matching(TOKEN, "cli-setting-token"))] = Field(
        None,
        title="Telegram",
        description="From @BotFather. Empty: `crisisdesk run` on a terminal starts the sandbox.",
    )
    TELEGRAM_BASE_URL: Annotated[str, BeforeValidator(web_address)] = Field(
        TELEGRAM, description="A Bot API server of your own; /bot<token>/ and /file/bot<token>/ are appended."
    )
    TELEGRAM_MODE: Annotated[Literal["polling", "webhook"], BeforeValidator(one_of("polling", "webhook"))] = Field(
        "polling", description="polling | webhook (needs PUBLIC_URL with https and the secret below)."
    )
    TELEGRAM_WEBHOOK_SECRET: Annotated[
        SecretStr | None, BeforeValidator(matching(WEBHOOK_SECRET, "cli-setting-webhook-secret"))
    ] = Field(None, description="1 to 256 letters, digits, - and _; Telegram sends it with every update.")
    TELEGRAM_PROXY: Annotated[SecretStr | None, BeforeValidator(matching(PROXY, "cli-setting-proxy"))] = Field(
        None, description="http://host:port or socks5://user:password@host:port"
    )
    TELEGRAM_GROUP_PER_MINUTE: Annotated[int, BeforeValidator(number(0, 1000))] = Field(
        18, description="Messages and edits in one group a minute (Telegram allows 20). 0 = no limit."
    )
    TELEGRAM_PER_SECOND: Annotated[int, BeforeValidator(number(0, 1000))] = Field(
        25, description="Messages and edits in all chats a second (Telegram allows 30). 0 = no limit."
    )

    TEAM_CHAT_ID: _Chat = Field(
        None, title="Team", description="The forum group. Empty: /setup binds the group it is typed in."
    )
    OWNER_IDS: Annotated[tuple[int, ...], NoDecode, BeforeValidator(owners)] = Field(
        (), description="Telegram user ids, comma between. Empty: `run` prints a one-time code."
    )
    TIMEZONE: Annotated[str, BeforeValidator(zone)] = Field("Asia/Shanghai", description="IANA name.")
    LANGUAGE: Annotated[Literal["zh", "en"], BeforeValidator(language)] = Field("zh", description="zh | en")

    ALERT_TOKEN: Annotated[SecretStr | None, BeforeValidator(matching(r"[!-~]{1,200}", "cli-setting-bearer"))] = (
        Field(
            None,
            title="Alerts",
            description="What the built-in hooks ask for (Authorization: Bearer ...). Empty: they answer 401.",
        )
    )
    AUTO_OPEN: Annotated[
        Literal["S1", "S2", "S3", "S4", "off"], BeforeValidator(one_of("S1", "S2", "S3", "S4", "off"))
    ] = Field("S1", description="Up to which level incidents open at once: S1 | S2 | S3 | S4 | off")
    STORM_LIMIT: Annotated[int, BeforeValidator(number(0, 100_000))] = Field(
        20, description="Alerts of one team a minute shown one by one before they fold. 0 = never fold."
    )

    CAPTURE_REACTIONS: Annotated[frozenset[str], NoDecode, BeforeValidator(reactions)] = Field(
        frozenset({"\u270d"}),
        title="Timeline",
        description="Reactions that take a message into the timeline; any of Telegram's, spaces between.",
    )

    DATABASE_URL: Annotated[SecretStr, BeforeValidator(matching(DATABASE, "cli-setting-database"))] = Field(
        SecretStr("sqlite:///crisisdesk.db"),
        title="Database",
        description="sqlite:///file | postgresql://user:password@host/name",
    )

    HTTP_HOST: Annotated[str, BeforeValidator(matching(r"[0-9A-Za-z_.:-]{1,253}", "cli-setting-host"))] = Field(
        "127.0.0.1", title="HTTP", description="The address to listen on; 0.0.0.0 only behind a reverse proxy."
    )
    HTTP_PORT: Annotated[int, BeforeValidator(number(0, 65535))] = Field(
        8080, description="0 takes a free one and logs it."
    )
    HTTP_CONNECTIONS: Annotated[int, BeforeValidator(number(0, 60000))] = Field(
        1000, description="Connections open at a time; one address may hold three quarters of them. 0 = no limit."
    )
    PUBLIC_URL: Annotated[str, BeforeValidator(web_address)] = Field(
        "", description="How people and Telegram reach the desk from outside, such as https://desk.example.com"
    )

    SMTP_URL: Annotated[SecretStr | None, BeforeValidator(matching(SMTP, "cli-setting-smtp"))] = Field(
        None, title="Phones", description="Mail server: smtp(s)://user:password@host:port; % in them as %25."
    )
    SMTP_FROM: Annotated[str, BeforeValidator(matching(MAIL, "cli-setting-mail"))] = Field(
        "", description="The address mails come from."
    )
    PUSHOVER_TOKEN: Annotated[SecretStr | None, BeforeValidator(matching(PUSHOVER, "cli-setting-pushover"))] = (
        Field(None, description="The application's token at Pushover.")
    )
    PHONE_GATEWAY_URL: Annotated[SecretStr | None, BeforeValidator(matching(GATEWAY, "cli-setting-gateway"))] = (
        Field(None, description="Your voice and SMS gateway; gets signed JSON, see docs/phones.md.")
    )
    PHONE_GATEWAY_SECRET: Annotated[
        SecretStr | None, BeforeValidator(matching(r"[!-~]{16,200}", "cli-setting-gateway-secret"))
    ] = Field(None, description="Signs what goes to the gateway; at least 16 characters.")
    APPRISE_ALLOWED: Annotated[tuple[str, ...], NoDecode, BeforeValidator(apprise_services)] = Field(
        (), description="What may be called through Apprise (an extra): discord, mqtt://siren.lan ..."
    )
    OUTGOING_PRIVATE_HOSTS: Annotated[tuple[str, ...], NoDecode, BeforeValidator(private_hosts)] = Field(
        (), description="Hosts of your own network that may be called (own ntfy ...): names, 10.1.0.0/16."
    )

    LOG_LEVEL: Annotated[
        Literal["debug", "info", "warning", "error"],
        BeforeValidator(one_of("debug", "info", "warning", "error")),
    ] = Field("info", title="Logs", description="debug | info | warning | error")
    LOG_FORMAT: Annotated[Literal["text", "json"], BeforeValidator(one_of("text", "json"))] = Field(
        "text", description="text | json"
    )
    LOG_CHAT_ID: _Chat = Field(
        None, description="A private group of the bot: what a crash left unsure is looked up by forwarding there."
    )

    def contradictions(self) -> list[SettingsProblem]:
        """Values that are fine alone and do not fit together."""
        found = []
        if self.TELEGRAM_MODE == "webhook":
            # A Bot API server on this machine may bring updates without TLS.
            local = urlsplit(self.PUBLIC_URL).hostname in LOOPBACK
            if not self.PUBLIC_URL.startswith("https://") and not local:
                found.append(SettingsProblem("PUBLIC_URL", "cli-setting-webhook-needs-url"))
            if self.TELEGRAM_WEBHOOK_SECRET is None:
                found.append(SettingsProblem("TELEGRAM_WEBHOOK_SECRET", "cli-setting-webhook-needs-secret"))
        if self.SMTP_URL is not None and not self.SMTP_FROM:
            found.append(SettingsProblem("SMTP_FROM", "cli-setting-smtp-needs-from"))
        if self.PHONE_GATEWAY_URL is not None and self.PHONE_GATEWAY_SECRET is None:
            found.append(SettingsProblem("PHONE_GATEWAY_SECRET", "cli-setting-gateway-needs-secret"))
        return found

    def parts(self) -> dict[str, Part]:
        """The same, nested by what it is about."""
        return {
            "telegram": TelegramSettings(
                token=self.TELEGRAM_BOT_TOKEN,
                base_url=self.TELEGRAM_BASE_URL,
                mode=self.TELEGRAM_MODE,
                webhook_secret=self.TELEGRAM_WEBHOOK_SECRET,
                proxy=self.TELEGRAM_PROXY,
                group_per_minute=self.TELEGRAM_GROUP_PER_MINUTE,
                per_second=self.TELEGRAM_PER_SECOND,
            ),
            "team": TeamSettings(
                chat_id=self.TEAM_CHAT_ID,
                owner_ids=self.OWNER_IDS,
                timezone=self.TIMEZONE,
                language=self.LANGUAGE,
            ),
            "database": DatabaseSettings(url=self.DATABASE_URL),
            "http": HttpSettings(
                host=self.HTTP_HOST,
                port=self.HTTP_PORT,
                connections=self.HTTP_CONNECTIONS,
                public_url=self.PUBLIC_URL,
            ),
            "alerts": AlertSettings(
                token=self.ALERT_TOKEN, auto_open=self.AUTO_OPEN, storm_limit=self.STORM_LIMIT
            ),
            "timeline": TimelineSettings(capture_reactions=self.CAPTURE_REACTIONS),
            "phones": PhoneSettings(
                smtp_url=self.SMTP_URL,
                smtp_from=self.SMTP_FROM,
                pushover_token=self.PUSHOVER_TOKEN,
                gateway_url=self.PHONE_GATEWAY_URL,
                gateway_secret=self.PHONE_GATEWAY_SECRET,
                private_hosts=self.OUTGOING_PRIVATE_HOSTS,
                apprise_allowed=self.APPRISE_ALLOWED,
            ),
            "logs": LogSettings(level=self.LOG_LEVEL, format=self.LOG_FORMAT, chat_id=self.LOG_CHAT_ID),
        }


def _problems(refused: ValidationError) -> list[SettingsProblem]:
    """Each refusal once; pydantic's own (a type that does not fit) gets the general sentence."""
    problems: dict[str, SettingsProblem] = {}
    for error in refused.errors(include_url=False, include_input=False):
        variable = str(error["loc"][0]) if error["loc"] else ""
        context = {name: str(value) for name, value in error.get("ctx", {}).items()}
        key = (
            context.pop("key", "cli-setting-unreadable")
            if error["type"] == "setting"
            else "cli-setting-unreadable"
        )
        problems.setdefault(variable, SettingsProblem(variable, key, context))
    order = list(_Environment.model_fields)
    return sorted(problems.values(), key=lambda problem: order.index(problem.variable))


def names() -> set[str]:
    """Every variable there is."""
    return set(_Environment.model_fields)


def env_example() -> str:
    """The text of `.env.example`: every variable with what it means and its default."""
    lines = [
        "# Copy to .env and fill in. Everything has a default; environment variables come first.",
        "# Generated from bot/settings.py (a test compares).",
    ]
    for name, variable in _Environment.model_fields.items():
        if variable.title:
            lines += ["", f"# --- {variable.title} ---"]
        default = variable.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        if isinstance(default, frozenset):
            default = " ".join(sorted(default))
        lines += [f"# {variable.description}", f"{name}={'' if default in (None, ()) else default}"]
    return "\n".join(lines) + "\n"
