"""`.env`: lines are set or added, everything else stays as it was, and only its owner may read it."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PLAIN: Final = re.compile(r"[\w.:/@+,%=~?&-]*", re.ASCII)
_SHOWN: Final = 4


def known(path: Path) -> set[str]:
    """The variables the file gives a value to."""
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    return {name for line in lines if (name := _name(line)) and line.partition("=")[2].strip()}


def set_in(path: Path, values: Mapping[str, str]) -> None:
    """Give these variables these values: where one stands it is replaced, the others come at the end.

    All or nothing, readable by its owner only (0600).

    Raises:
        OSError: it cannot be written.
    """
    left = dict(values)
    lines = path.read_text("utf-8", errors="surrogateescape").splitlines() if path.is_file() else []
    written = []
    for line in lines:
        name = _name(line)
        if name in values:
            if name in left:
                written.append(f"{name}={_quoted(left.pop(name))}")
            continue  # a second line of the same name would win over the first
        written.append(line)
    written += [f"{name}={_quoted(value)}" for name, value in left.items()]
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8",
                  errors="surrogateescape") as file:  # fmt: skip
            file.write("\n".join(written) + "\n")
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def masked(name: str, value: str) -> str:
    """A line as it may be shown: of a secret only how it ends."""
    secret = re.search(r"TOKEN|SECRET|PASSWORD|PROXY|DATABASE_URL", name) is not None
    return f"{name}=…{value[-_SHOWN:]}" if secret and len(value) > 2 * _SHOWN else f"{name}={value}"


def _name(line: str) -> str:
    head, equals, _ = line.partition("=")
    name = head.strip().removeprefix("export ").strip()
    return name if equals and not name.startswith("#") else ""


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
