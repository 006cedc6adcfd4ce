"""Whole numbers written as text, as forms and addresses carry them."""

import re

_WHOLE = re.compile(r"-?[0-9]{1,19}")


def whole(text: object) -> int | None:
    """The number, or None for anything else: words, signs alone, or more digits than any id has."""
    written = str(text).strip()
    return int(written) if _WHOLE.fullmatch(written) else None
