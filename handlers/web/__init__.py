"""The ways in over HTTP: alert hooks, Telegram's webhook, health, metrics, the description of the API.

Parses, names the sender, calls one port of `ports.py`, answers after the commit. Every error is
problem+json (RFC 9457).
"""
