"""How the story looks: one line a moment, with colour only where somebody would see it."""

from io import StringIO

from rich.cells import cell_len
from rich.console import Console

from bot.demo.screen import Screen


def told(console: Console, output: StringIO) -> str:
    screen = Screen("zh", console)
    screen.say("head", title="儿童润肤霜疑致起疹")
    screen.begin("20:40:25", "一键响应")
    screen.end("20:40:25", "一键响应", "总指挥 林澜(代理)" + "很长" * 100)
    screen.figures(8, 41, 1, 0)
    return output.getvalue()


def test_without_a_terminal_the_lines_are_plain_and_never_folded() -> None:
    output = StringIO()
    lines = told(Console(file=output, width=40, soft_wrap=True), output).splitlines()
    assert len(lines) == 3
    assert "\x1b" not in "".join(lines)
    assert lines[1].startswith("  20:40:25  一键响应  ")
    assert lines[1].endswith("…")
    assert lines[2] == "这次全是真的:8 条预警、41 次 Telegram 调用、1 次强制断电、0 条丢失。"


def test_on_a_terminal_every_line_fits_its_width() -> None:
    output = StringIO()
    console = Console(file=output, width=80, force_terminal=True, no_color=True, soft_wrap=True, color_system=None)
    text = told(console, output)
    (line,) = [one for one in text.splitlines() if "总指挥" in one]
    assert cell_len(line[line.index("20:40:25") :]) <= 80
