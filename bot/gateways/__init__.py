"""The outside: Telegram, phones, platforms. Never inside a transaction."""
