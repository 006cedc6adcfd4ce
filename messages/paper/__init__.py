"""The paper for the hour when Telegram or the desk is gone."""
