"""What the web asks of the desk; handed over at assembly."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from bot.ids import IncidentId, TeamId
from messages.views.duty_pages import DutyPageView, ServedFile
from messages.words import Reader
from storage.vocabulary.alerts import IncomingAlert, SourceFormat
from storage.vocabulary.people import Language


class Unavailable(Exception):
    """Nothing could be stored just now: the database is away, or the desk goes down. The sender tries again.

    Args:
        retry_after: seconds to wait before that.
    """

    def __init__(self, retry_after: int = 5) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Received(Protocol):
    """What became of one alert."""

    @property
    def alert_id(self) -> str: ...

    @property
    def incident_number(self) -> str | None: ...

    @property
    def fresh(self) -> bool: ...


class AlertDoor(Protocol):
    """Where understood alerts are stored; comes back after the commit.

    Raises:
        Unavailable: nothing of this call was stored.
    """

    async def receive(self, team: TeamId, source: str, alerts: Sequence[IncomingAlert]) -> Sequence[Received]: ...


class UpdateDoor(Protocol):
    """Where raw Telegram updates are stored; comes back after the commit.

    Raises:
        Unavailable: nothing of this call was stored.
    """

    async def __call__(self, raws: list[str], /) -> None: ...


class KnownSource(Struct, frozen=True):
    """A registered sender. `token_hash` is the SHA-256 of its bearer token in hex, `secret` signs; either
    may be empty."""

    team: TeamId
    name: str
    format: SourceFormat
    token_hash: str = ""
    secret: str = ""
    #: Where our fields stand in this sender's JSON (`bot.rules.mappings`); empty: they are ours already.
    mapping: Mapping[str, str] = field(default_factory=dict)


class DutyDoor(Protocol):
    """The duty page: what a link shows, and its one act."""

    async def look(self, token: str) -> DutyPageView | None:
        """The page as things stand; None: there is no such link."""
        ...

    async def file(self, token: str, number: int) -> ServedFile | None:
        """A file that goes with the text of the page; None: the page does not offer it."""
        ...

    async def use(self, token: str, act: str, code: str, reason: str) -> DutyPageView | None:
        """None: done. Otherwise the page with the sentence that says why not."""
        ...


class SourceBook(Protocol):
    """Who may send alerts.

    Raises:
        Unavailable: it cannot be looked up just now.
    """

    async def first_team(self) -> TeamId:
        """The team that ALERT_TOKEN belongs to."""
        ...

    async def named(self, name: str) -> Sequence[KnownSource]:
        """The sources of this name, one a team at most."""
        ...

    async def by_token(self, token_hash: str) -> Sequence[KnownSource]:
        """The sources with a token of this SHA-256; one unless two were given the same by hand."""
        ...


class Sender(Struct, frozen=True):
    """Who asks over HTTP: a team, and the source's name ('' with ALERT_TOKEN)."""

    team: TeamId
    name: str


class Asked(Struct, frozen=True):
    """A sentence to be checked. `incident` is a number or empty, `channel` and `crisis_type` words or empty."""

    text: str
    channel: str
    incident: str
    crisis_type: str
    language: Language


class TextRefused(Exception):
    """The question cannot be answered: which field, a word for programs, and a sentence."""

    def __init__(self, field: str, code: str, detail: str) -> None:
        super().__init__(field, code, detail)
        self.field = field
        self.code = code
        self.detail = detail


class ReceiptDoor(Protocol):
    """The pages behind receipt links: whether the link is one of ours and its version current, and the page.

    Raises:
        Unavailable.
    """

    async def page(self, token: str) -> tuple[bool, str]: ...

    async def read(self, token: str, name: str) -> tuple[bool, str]: ...


class CheckDoor(Protocol):
    """Where sentences are checked.

    Raises:
        TextRefused: no such incident. Unavailable.
    """

    async def check(self, sender: Sender, asked: Asked) -> Mapping[str, Any]:
        """The answer as plain values for JSON (`handlers.web.checking.ANSWER`)."""
        ...


class Health(Struct, frozen=True):
    """Can alerts be stored (`ready`), and how is each part: a name and plain values that fit into JSON."""

    ready: bool
    parts: Mapping[str, Mapping[str, str | int | float | bool | None]]


class Invited(Protocol):
    """Whom a link for subscribing a browser belongs to."""

    @property
    def name(self) -> str: ...

    @property
    def language(self) -> Language: ...


class PushDoor(Protocol):
    """Browsers that become phones.

    Raises:
        DeskError: the link is over, or what the browser sent is no subscription.
    """

    async def public_key(self) -> str:
        """What a browser is subscribed with."""
        ...

    async def invited(self, token: str) -> Invited: ...

    async def subscribe(self, token: str, endpoint: str, p256dh: str, auth: str) -> None: ...


class Pulse(Protocol):
    """How the desk is."""

    async def health(self) -> Health: ...

    async def figures(self) -> bytes:
        """Everything that is counted, in Prometheus' text format."""
        ...


class ToldRecap(Struct, frozen=True):
    """A recap as a file."""

    content: bytes
    media_type: str


class RecapDoor(Protocol):
    """Where an incident is looked back at: masked, as a page, made beside the loop. While it goes on, the page
    hears at `events` that it changed."""

    async def draw(self, incident: IncidentId, reader: Reader, events: str) -> ToldRecap: ...

    async def close(self) -> None:
        """Nobody asks any more."""
        ...
