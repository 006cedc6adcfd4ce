"""The same recap gives the same bytes, wherever and whenever it is drawn."""

import os
import subprocess
import sys

from messages.recap import document
from tests.messages.recap import sampled

DRAW = """
import hashlib, sys
from bot.gateways.rendering import Form, _drawn
from messages.recap import document
from messages.recap.values import Length
from storage.vocabulary.people import Language
from tests.messages.recap import sampled
recap = document.read(sys.stdin.buffer.read())
for language in Language:
    for form in Form:
        made = _drawn(form, recap, sampled.reader(language), Length.FULL)
        print(language, form, hashlib.sha256(made).hexdigest())
"""


def drawn(seed: str, zone: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C" if seed == "1" else "zh_CN.UTF-8"}
    told = document.draw(sampled.full_evening())
    done = subprocess.run(
        [sys.executable, "-c", DRAW], input=told, capture_output=True, env=environment, check=True
    )
    return done.stdout.decode()


def test_two_processes_draw_the_same_bytes() -> None:
    one = drawn("1", "America/New_York")
    assert len(one.splitlines()) == 12
    assert one == drawn("2", "Asia/Kathmandu")
