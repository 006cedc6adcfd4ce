"""One file for each way to ring a phone. None knows another; `bot.gateways.phone_book` holds them all.

A sender takes a call and says what became of it by name. It never says what is in the phone's configuration.
"""
