"""What the commands do once their settings are read; `line` says which there are."""
