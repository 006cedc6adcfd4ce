"""Views of the files that go out with a text."""

from msgspec import Struct


class FileView(Struct, frozen=True):
    """A file by its number; `size` in bytes, `seal` the beginning of its hash, `seen`: we could look inside it."""

    number: int
    name: str
    size: int
    seal: str
    seen: bool = True


class FileChangeView(Struct, frozen=True):
    """A file that came, or went, since another version."""

    file: FileView
    came: bool
