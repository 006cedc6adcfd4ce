"""The entry point, `crisisdesk`: what is typed goes to `bot.commands.line`, a start of the desk straight on."""

import gc
import os
import sys


def main() -> None:
    """Chinese is printed whatever LANG says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # PTB reads it at each call: without it `RetryAfter.retry_after` warns that it will become a timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # We have none, and to look for some pydantic reads what every installed package says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if sys.argv[1:] == ["run"]:
        # A tenth of the start would go into looking for garbage among modules that stay for ever.
        gc.disable()
        from bot.commands.running import run

        run()
    else:
        from bot.commands.line import app

        app()


if __name__ == "__main__":
    main()
