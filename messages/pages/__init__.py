"""Pages for people who are not in Telegram: one sheet of HTML each, no script, no address but our own."""
