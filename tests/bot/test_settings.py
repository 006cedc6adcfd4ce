"""What an operator may set: defaults, everything wrong at once, and no secret where it can be read."""

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsRefused, env_example, names
from messages.words import plain
from storage.vocabulary.people import Language
from tests.kit.settings import settings_from

HOUSE = Path(__file__).parents[2]


def problems(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, str]:
    """Variable → sentence key of all that is wrong."""
    with pytest.raises(SettingsRefused) as refused:
        settings_from(monkeypatch, **variables)
    return {problem.variable: problem.key for problem in refused.value.problems}


def test_without_anything_set_the_defaults_of_the_design_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch)
    assert found.telegram.token is None
    assert found.telegram.base_url == "https://api.telegram.org"
    assert (found.telegram.mode, found.telegram.group_per_minute, found.telegram.per_second) == ("polling", 18, 25)
    assert (found.http.host, found.http.port, found.http.public_url) == ("127.0.0.1", 8080, "")
    assert (found.alerts.auto_open, found.alerts.storm_limit) == ("S1", 20)
    assert (found.team.timezone, found.team.language) == ("Asia/Shanghai", "zh")
    assert (found.logs.level, found.logs.format) == ("info", "text")
    assert found.database.path == Path("crisisdesk.db")


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "TELEGRAM_BOT_TOKEN": "my bot",
        "TELEGRAM_BASE_URL": "ftp://x",
        "TELEGRAM_MODE": "carrier pigeon",
        "TELEGRAM_PROXY": "somewhere",
        "TELEGRAM_GROUP_PER_MINUTE": "-1",
        "TEAM_CHAT_ID": "the group",
        "OWNER_IDS": "501;me",
        "TIMEZONE": "Mars/Olympus",
        "LANGUAGE": "chinese",
        "ALERT_TOKEN": "with blank",
        "AUTO_OPEN": "S5",
        "STORM_LIMIT": "many",
        "DATABASE_URL": "mysql://x/y",
        "HTTP_PORT": "70000",
        "PUBLIC_URL": "desk.example.com",
        "SMTP_URL": "mail.example.com",
        "SMTP_FROM": "the desk",
        "PUSHOVER_TOKEN": "short",
        "PHONE_GATEWAY_URL": "https://me@gateway.example",
        "PHONE_GATEWAY_SECRET": "too short",
        "OUTGOING_PRIVATE_HOSTS": "ntfy.lan, 10.0.0.1/8",
        "LOG_LEVEL": "loud",
    }
    told = problems(monkeypatch, **wrong)
    assert list(told) == [name for name in names_in_order() if name in wrong]


def names_in_order() -> list[str]:
    lines = env_example().splitlines()
    return [line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")]


def test_every_problem_has_a_sentence_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_from(monkeypatch, HTTP_PORT="x", LOG_LEVEL="x", TIMEZONE="x", TELEGRAM_BOT_TOKEN="x")
    for problem in refused.value.problems:
        for language in Language:
            assert plain(language, problem.key, **problem.values)


def test_a_webhook_needs_an_address_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(monkeypatch, TELEGRAM_MODE="webhook", PUBLIC_URL="http://desk.example.com")
    assert told == {
        "PUBLIC_URL": "cli-setting-webhook-needs-url",
        "TELEGRAM_WEBHOOK_SECRET": "cli-setting-webhook-needs-secret",
    }


def test_a_mail_server_needs_a_sender_and_a_gateway_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(monkeypatch, SMTP_URL="smtp://mail", PHONE_GATEWAY_URL="https://gateway.example/call")
    assert told == {
        "SMTP_FROM": "cli-setting-smtp-needs-from",
        "PHONE_GATEWAY_SECRET": "cli-setting-gateway-needs-secret",
    }


def test_hosts_of_the_own_network_are_names_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch, OUTGOING_PRIVATE_HOSTS="Ntfy.lan, 10.1.0.0/16;127.0.0.1 [::1]")
    assert found.phones.private_hosts == ("ntfy.lan", "10.1.0.0/16", "127.0.0.1", "[::1]")


def test_words_may_be_written_in_any_case_and_numbers_with_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(
        monkeypatch,
        AUTO_OPEN="s3",
        TELEGRAM_MODE="Polling",
        HTTP_PORT=" 9000 ",
        OWNER_IDS="501, 502，503",
        TEAM_CHAT_ID="-1001234567890",
        PUBLIC_URL="https://desk.example.com/",
    )
    assert found.alerts.auto_open == "S3"
    assert found.http.port == 9000
    assert found.http.public_url == "https://desk.example.com"
    assert found.team.owner_ids == (501, 502, 503)
    assert found.team.chat_id == -1001234567890


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_from(monkeypatch, **dict.fromkeys(names(), "")) == settings_from(monkeypatch)


@pytest.mark.parametrize(
    ("given", "language"),
    [("zh", "zh"), ("en", "en"), ("EN", "en"), ("zh_CN:zh", "zh"), ("de_DE:en", "en"), ("de", "en"), ("C", "en")],
)
def test_the_language_of_the_system_is_understood(
    monkeypatch: pytest.MonkeyPatch, given: str, language: str
) -> None:
    assert settings_from(monkeypatch, LANGUAGE=given).team.language == language


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings_from(monkeypatch, HTTP_PORT="9001")
    file = tmp_path / ".env"
    file.write_text("HTTP_PORT=9002\nAUTO_OPEN=off\n# 说明\n", "utf-8")
    found = Settings.read(file)
    assert (found.http.port, found.alerts.auto_open) == (9001, "off")


def test_the_example_copied_as_it_is_gives_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    defaults = settings_from(monkeypatch)
    file = tmp_path / ".env"
    file.write_text(env_example(), "utf-8")
    assert Settings.read(file) == defaults
    assert set(names_in_order()) == names()


SECRETS = {
    "TELEGRAM_BOT_TOKEN": "123456:never-shown-to-anybody",
    "TELEGRAM_WEBHOOK_SECRET": "never-shown-either",
    "TELEGRAM_PROXY": "socks5://me:never-shown-proxy@127.0.0.1:1080",
    "ALERT_TOKEN": "never-shown-alert-token",
    "DATABASE_URL": "postgresql://me:never-shown-password@db/desk",
}


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    found = settings_from(monkeypatch, **SECRETS)
    logging.getLogger("test").warning("%r %s", found, found)
    assert "never-shown" not in caplog.text
    assert "never-shown" not in found.model_dump_json()


def test_a_refused_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_from(monkeypatch, TELEGRAM_BOT_TOKEN="never shown", DATABASE_URL="mysql://me:never-shown@db/x")
    assert "never" not in str(refused.value)
    assert "never" not in repr(refused.value.problems)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_settings_cannot_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch)
    with pytest.raises(ValueError, match="frozen"):
        found.http.port = 1  # type: ignore[misc]


@settings(max_examples=50, deadline=None)
@given(
    name=st.sampled_from(sorted(names())),
    value=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
)
def test_whatever_is_written_is_read_or_refused_by_name(name: str, value: str) -> None:
    refused: set[str] = set()
    with pytest.MonkeyPatch.context() as monkeypatch:
        try:
            settings_from(monkeypatch, **{name: value})
        except SettingsRefused as all_of_it:
            refused = {problem.variable for problem in all_of_it.problems}
    # A webhook alone is fine and lacks its address and secret.
    assert refused <= {name} or name == "TELEGRAM_MODE"
