"""The example file an operator copies is what the settings say, variable by variable."""

from pathlib import Path

HOUSE = Path(__file__).parents[2]


def test_env_example_is_what_the_settings_generate() -> None:
    from bot.settings import env_example

    assert (HOUSE / ".env.example").read_text("utf-8") == env_example()
