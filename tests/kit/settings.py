"""Settings for one test, whatever the machine's own environment says."""

import pytest

from bot.settings import Settings, names

TOKEN = "8100000001:SANDBOX-TRAINING-ONLY-0000000000001"


def settings_from(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """What `Settings.read` makes of exactly these variables."""
    for name in names():
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Settings.read(None)
