"""What a parcel comes to when it is drawn: one thing to do at one place in Telegram.

The desk's drawers decide which errand a parcel is today; the pump knows how it is done. All of them are
plain values. `silent` means no sound on the reader's device. `again` is what is put at the end of the first
line when the same message may already stand there (an outcome that stayed unknown): the reader's word for
"repeated".
"""

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from messages.markup import TEXT_LIMIT, Attachment, Drawn, cut, units
from storage.vocabulary.parcels import ParcelKind

#: Any language reads it; drawers give the reader's own word.
AGAIN = Markup("↻")


class Say(Struct, frozen=True):
    """A new message, every time; with `drawn.document` it is that file with the text as its caption."""

    drawn: Drawn
    silent: bool = True
    again: Markup = AGAIN


class Show(Struct, frozen=True):
    """The one message that shows this kind and subject to this audience: sent the first time, edited afterwards.

    Nothing is done when it would look the same.
    """

    drawn: Drawn
    silent: bool = True
    again: Markup = AGAIN


class Edit(Struct, frozen=True):
    """New content for one message, by its id in the parcel's chat: a panel under a button that was pressed."""

    drawn: Drawn
    message_id: int


class Delete(Struct, frozen=True):
    """Take a message of ours away."""

    message_id: int


class Pin(Struct, frozen=True):
    """Pin the message that shows this kind and subject, without a sound."""

    kind: ParcelKind
    subject: str


class OpenTopic(Struct, frozen=True):
    """Open the incident's forum topic. `icon_color` is one of the Bot API's six, None lets Telegram choose."""

    name: str
    icon_color: int | None = None


class RenameTopic(Struct, frozen=True):
    name: str


class CloseTopic(Struct, frozen=True):
    pass


class ReopenTopic(Struct, frozen=True):
    pass


Errand = Say | Show | Edit | Delete | Pin | OpenTopic | RenameTopic | CloseTopic | ReopenTopic


def send_document(
    name: str, content: bytes, caption: Drawn, media_type: str = "text/plain", *, silent: bool = True
) -> Say:
    """A file with a caption; Telegram takes 1024 units of caption, the pump cuts the rest."""
    return Say(replace(caption, document=Attachment(name, content, media_type)), silent)


def marked(drawn: Drawn, again: Markup) -> Drawn:
    """The same message with `again` at the end of its first line: a push preview starts with the matter."""
    first, line_feed, rest = drawn.text.partition("\n")
    room = TEXT_LIMIT - units(Markup(" ")) - units(again)
    head = Markup("{} {}").format(first, again)
    return replace(
        drawn,
        text=cut(head + line_feed + rest, TEXT_LIMIT) if units(drawn.text) > room else head + line_feed + rest,
    )
