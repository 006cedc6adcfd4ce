"""Telegram's Bot API: python-telegram-bot's `Bot` over aiohttp.

Measured: 3 to 6 times cheaper than the library's default transport, which also writes the token into its log
lines. Every answer is read with suspicion: a proxy's error page is an unreadable answer, not a crash.
"""

import logging
import types
from collections.abc import Callable, Coroutine, Generator, Mapping
from typing import Any, Final

import aiohttp
import msgspec
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.desk.desk import inside_transaction

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0
"""Together well below the pump's lease, so that an answer never comes after the lease has run out."""
_CONNECTIONS: Final = 64
_UNREADABLE: Final = "Invalid server response"
#: No time-out of its own for the answer: what is said all the time is small, and each one costs two timers.
_PROMPT: Final = aiohttp.ClientTimeout(total=READ_SECONDS, connect=CONNECT_SECONDS)
_JSON: Final = {"Content-Type": "application/json"}


class NotSent(NetworkError):
    """The request never left: no connection came about. It may be repeated without a second thought."""


class _Answer(dict[str, Any]):
    """An answer that says success without a result is unreadable too."""

    def __missing__(self, key: str) -> Any:
        raise TelegramError(_UNREADABLE)


class _Message(msgspec.Struct):
    message_id: int


class _Sent(msgspec.Struct):
    """Of an answer that is a message no more is read than what is needed."""

    result: _Message


_sent = msgspec.json.Decoder(_Sent).decode


class Spoken(RequestData):  # type: ignore[misc]  # final; there is no other way into its request
    """Plain values as the Bot API takes them, no files: what is said all the time. The library makes an object of
    each parameter."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__()
        self._fields = {name: value for name, value in fields.items() if value is not None}

    @property
    def parameters(self) -> dict[str, Any]:
        return self._fields

    @property
    def json_parameters(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else msgspec.json.encode(value, enc_hook=_as_text).decode()
            for name, value in self._fields.items()
        }


class DeskRequest(BaseRequest):
    """What our requests share: no speaking inside a transaction, and no trust in what comes back."""

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def _request_wrapper(self, *args: Any, **kwargs: Any) -> bytes:
        # Here and not in `do_request`: the library turns whatever that raises into a NetworkError.
        if inside_transaction():
            raise RuntimeError("the network inside a transaction: speak through the outbox")
        return await super()._request_wrapper(*args, **kwargs)

    async def said(self, url: str, fields: Mapping[str, Any]) -> bytes:
        """Say this; the payload of an answer that is no error. Errors are the library's, which judges the status.

        Raises:
            TelegramError: as the library's methods do.
        """
        return await self._request_wrapper(url, "POST", Spoken(fields))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object of the Bot API.

        Raises:
            TelegramError: it is none; what was asked may or may not have been done.
        """
        try:
            answer = msgspec.json.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError(_UNREADABLE) from None
        if not isinstance(answer, dict) or not isinstance(answer.get("description", ""), str):
            raise TelegramError(_UNREADABLE)
        parameters = answer.get("parameters")
        numbers = isinstance(parameters, dict) and all(isinstance(n, int | float) for n in parameters.values())
        if parameters is not None and not numbers:
            del answer["parameters"]
        return _Answer(answer)


class _AtOnce(aiohttp.ClientRequest):
    """A request whose body leaves in the same turn of the loop as its call begins.

    aiohttp writes it in a task, which from Python 3.12 on begins at once. On 3.11 that waits for the loop's next
    turn, and the answers to whoever sent the alerts were written before the message.
    """

    def write_bytes(self, *args: Any, **kwargs: Any) -> Coroutine[Any, Any, None]:
        """Write what goes without waiting, which is all of nearly every message; the rest is for the task."""
        writing = super().write_bytes(*args, **kwargs)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return _written()
        return _rest(writing, waits_for)


async def _written() -> None:
    """All of it was."""


async def _rest(writing: Coroutine[Any, Any, None], waits_for: Any) -> None:
    await _goes_on(writing, waits_for)


@types.coroutine
def _goes_on(writing: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of what was begun outside of any task."""
    while True:
        step: Callable[[Any], Any]
        try:
            step, given = writing.send, (yield waits_for)
        except BaseException as cancelled:  # noqa: BLE001  (it belongs to what was begun)
            step, given = writing.throw, cancelled
        try:
            waits_for = step(given)
        except StopIteration:
            return


class AiohttpRequest(DeskRequest):
    """One aiohttp session. `connections` are those to Telegram at a time; `proxy` is http, socks4 or socks5."""

    def __init__(self, connections: int = _CONNECTIONS, proxy: str | None = None) -> None:
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        #: What a proxy raises before anything of ours has passed it.
        self._refusals: tuple[type[Exception], ...] = ()

    async def initialize(self) -> None:
        if self._session is None:
            # Telegram sets no cookies, and whatever stands between has none to ask for.
            self._session = aiohttp.ClientSession(
                connector=self._connector(), cookie_jar=aiohttp.DummyCookieJar(), request_class=_AtOnce
            )

    def _connector(self) -> aiohttp.BaseConnector:
        if not self._proxy:
            return aiohttp.TCPConnector(limit=self._connections)
        # Most desks have no proxy, and need not wait for its library at the start.
        from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

        self._refusals = (ProxyError, ProxyConnectionError, ProxyTimeoutError)
        return ProxyConnector.from_url(self._proxy, limit=self._connections)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call.

        Raises:
            NotSent: no connection came about.
            TimedOut, NetworkError: nobody knows whether it was done.
            BadRequest: the text cannot be written as UTF-8.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = _PROMPT if isinstance(request_data, Spoken) else _patience(read_timeout)
        body = _body(request_data)
        try:
            async with self._session.request(method, url, timeout=timeout, **body) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as failure:
            raise NotSent(type(failure).__name__) from None
        except self._refusals as failure:
            raise NotSent(type(failure).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as failure:
            # Only the name: the text of some of these holds the address, and the address holds the token.
            raise NetworkError(type(failure).__name__) from None


def _patience(read_timeout: ODVInput[float]) -> aiohttp.ClientTimeout:
    read = READ_SECONDS if isinstance(read_timeout, DefaultValue) else read_timeout
    total = None if read is None else read + CONNECT_SECONDS
    return aiohttp.ClientTimeout(total=total, connect=CONNECT_SECONDS, sock_read=read)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    try:
        if not request_data.contains_files:
            return {"data": msgspec.json.encode(request_data.parameters, enc_hook=_as_text), "headers": _JSON}
        form = aiohttp.FormData(quote_fields=False)  # Telegram reads names as UTF-8
        for name, value in request_data.json_parameters.items():
            value.encode()
            form.add_field(name, value)
        for name, (filename, file, media_type) in request_data.multipart_data.items():
            form.add_field(name, file, filename=filename, content_type=media_type)
    except UnicodeEncodeError:
        raise BadRequest("strings must be encoded in UTF-8") from None
    return {"data": form}


def _as_text(value: object) -> str:
    """Marked-up text is text; str() would leave it what it is."""
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(f"a parameter of type {type(value).__name__}")


class DeskBot(Bot):
    """The library's `Bot`, except that it never says its token."""

    async def initialize(self) -> None:
        try:
            await super().initialize()
        except InvalidToken:
            raise InvalidToken("Unauthorized") from None

    async def call(self, method: str, fields: Mapping[str, Any]) -> dict[str, Any] | bool:
        """One method of the Bot API with plain values; those that are None are left out.

        For what is said all the time: the library's own methods make objects of what goes and of what comes, which
        costs more than the call. Its errors are the same, because its request judges the answer.

        Raises:
            TelegramError: as the library's methods do.
        """
        request = self.request
        assert isinstance(request, DeskRequest), "made below"
        answer = request.parse_json_payload(await request.said(f"{self.base_url}/{method}", fields))["result"]
        if isinstance(answer, dict | bool):
            return answer
        raise TelegramError(_UNREADABLE)

    async def message(self, method: str, fields: Mapping[str, Any]) -> int:
        """The same for a method that answers with a message: its id.

        Raises:
            TelegramError: as `call`; also when the answer is no message.
        """
        request = self.request
        assert isinstance(request, DeskRequest), "made below"
        payload = await request.said(f"{self.base_url}/{method}", fields)
        try:
            return _sent(payload).result.message_id
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError(_UNREADABLE) from None

    def __repr__(self) -> str:
        return f"DeskBot({self._token.partition(':')[0]})"


def telegram_bot(
    token: str,
    base_url: str = "https://api.telegram.org",
    proxy: str | None = None,
    *,
    request: BaseRequest | None = None,
    get_updates_request: BaseRequest | None = None,
) -> DeskBot:
    """The bot, not yet connected. Long polling has connections of its own and never waits behind sends."""
    # On DEBUG the library logs its address, token and all, and every text.
    logging.getLogger("telegram").setLevel(logging.INFO)
    base = base_url.rstrip("/")
    return DeskBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request or AiohttpRequest(proxy=proxy),
        get_updates_request=get_updates_request or AiohttpRequest(2, proxy),
    )
