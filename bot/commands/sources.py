"""`crisisdesk source`: who may send alerts, with a token or a signature of its own."""

import json
import shlex
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, TypeVar

from bot.clock import Clock
from bot.commands.beside import beside
from bot.commands.terminal import fail, out, words
from bot.desk import sources
from bot.desk.desk import Desk
from bot.errors import DeskError
from bot.rules.mappings import parse
from handlers import mapping
from storage.vocabulary.alerts import SourceFormat

R = TypeVar("R")

FORMATS: Final = (SourceFormat.GENERIC, SourceFormat.ALERTMANAGER, SourceFormat.GRAFANA)


async def add(
    url: str, clock: Clock, name: str, form: SourceFormat, team: str | None, signing: bool, base: str
) -> None:
    """Register a sender; show its token or secret this once, with a call to try it.

    Raises:
        typer.Exit: 1 when it is refused.
        StartRefused: the database cannot be used.
    """
    added = await _acted(url, clock, lambda desk: sources.add(desk, name, form, team, signing))
    out.print(words("cli-source-added", name=name.strip().lower(), team=added.team))
    out.print(words("cli-source-secret" if signing else "cli-source-token"))
    out.print(f"\n  {added.secret or added.token}\n")
    out.print(words("cli-source-try"))
    address, body = f"{base}/hooks/{name.strip().lower()}", json.dumps(_sample(form), ensure_ascii=False)
    call = signed_curl(address, added.secret, body) if signing else curl(address, added.token, body)
    out.print(f"\n{call}\n")


def curl(address: str, token: str, body: str) -> str:
    """A call that brings one alert, ready to be pasted into a shell."""
    return " \\\n     ".join(
        (
            f"curl -X POST {shlex.quote(address)}",
            f"-H {shlex.quote(f'Authorization: Bearer {token}')}",
            "-H 'Content-Type: application/json'",
            f"-d {shlex.quote(body)}",
        )
    )


def signed_curl(address: str, secret: str, body: str) -> str:
    """The same call, signed: HMAC-SHA256 of `<Unix time>.<body>`."""
    signed = (
        f"""printf '%s.%s' "$at" "$body" | openssl dgst -sha256 -hmac {shlex.quote(secret)} -r | cut -d' ' -f1"""
    )
    call = " \\\n     ".join(
        (
            f"curl -X POST {shlex.quote(address)}",
            "-H 'Content-Type: application/json'",
            '-H "X-Crisisdesk-Timestamp: $at"',
            f'-H "X-Crisisdesk-Signature: sha256=$({signed})"',
            '-d "$body"',
        )
    )
    return f"at=$(date +%s); body={shlex.quote(body)}\n{call}"


def _sample(form: SourceFormat) -> dict[str, Any]:
    title = words("cli-source-sample")
    if form is SourceFormat.GENERIC:
        return {"title": title, "severity": "S3", "dedup_key": "test-1"}
    alert = {
        "status": "firing",
        "labels": {"alertname": "Test", "severity": "S3"},
        "annotations": {"summary": title},
        "fingerprint": "test-1",
    }
    return {"version": "4", "status": "firing", "alerts": [alert]}


async def show(url: str, clock: Clock, team: str | None) -> None:
    """Every sender: name, format, how it shows who it is, team.

    Raises:
        typer.Exit: 1 when there is no such team.
        StartRefused: the database cannot be used.
    """
    found = await _acted(url, clock, lambda desk: sources.listed(desk, team))
    if not found:
        out.print(words("cli-source-none"))
    for one in found:
        how = words("cli-source-signs" if one.signs else "cli-source-carries-token")
        out.print(f"/hooks/{one.name}  {one.format.value}  {how}  {one.team}")


async def map_fields(
    url: str, clock: Clock, name: str, fields: str, sample: bytes | None, team: str | None, dry: bool
) -> None:
    """Try a mapping on a file or on what the source sent last, show what it finds, and keep it.

    Raises:
        typer.Exit: 1 when it is refused, or finds no title: nothing would come in.
        StartRefused: the database cannot be used.
    """
    try:
        wanted = parse(fields)
    except DeskError as refusal:
        fail(refusal.key, **{key: str(value) for key, value in refusal.values.items()})
    if sample is not None:
        items: Sequence[bytes] = [sample]
    else:
        items = await _acted(url, clock, lambda desk: sources.latest(desk, name, team))
    found = mapping.titles(items, clock.now(), wanted)
    for title in found:
        out.print(f"  · {title}")
    if items and not found:
        fail("cli-source-map-empty", count=str(len(items)))
    if dry:
        out.print(words("cli-source-map-tried", name=name.strip().lower()))
        return
    of = await _acted(url, clock, lambda desk: sources.keep_mapping(desk, name, wanted, team))
    key = "cli-source-mapped" if items else "cli-source-mapped-unseen"
    out.print(words(key, name=name.strip().lower(), team=of))


async def remove(url: str, clock: Clock, name: str, team: str | None) -> None:
    """Turn a sender away from now on.

    Raises:
        typer.Exit: 1 when there is none.
        StartRefused: the database cannot be used.
    """
    of = await _acted(url, clock, lambda desk: sources.remove(desk, name, team))
    out.print(words("cli-source-removed", name=name.strip().lower(), team=of))


async def _acted(url: str, clock: Clock, act: Callable[[Desk], Awaitable[R]]) -> R:
    try:
        async with beside(url, clock) as desk:
            return await act(desk)
    except DeskError as refusal:
        fail(refusal.key, **{name: str(value) for name, value in refusal.values.items()})
