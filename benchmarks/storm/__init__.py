"""A storm under Telegram's real limits."""
