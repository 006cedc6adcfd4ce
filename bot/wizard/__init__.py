"""The first run: five steps from a token to a group that shows an alert; each can be left and taken up again."""
