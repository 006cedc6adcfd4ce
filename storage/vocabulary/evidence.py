"""Evidence: what a piece is, and what it shows."""

from storage.vocabulary.words import OpenWord


class Piece(OpenWord):
    """The pieces that together show a post as it was: its address, how it looked, that it was really there."""

    LINK = "link"
    PICTURE = "picture"
    RECORDING = "recording"
    #: A table, a mail, a message: kept, and no part of a box.
    OTHER = "other"
    UNKNOWN = "unknown"


class About(OpenWord):
    """What evidence is about."""

    FIRST_POST = "first_post"
    ANSWER = "answer"
    #: A file that goes out with a text, or may: its seal stands behind the word.
    ASSET = "asset"
    UNKNOWN = "unknown"
