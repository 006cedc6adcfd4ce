"""The files that go out with a text: their lines on drafts, requests and hand-overs, and the files themselves."""

from collections.abc import Sequence

from markupsafe import Markup

from messages.cards.parts import title
from messages.markup import Attachment, Drawn, Relay, clean, line
from messages.views import Reader
from messages.views.attached import FileChangeView, FileFound, FileView

_NAME = 40
_KILO = 1000


def size(count: int) -> str:
    """Bytes as people read them; kilo and mega are thousands, as phones count them."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{count / _KILO:.0f} KB"
    return f"{count / _KILO / _KILO:.1f} MB"


def lines(files: Sequence[FileView], reader: Reader) -> list[Markup]:
    """A line for each file."""
    return [_line(one, reader) for one in files]


def _line(one: FileView, reader: Reader) -> Markup:
    key = "attached-line" if one.seen else "attached-line-unseen"
    return reader.say(key, number=str(one.number), **_blanks(one))


def _blanks(one: FileView) -> dict[str, str | Markup]:
    return {"name": line(one.name, _NAME), "size": size(one.size), "seal": one.seal}


def changed(changes: Sequence[FileChangeView], reader: Reader) -> list[Markup]:
    """A line for each file that came or went."""
    return [reader.say("attached-came" if one.came else "attached-went", **_blanks(one.file)) for one in changes]


def draw_file(name: str, seal: str, content: bytes, media_type: str, reader: Reader) -> Drawn:
    """The file with the hash it is approved by. Sent as a document: a photo would be made anew by Telegram."""
    full = file_name(name, media_type)
    said = reader.say("attached-file", name=title(name, _NAME), size=size(len(content)), seal=seal[:8])
    return Drawn.of([said], document=Attachment(full, content, media_type or "application/octet-stream"))


def file_name(name: str, media_type: str) -> str:
    """What a file is called where it is stored: nothing that leads out of a folder, the ending of its kind."""
    ending = {"image/png": ".png", "image/jpeg": ".jpg", "video/mp4": ".mp4"}.get(media_type, "")
    stem = clean(name).replace("/", " ").replace("\\", " ") or "file"
    return stem if "." in stem[-6:] else f"{stem}{ending}"


def draw_relayed(name: str, bytes_told: int, relay: Relay, reader: Reader) -> Drawn:
    """The file itself, with the words that nobody compared its content."""
    said = reader.say("attached-file-unseen", name=title(name, _NAME), size=size(bytes_told))
    return Drawn.of([said], document=relay)


def draw_found(found: FileFound, reader: Reader) -> Drawn:
    """The answer about a file that came without words."""
    return Drawn.of(answered(found, reader))


def answered(found: FileFound, reader: Reader) -> list[Markup | None]:
    """Is it the approved one; if not, which are, and how to find out about a photo."""
    stage = found.stage or ""
    said = reader.say(
        f"check-file-{found.how}", name=title(found.name, _NAME), version=str(found.version), stage=stage
    )
    if not found.how.bad:
        return [said, reader.say("check-file-unseen") if found.large and found.how.good else None]
    names = reader.listed(title(one, _NAME) for one in found.approved)
    return [
        said,
        reader.say("check-file-approved", names=names) if found.approved else reader.say("check-file-none"),
        reader.say("check-file-photo") if found.photo else None,
        reader.say("check-file-large") if found.large else None,
    ]
