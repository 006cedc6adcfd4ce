"""The wordings every team starts with: `messages/library/wordings/*.toml`."""

import tomllib
from functools import lru_cache
from pathlib import Path

from messages.screening.lists import Wording

_FOLDER = Path(__file__).parents[1] / "library" / "wordings"


@lru_cache(1)
def base_wordings() -> tuple[Wording, ...]:
    """Every shipped wording, in the order of files and rows.

    Raises:
        ValueError: a row lacks its term, rule or level, or a level is neither block nor warn.
    """
    found: list[Wording] = []
    for path in sorted(_FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).get("wording", ()):
            found.append(_wording(row, path.name))
    return tuple(found)


def _wording(row: dict[str, object], file: str) -> Wording:
    term, rule, level = row.get("term"), row.get("rule"), row.get("level")
    if not isinstance(term, str) or not isinstance(rule, str) or level not in ("block", "warn"):
        raise ValueError(f"{file}: a row needs term, rule and level (block or warn): {row}")
    return Wording(
        term=term,
        rule=rule,
        level="block" if level == "block" else "warn",
        reason=str(row.get("reason", "banned")),
        say_instead=str(row.get("say_instead", "")),
        variants=_texts(row.get("variants", ())),
        allow=_texts(row.get("allow", ())),
        group=str(row.get("group", "")),
        scope="global",
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
