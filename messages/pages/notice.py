"""What is said instead of a page: a used link, no rights, nothing there."""

from messages.pages.drawing import Page, part, whole
from messages.words import Reader


def draw(key: str, reader: Reader) -> Page:
    """A sentence of the catalogue as a page."""
    return whole(reader.plain("page-notice"), part("notice.html", reader, key=key), reader)
