"""Telegram's way in: polling, dispatch, commands, buttons, and what is said in a thread."""
