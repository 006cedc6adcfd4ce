"""The duty page: works on any phone, without a script, without Telegram."""
