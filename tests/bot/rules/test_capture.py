"""Which reactions capture, and what fills the evidence box."""

import pytest

from bot.rules.capture import means_capture
from bot.rules.evidence import box, piece_of
from storage.vocabulary.evidence import About, Piece


@pytest.mark.parametrize(
    ("before", "after", "captures"),
    [
        ([], ["✍"], True),
        ([], ["✍\ufe0f"], True),
        (["👍"], ["👍", "✍"], True),
        (["✍"], ["✍", "👍"], False),
        (["✍"], [], False),
        ([], ["👍"], False),
        ([], [""], False),
    ],
)
def test_only_an_added_reaction_of_the_set_captures(before: list[str], after: list[str], captures: bool) -> None:
    assert means_capture(before, after, {"✍"}) is captures


@pytest.mark.parametrize(
    ("about", "pieces", "kept", "wanted", "missing"),
    [
        (About.FIRST_POST, set(), 0, 3, Piece.LINK),
        (About.FIRST_POST, {Piece.LINK, Piece.PICTURE}, 2, 3, Piece.RECORDING),
        (About.FIRST_POST, {Piece.RECORDING, Piece.OTHER}, 1, 3, Piece.LINK),
        (About.ANSWER, {Piece.LINK}, 1, 2, Piece.PICTURE),
        (About.ANSWER, {Piece.LINK, Piece.PICTURE, Piece.RECORDING}, 2, 2, None),
    ],
)
def test_the_box_says_what_comes_next(
    about: About, pieces: set[Piece], kept: int, wanted: int, missing: Piece | None
) -> None:
    found = box(about, pieces)
    assert (found.kept, found.wanted) == (kept, wanted)
    assert found.full is (missing is None)
    assert found.missing[:1] == ((missing,) if missing else ())


def test_a_piece_is_known_by_its_kind_its_bytes_or_its_address() -> None:
    assert piece_of("photo") is Piece.PICTURE
    assert piece_of("document", content_type="video/mp4") is Piece.RECORDING
    assert piece_of("document", content_type="application/pdf") is Piece.OTHER
    assert piece_of("somebody's word", url="https://v.douyin.com/a") is Piece.LINK
