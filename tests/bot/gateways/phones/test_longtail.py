"""Apprise: a page arrives at a real MQTT broker, heard by a client that knows nothing of us; what is not let out.

The documented example is Apprise's own: `mqtt://{host}:{port}/{topic}` (Apprise's wiki, "MQTT").
"""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from aiohttp import web

from bot.gateways.phones.longtail import Apprise, lets
from storage.vocabulary.phones import PhoneKind, RingVerdict
from tests.bot.gateways.phones.pages import PAGE_URL, page
from tests.kit.web import elsewhere

mqtt = pytest.importorskip("paho.mqtt.client", reason="no paho-mqtt (make setup)")
if find_spec("apprise") is None:
    pytest.skip("no apprise (make setup)", allow_module_level=True)
BROKER = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def broker(folder: Path) -> AsyncIterator[int]:
    """A real mosquitto on a free port of this machine."""
    assert BROKER is not None
    port = free_port()
    (folder / "mosquitto.conf").write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    process = await asyncio.create_subprocess_exec(
        BROKER, "-c", str(folder / "mosquitto.conf"), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(0.01)
                else:
                    writer.close()
                    break
        yield port
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.skipif(
    BROKER is None and os.environ.get("CI") != "true", reason="no mosquitto (apt install mosquitto)"
)
async def test_a_page_arrives_at_a_real_mqtt_broker(tmp_path: Path) -> None:
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    loop, subscribed = asyncio.get_running_loop(), asyncio.Event()
    async with broker(tmp_path) as port:
        siren = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        siren.on_connect = lambda *_: siren.subscribe("duty/siren", qos=1)
        siren.on_subscribe = lambda *_: loop.call_soon_threadsafe(subscribed.set)
        siren.on_message = lambda _client, _data, said: loop.call_soon_threadsafe(
            heard.put_nowait, (said.topic, said.payload.decode())
        )
        siren.connect("127.0.0.1", port)
        siren.loop_start()
        try:
            async with asyncio.timeout(40):
                await subscribed.wait()
                config = {"url": f"mqtt://127.0.0.1:{port}/duty/siren"}
                answer = await Apprise([f"mqtt://127.0.0.1:{port}"]).send(page(PhoneKind.APPRISE, config))
                topic, text = await heard.get()
        finally:
            siren.loop_stop()
    assert answer.verdict is RingVerdict.ACCEPTED
    assert topic == "duty/siren"
    # What Apprise makes of a title and a body for a service that has no titles: two lines.
    assert text.replace("\r\n", "\n").startswith("S1 呼叫 · 请担任法务\n产品安全 0007。20:46 前响应")
    assert PAGE_URL in text


async def test_nobody_listens_is_a_refusal_without_the_secret(tmp_path: Path) -> None:
    config = {"url": f"mqtt://duty:hidden-secret@127.0.0.1:{free_port()}/duty/siren"}
    answer = await Apprise(["mqtt://127.0.0.1"]).send(page(PhoneKind.APPRISE, config))
    assert answer.verdict is RingVerdict.REFUSED
    assert "hidden-secret" not in answer.told


async def test_one_that_hangs_is_ended_with_its_process() -> None:
    gate = asyncio.Event()

    async def hang(_: web.Request) -> web.StreamResponse:
        await gate.wait()
        return web.Response()

    async with elsewhere(hang) as server:
        config = {"url": f"{server.base.replace('http', 'json')}/?rto=60&cto=60"}
        host = config["url"].partition("/?")[0]
        answer = await Apprise([host], seconds=4.0).send(page(PhoneKind.APPRISE, config))
        gate.set()
    assert answer.verdict is RingVerdict.SILENT


@pytest.mark.parametrize("url", ["json://127.0.0.1:1/", "nonsense://x", "discord://", "syslog://"])
async def test_a_host_that_is_not_named_and_what_is_no_address_are_not_called(url: str) -> None:
    allowed = ["json", "nonsense", "discord"]
    answer = await Apprise(allowed).send(page(PhoneKind.APPRISE, {"url": url}))
    assert answer.verdict is RingVerdict.UNFIT_ADDRESS


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("mqtt://siren.lan/duty", True),
        ("mqtt://user:pw@SIREN.lan:1883/duty", True),
        ("mqtt://siren.lan.evil.example/duty", None),
        ("mqtt://evil.example/siren.lan", None),
        ("mqtts://siren.lan/duty", None),
        ("json://box.lan:8080/", True),
        ("json://box.lan:22/", None),
        ("discord://1/2", False),
        ("http://127.0.0.1/", None),
        ("json://[", None),
    ],
)
def test_only_what_the_operators_named(url: str, found: bool | None) -> None:
    assert lets(url, ["mqtt://siren.lan", "json://box.lan:8080", "discord"]) is found


def test_the_desk_runs_without_the_extra() -> None:
    assert "apprise" not in sys.modules, "only the child knows it"
