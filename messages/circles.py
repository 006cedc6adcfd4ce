"""The order of telling in words: circles, why somebody is not told, what could not be called back any more."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from messages.catalogues import has
from messages.words import Reader, plain
from storage.vocabulary.incidents import NOT_CONCERNED
from storage.vocabulary.people import Language
from storage.vocabulary.sheets import Channel
from storage.vocabulary.statements import StatementStage

_WORDS: Final = "reason-not-concerned"


def why_not(text: str, reader: Reader) -> str:
    """Why somebody is not told: the desk's own reason in the reader's language, else what somebody wrote.

    A former release kept the desk's reason in the language of whoever pressed.
    """
    ours = text == NOT_CONCERNED or text in {plain(language, _WORDS) for language in Language}
    return reader.plain(_WORDS) if ours else text


def circle(word: str, language: Language) -> str:
    """What a circle is called; one of a later release by its own word."""
    key = f"circle-{word}"
    return plain(language, key) if has(key, language) else word


def already_out(texts: Iterable[Mapping[str, Any]], reader: Reader) -> str:
    """Texts that were out when a tick was taken back, such as 情况说明 v1 已经在微博发出,叫不回."""
    return reader.listed(
        reader.plain(
            "entry-already-out",
            stage=reader.label(StatementStage(one["stage"])),
            version=str(one["version"]),
            channel=reader.label(Channel(one["channel"])),
        )
        for one in texts
    )
