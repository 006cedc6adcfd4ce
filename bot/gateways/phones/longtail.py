"""Everything Apprise reaches and nobody wrote a sender for: Matrix, MQTT, Slack … (an extra, docs/phones.md).

Apprise makes its own requests, so the careful door of `bot.gateways.outgoing` does not stand before it. Instead
the operators name what may be called (`APPRISE_ALLOWED`), and each call runs in a process of its own that is
ended when its time is over.
"""

import asyncio
import sys
from collections.abc import Collection
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from bot.desk.rings import Answer, Call
from bot.gateways import answers
from storage.vocabulary.phones import RingVerdict

CALL_SECONDS: Final = 20.0
"""Less than a call may take altogether (`bot.gateways.ringing.CALL_SECONDS`)."""
CHILD: Final = "bot.gateways.phones.longtail_child"
_VERDICTS: Final = {
    "accepted": RingVerdict.ACCEPTED,
    "refused": RingVerdict.REFUSED,
    "unfit": RingVerdict.UNFIT_ADDRESS,
}


class Apprise:
    """`config`: the Apprise address, with whatever secrets are in it.

    Args:
        allowed: what may be called: `discord` for a service with hosts of its own, `mqtt://siren.lan` for a host.
    """

    def __init__(self, allowed: Collection[str], seconds: float = CALL_SECONDS) -> None:
        self._allowed = allowed
        self._seconds = seconds

    async def send(self, call: Call) -> Answer:
        """Hand it to Apprise. What it says is that the service took it, or that it did not."""
        url = str(call.config["url"])
        found = lets(url, self._allowed)
        if found is None:
            return Answer(RingVerdict.UNFIT_ADDRESS)
        asked = msgspec.json.encode({"url": url, "named": found, **message(call)})
        # The address goes through a pipe: a command line can be read by everybody on the machine.
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", CHILD,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds):
                said, _ = await child.communicate(asked)
        except TimeoutError:
            return Answer(RingVerdict.SILENT)
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return _read(said, call)


def _read(said: bytes, call: Call) -> Answer:
    try:
        told: dict[str, Any] = msgspec.json.decode(said, type=dict[str, Any])
    except msgspec.DecodeError:
        return Answer(RingVerdict.BROKEN_OFF)
    verdict = _VERDICTS.get(str(told.get("verdict")), RingVerdict.GARBLED)
    url = urlsplit(str(call.config["url"]))
    secrets = [part for part in (url.username, url.password, url.hostname, *url.path.split("/")) if part]
    words = answers.without_secrets(str(told.get("told", "")), answers.hidden(call, *secrets))
    return Answer(verdict, "" if verdict is RingVerdict.ACCEPTED else words)


def lets(url: str, allowed: Collection[str]) -> bool | None:
    """May this be called? True: with its host named; False: as a service that has hosts of its own; None: no."""
    try:
        parts = urlsplit(url.lower())
        host = (
            f"{parts.scheme}://{parts.hostname}:{parts.port}"
            if parts.port
            else f"{parts.scheme}://{parts.hostname}"
        )
    except ValueError:
        return None
    if host in allowed or f"{parts.scheme}://{parts.hostname}" in allowed:
        return True
    return False if parts.scheme in allowed else None


def message(call: Call) -> dict[str, Any]:
    """What Apprise is asked to say; a page is a failure in its words, which services show in red."""
    lines = [call.text, call.page_url]
    return {"title": call.title, "body": "\n".join(line for line in lines if line), "loud": call.loud}
