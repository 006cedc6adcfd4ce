"""Settings for one test, whatever the machine's own environment says."""

from pathlib import Path

import pytest

from bot.settings import Settings, names

TOKEN = "8100000001:SANDBOX-TRAINING-ONLY-0000000000001"


def settings_from(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """What `Settings.read` makes of exactly these variables."""
    _only(monkeypatch, variables)
    return Settings.read(None)


def sit_down(monkeypatch: pytest.MonkeyPatch, folder: Path, **variables: str) -> None:
    """What is typed in this process is typed in this folder, in English, with no settings but these."""
    _only(monkeypatch, {"LANGUAGE": "en", **variables})
    monkeypatch.chdir(folder)


def _only(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
