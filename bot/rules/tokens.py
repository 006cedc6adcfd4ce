"""What is kept of a secret that opens something: its hash, so that a copy of the database opens no door. Pure."""

import hashlib


def hashed(secret: str) -> str:
    """SHA-256 of a secret in hex, whatever characters a stranger sent.

    For secrets that nobody can guess (128 random bits and more): looking the hash up tells a guesser nothing by
    its time. A code that a person chooses is salted and slow instead (`bot/desk/habits.py`).
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
