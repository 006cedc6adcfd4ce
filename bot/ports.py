"""The web's ports (`handlers.web.ports`), served by the desk, with the database's troubles translated.

What only pages need is imported when one is asked for: the desk is ready for alerts before (`bot.run`).
"""

import functools
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import exc

from bot.desk.collector import CollectorClosed
from bot.desk.desk import Desk
from bot.desk.inbox import Inbox
from bot.desk.incidents import IncidentUnknown
from bot.desk.intake import Intake, Received
from bot.desk.sources import RegisteredSource, Sources
from bot.gateways.push_key import PushKey
from bot.gateways.vitals import Vitals
from bot.ids import IncidentId, TeamId
from handlers.masking import mask
from handlers.web.ports import Asked, Health, KnownSource, Sender, TextRefused, ToldRecap, Unavailable
from messages.words import Reader
from storage.database import is_away, reason_of
from storage.vocabulary.alerts import IncomingAlert
from storage.vocabulary.incidents import CrisisType

if TYPE_CHECKING:
    from bot.desk.subscribing import Invited
    from bot.gateways.rendering import Renderer
    from messages.views.duty_pages import DutyPageView, ServedFile

_log = structlog.get_logger("web")

ALERTS: Final = "alerts"
"""The loop whose silence makes the desk unready."""


class _Storing:
    """What the sender is told when the database is away or the desk goes down: nothing was kept, come again."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, _: TracebackType | None
    ) -> None:
        if isinstance(trouble, CollectorClosed):
            raise Unavailable from None
        if isinstance(trouble, exc.SQLAlchemyError | OSError) and is_away(trouble):
            _log.warning("the database is away", trouble=type(trouble).__name__, reason=reason_of(trouble))
            raise Unavailable from trouble


_STORING: Final = _Storing()


class AlertDoor:
    """Alerts of a batch: kept and counted, fresh or known."""

    def __init__(self, intake: Intake, vitals: Vitals) -> None:
        self._intake = intake
        # Of each source looked up once: only registered ones come this far.
        self._counter = functools.cache(vitals.alerts.labels)

    async def receive(self, team: TeamId, source: str, alerts: Sequence[IncomingAlert]) -> Sequence[Received]:
        with _STORING:
            received = await self._intake.receive(team, source, alerts)
        fresh = sum(one.fresh for one in received)
        for word, count in (("yes", fresh), ("no", len(received) - fresh)):
            if count:
                self._counter(source, word).inc(count)
        return received


class UpdateDoor:
    """Telegram's updates, by poll or by webhook, kept before anybody looks at them."""

    def __init__(self, inbox: Inbox, vitals: Vitals) -> None:
        self._inbox = inbox
        self._vitals = vitals

    async def store(self, raws: Sequence[str], /) -> None:
        with _STORING:
            await self._inbox.store(raws)
        self._vitals.updates.inc(len(raws))


class SourceBook:
    """Who may bring alerts: the registered sources and their secrets."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    async def first_team(self) -> TeamId:
        with _STORING:
            return await self._sources.first_team()

    async def named(self, name: str) -> Sequence[KnownSource]:
        with _STORING:
            known = await self._sources.named(name)
        return [_known(one) for one in known]

    async def by_token(self, token_hash: str) -> Sequence[KnownSource]:
        with _STORING:
            return [_known(one) for one in await self._sources.by_token(token_hash)]


def _known(one: RegisteredSource) -> KnownSource:
    return KnownSource(one.team, one.name, one.format, one.token_hash, one.secret, one.mapping)


class CheckDoor:
    """`POST /api/v1/check`: may this be said, as a machine asks it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, sender: Sender, asked: Asked) -> Mapping[str, Any]:
        from bot.desk.checking import check_for_machine

        kind = CrisisType(asked.crisis_type) if asked.crisis_type else None
        with _STORING:
            try:
                return await check_for_machine(
                    self._desk, sender.team, asked.text, asked.channel, asked.incident, kind, asked.language
                )
            except IncidentUnknown as unknown:
                detail = f"No incident {asked.incident} of this team."
                raise TextRefused("incident", "unknown-incident", detail) from unknown


class DutyDoor:
    """The duty page: what it shows, and what a person without Telegram can do there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def look(self, token: str) -> "DutyPageView | None":
        from bot.desk import duty_pages

        with _STORING:
            return await duty_pages.look(self._desk, token)

    async def file(self, token: str, number: int) -> "ServedFile | None":
        from bot.desk import duty_pages

        with _STORING:
            return await duty_pages.file(self._desk, token, number)

    async def use(self, token: str, act: str, code: str, reason: str) -> "DutyPageView | None":
        from bot.desk import duty_pages

        with _STORING:
            return await duty_pages.use(self._desk, token, act, code, reason)


class ReceiptDoor:
    """The card a frontline group outside Telegram reads, and who has read it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, token: str) -> tuple[bool, str]:
        from bot.desk.drawing.frontline import show_receipt

        with _STORING:
            return await show_receipt(self._desk, token)

    async def read(self, token: str, name: str) -> tuple[bool, str]:
        from bot.desk import receipts
        from bot.desk.drawing.frontline import show_receipt

        with _STORING:
            read = await receipts.read(self._desk, token, name)
            return await show_receipt(self._desk, token, name if read else "")


class PushDoor:
    """Web Push: the public key, and a phone that subscribes by invitation."""

    def __init__(self, desk: Desk, key: PushKey) -> None:
        self._desk = desk
        self._key = key

    async def public_key(self) -> str:
        with _STORING:
            return await self._key.public()

    async def invited(self, token: str) -> "Invited":
        from bot.desk import subscribing

        with _STORING:
            return await subscribing.invited(self._desk, token)

    async def subscribe(self, token: str, endpoint: str, p256dh: str, auth: str) -> None:
        from bot.desk import subscribing

        with _STORING:
            await subscribing.subscribe(self._desk, token, endpoint, p256dh, auth)


class Pulse:
    """`/healthz`, `/readyz`, `/metrics`."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    async def health(self) -> Health:
        ready, parts = await self._vitals.health(ALERTS)
        return Health(ready, parts)

    async def figures(self) -> bytes:
        return await self._vitals.figures()


class RecapDoor:
    """The live recap, drawn by the worker."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._renderer: Renderer | None = None

    async def draw(self, incident: IncidentId, reader: Reader, events: str) -> ToldRecap:
        from bot.desk.retelling import let_go, retell
        from bot.gateways.rendering import Renderer

        if self._renderer is None:
            self._renderer = Renderer()
        async with self._desk.reading() as look:
            recap = await retell(look, incident, mask)
        (file,) = await self._renderer.draw(recap, ["html"], reader, live="" if recap.over else events)
        entries = list(recap.entries)
        del recap
        await let_go(entries)
        return ToldRecap(file.content, file.media_type.partition(";")[0])

    async def close(self) -> None:
        if self._renderer is not None:
            await self._renderer.close()
