"""`bot` is a folder, never a thing: no module imports it whole, no name of ours hides it."""

import ast
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOTS = ("bot", "handlers", "storage", "messages")
FILES = sorted(path for root in ROOTS for path in (HOUSE / root).rglob("*.py"))


def lines_that_hide_the_folder(source: str) -> list[int]:
    """Where `import bot` stands, or a variable, field, parameter or alias of that name is made."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Import) and any(alias.name == "bot" for alias in node.names))
        or (isinstance(node, ast.Import | ast.ImportFrom) and any(alias.asname == "bot" for alias in node.names))
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "bot")
        or (isinstance(node, ast.arg) and node.arg == "bot")
    )


def test_no_name_hides_the_folder() -> None:
    found = {str(path.relative_to(HOUSE)): lines_that_hide_the_folder(path.read_text("utf-8")) for path in FILES}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_each_way_to_hide_it_is_seen() -> None:
    source = "import bot\nimport telegram as bot\nbot = 1\ndef f(bot): ...\nimport bot.clock\ntelegram_bot = 2\n"
    assert lines_that_hide_the_folder(source) == [1, 2, 3, 4]
