"""What was typed behind a command, whatever slash and whatever punctuation the keyboard gave."""

import re

from telegram import Update

from handlers.masking import mask
from handlers.reading import clean

#: A command as any keyboard writes it: `/declare@desk:...`, a full-width slash, or the mark typed for it.
SLASHED = re.compile(r"[/\uff0f\u3001](?P<name>[a-z_]{2,32})(?:@\w+)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
#: A note that corrects an entry names it by its number: `#12 ...`.
CORRECTS = re.compile(r"[#\uff03](?P<number>[0-9]{1,6})\s+(?P<text>.*)", re.DOTALL)
#: What people put between a command and what follows it.
_BETWEEN = " \t\r\n:,.\uff1a\uff0c\u3001\u3002\u3000"


def rest_of(update: Update) -> str:
    """What was typed behind the command; a colon or a comma of either width between them is no part of it."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message else ""
    slashed = SLASHED.match(text)
    return (slashed["rest"].lstrip(_BETWEEN) if slashed else text).strip()


def kept_of(update: Update) -> str:
    """What was typed behind the command and will be kept: personal data masked at the door."""
    return mask(clean(rest_of(update)))
