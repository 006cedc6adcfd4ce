"""Webhooks: where updates are pushed instead of being fetched."""

import re

from bot.sandbox.methods.registry import Call, method
from bot.sandbox.refusals import Refused
from bot.sandbox.world.model import Json, Webhook
from bot.sandbox.world.updates import KINDS, pending

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:/\S*)?")
_HTTPS = re.compile(r"https://[^\s/]+\.[^\s/]+(?:/\S*)?")


@method("setWebhook")
def set_webhook(call: Call) -> object:
    """Telegram asks for HTTPS; the sandbox takes plain HTTP on the own machine, and reaches nothing else."""
    url = str(call.get("url") or "")
    if call.get("certificate") is not None or "certificate" in call.files:
        raise Refused("part_not_modelled", part="certificate", method="setWebhook")
    if url and not _LOOPBACK.fullmatch(url):
        if not _HTTPS.fullmatch(url):
            raise Refused("bad_webhook", reason="An HTTPS URL must be provided for webhook")
        raise Refused(
            "bad_webhook", reason="Failed to resolve host: the training sandbox reaches this machine only"
        )
    secret = str(call.get("secret_token") or "")
    if not _SECRET.fullmatch(secret):
        raise Refused("secret_token_chars")
    if len(secret) > 256:
        raise Refused("secret_token_long")
    world = call.world
    connections = min(100, max(1, call.get("max_connections") or 40))
    world.webhook = Webhook(url, secret, connections)
    remember_allowed(call)
    if call.get("drop_pending_updates"):
        world.updates.clear()
    world.changed("webhook")
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> object:
    call.world.webhook = Webhook()
    if call.get("drop_pending_updates"):
        call.world.updates.clear()
    call.world.changed("webhook")
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> object:
    world = call.world
    info: Json = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(pending(world, call.now)),
    }
    if world.webhook.url:
        info["max_connections"] = world.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
    if world.webhook.last_error_at is not None:
        info["last_error_date"] = world.webhook.last_error_at
        info["last_error_message"] = world.webhook.last_error
    if world.allowed_updates:
        info["allowed_updates"] = world.allowed_updates
    return info


def remember_allowed(call: Call) -> None:
    """The kinds asked for stay until others are; unknown names are ignored, an empty list resets."""
    allowed = call.get("allowed_updates")
    if allowed is not None:
        call.world.allowed_updates = [kind for kind in KINDS if kind in allowed]
