"""A Telegram for training: the Bot API over a small world in memory, with people one can speak for.

It knows nothing of the desk; the desk talks to it as it talks to Telegram.
"""
