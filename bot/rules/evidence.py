"""The evidence box: which pieces show the first post, and which show an answer of ours, before they change."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from msgspec import Struct

from storage.vocabulary.evidence import About, Piece

#: Experience page, 1.2 (a dated recording proves that a post stood there; a link alone can be edited). An
#: answer of ours is compared with the approved text anyway: address and picture are enough.
WANTED: Mapping[About, tuple[Piece, ...]] = MappingProxyType(
    {
        About.FIRST_POST: (Piece.LINK, Piece.PICTURE, Piece.RECORDING),
        About.ANSWER: (Piece.LINK, Piece.PICTURE),
        About.ASSET: (),
        About.UNKNOWN: (),
    }
)

_KINDS: Mapping[str, Piece] = MappingProxyType(
    {
        "link": Piece.LINK,
        "url": Piece.LINK,
        "post": Piece.LINK,
        "photo": Piece.PICTURE,
        "picture": Piece.PICTURE,
        "image": Piece.PICTURE,
        "screenshot": Piece.PICTURE,
        "video": Piece.RECORDING,
        "recording": Piece.RECORDING,
        "screen_recording": Piece.RECORDING,
    }
)


class Box(Struct, frozen=True):
    """`kept` of `wanted` pieces are there; `missing` are the others, in the order they are asked for."""

    kept: int
    wanted: int
    missing: tuple[Piece, ...]

    @property
    def full(self) -> bool:
        return not self.missing


def piece_of(kind: str, url: str = "", content_type: str = "") -> Piece:
    """What a row of evidence is: by its kind, by its address, by what its bytes are."""
    if content_type.startswith("image/"):
        return Piece.PICTURE
    if content_type.startswith("video/"):
        return Piece.RECORDING
    return _KINDS.get(kind) or (Piece.LINK if url else Piece.OTHER)


def box(about: About, pieces: Collection[Piece]) -> Box:
    """How full the box is."""
    wanted = WANTED[about]
    missing = tuple(piece for piece in wanted if piece not in pieces)
    return Box(len(wanted) - len(missing), len(wanted), missing)
