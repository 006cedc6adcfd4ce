"""What the commands do once their settings are read; `bot.__main__` says which there are."""
