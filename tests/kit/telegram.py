"""The sandbox's world behind the library's request: the whole bot without a socket."""

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateways.telegram import DeskBot, DeskRequest, NotSent, telegram_bot
from bot.sandbox.faults import WireTrouble
from bot.sandbox.sandbox import Sandbox


class SandboxRequest(DeskRequest):
    """Calls the sandbox in process and feels its faults as a socket would."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

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
        token, _, name = url.partition("/bot")[2].partition("/")
        if "/file/bot" in url:  # a download, by the path that getFile told
            return 200, next(file.content for file in self._sandbox.world.files.values() if file.path == name)
        try:
            return await self._sandbox.call(
                name,
                request_data.json_parameters if request_data else {},
                _files(request_data) if request_data else {},
                token=token,
            )
        except WireTrouble as trouble:
            if trouble.kind == "hang":
                raise TimedOut from None
            if trouble.kind == "down":
                raise NotSent("injected: down") from None
            raise NetworkError(f"injected: {trouble.kind}") from None


def _files(request_data: RequestData) -> dict[str, tuple[str, bytes, str]]:
    return {
        part: (name, content if isinstance(content, bytes) else content.read(), media_type)
        for part, (name, content, media_type) in request_data.multipart_data.items()
    }


def bot_in(sandbox: Sandbox) -> DeskBot:
    """The bot of this sandbox's world."""
    request = SandboxRequest(sandbox)
    return telegram_bot(sandbox.token, "http://sandbox", request=request, get_updates_request=request)
