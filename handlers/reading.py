"""Reading what outsiders sent: clean texts, bounded values, and problems that name their field.

Every text from outside goes through `line` or `paragraph`: hidden characters out, personal data masked, cut to
its limit. HTML stays as it is; escaping belongs to whoever draws the text.
"""

import hashlib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from handlers.masking import mask, mask_address, may_be_personal
from storage.vocabulary.alerts import EvidenceLink
from storage.vocabulary.incidents import CrisisType
from storage.vocabulary.severity import Severity

TITLE_LIMIT = 200
SUMMARY_LIMIT = 1_000
NAME_LIMIT = 100
KEY_LIMIT = 200
QUOTE_LIMIT = 1_000
ADDRESS_LIMIT = 2_000
LABELS_LIMIT = 64
LABEL_NAME_LIMIT = 100
LABEL_LIMIT = 200
METRICS_LIMIT = 64
EVIDENCE_LIMIT = 20
PROBLEMS_LIMIT = 20
VIEWERS_LIMIT = 10**10
FUTURE_TOLERANCE = timedelta(minutes=5)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class Problem(Struct, frozen=True):
    """One thing wrong with a payload, for the engineer who connects a source.

    `field` is the path in the payload (`alerts[3].title`, empty for the body as a whole), `code` a stable word for
    programs, `detail` an English sentence that says what would be right.
    """

    field: str
    code: str
    detail: str


class PayloadRefused(Exception):
    """A payload that cannot be taken; nothing of it was. The web layer answers with problem+json (RFC 9457).

    `status` is 400 (no JSON at all), 413 (too many alerts at once) or 422 (JSON that does not say what it must).
    """

    def __init__(self, problems: Sequence[Problem], status: int = 422) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = tuple(problems)[:PROBLEMS_LIMIT]
        self.status = status


# --- texts ---

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but for white space, soft hyphen, zero-width characters, everything that turns the writing
# direction or hides (Unicode TR9, TR36), tags, noncharacters. A joiner in front of a symbol builds emoji: kept.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    "|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_GAPS = re.compile(r"\n{3,}")
# So much longer than its limit a text may be before its end is not even looked at.
_LOOKED_AT = 16
# The longest first half of a number or address that a cut can leave unmasked.
_HALF_A_NUMBER = 64
# Short texts in which nothing was found to clean or to mask, and what is shown of them: alerts of one rule bring
# the same names and values again and again. Nothing personal is ever in here, and no answer grows old: the text
# alone decides.
_HARMLESS: dict[str, str] = {}
_HARMLESS_MOST = 4_096
_HARMLESS_LENGTH = 100
# Names of labels, as they come together, in which there is nothing to clean or to mask either.
_PLAIN_NAMES: set[tuple[str, ...]] = set()
_NAMES_MOST = 256
_BETWEEN = "|"  # ends a number, so that two texts do not look like one


def clean(text: str) -> str:
    """The text without NUL, controls, lone surrogates (become U+FFFD), zero-width and direction characters.

    White space stays. Cleaning twice changes nothing.
    """
    if text.isprintable():
        return text
    return _HALF_CHARACTER.sub("\ufffd", _HIDDEN.sub("", text))


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; a cut text ends in an ellipsis and in no half-built emoji."""
    return text if len(text) <= limit else text[: limit - 1].rstrip(" \n\u200d\ufe0f") + "\u2026"


def line(text: str, limit: int) -> str:
    """Outside text as one clean, masked line of at most `limit` characters."""
    if (shown := _harmless(text, limit)) is not None:
        return shown
    kept = text if len(text) <= limit else text[: limit * _LOOKED_AT]
    kept = kept.strip() if kept.isprintable() else " ".join(clean(kept).split())
    return _bounded(kept, limit, len(text))


def _harmless(text: str, limit: int) -> str | None:
    """What is shown of nearly all texts: themselves; of numbers what masking leaves. None: look at this one."""
    if len(text) > limit:
        return None
    if (known := _HARMLESS.get(text)) is not None:
        return known
    if text.isdigit() and text.isascii():  # sources number everything; there is nothing to clean in it
        return mask(text)
    if not text.isprintable() or may_be_personal(text):
        return None
    shown = text.strip()
    if len(text) <= _HARMLESS_LENGTH:
        if len(_HARMLESS) >= _HARMLESS_MOST:
            _HARMLESS.clear()
        _HARMLESS[text] = shown
    return shown


def foresee(texts: Iterable[str]) -> None:
    """Find out for many texts that there is nothing to clean or to mask in any of them, before each is asked for:
    one look at all costs a quarter of one at each. If there is something, each is looked at after all."""
    fresh = [
        text for text in texts if text not in _HARMLESS and len(text) <= _HARMLESS_LENGTH and text.isprintable()
    ]
    if may_be_personal(_BETWEEN.join(fresh)):
        return
    if len(_HARMLESS) + len(fresh) > _HARMLESS_MOST:
        _HARMLESS.clear()
    _HARMLESS.update(zip(fresh, map(str.strip, fresh), strict=True))


def paragraph(text: str, limit: int) -> str:
    """Outside text with its line breaks, at most one blank line in a row, clean and masked."""
    if (shown := _harmless(text, limit)) is not None:
        return shown
    kept = text if len(text) <= limit else text[: limit * _LOOKED_AT]
    if not kept.isprintable():
        if not kept.replace("\n", "").isprintable():
            kept = "\n".join(row.rstrip() for row in clean(kept).splitlines())
        if "\n\n\n" in kept:
            kept = _GAPS.sub("\n\n", kept)
    return _bounded(kept.strip(), limit, len(text))


def _bounded(kept: str, limit: int, length: int) -> str:
    if length > limit * _LOOKED_AT and len(kept) <= limit + _HALF_A_NUMBER:
        kept = kept[:-_HALF_A_NUMBER]
    masked = mask(kept)
    # A number that is masked only when whole must not lose its end to the cut: mask first, cut after.
    return cut(masked, limit)


def dedup_key(text: str) -> str:
    """A source's own key, clean and bounded. What masking or cutting takes away, a digest makes up for, so that
    keys that differ stay different.
    """
    kept = " ".join(clean(text).split())
    shown = line(kept, KEY_LIMIT)
    if shown == kept:
        return kept
    return f"{shown[: KEY_LIMIT - 20]}~{digest(kept)}"


def digest(*parts: str) -> str:
    """16 hexadecimal characters that stand for these texts in this order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def labels(given: Mapping[str, str]) -> Mapping[str, str]:
    """At most 64 labels, each a clean, masked line of at most 200 characters."""
    known = _HARMLESS.get
    if len(given) <= LABELS_LIMIT:
        names = tuple(given)
        if names in _PLAIN_NAMES:
            return {name: known(value) or line(value, LABEL_LIMIT) for name, value in given.items()}
        every = {
            known(name) or line(name, LABEL_NAME_LIMIT): known(value) or line(value, LABEL_LIMIT)
            for name, value in given.items()
        }
        every.pop("", None)
        if tuple(every) == names:
            if len(_PLAIN_NAMES) >= _NAMES_MOST:
                _PLAIN_NAMES.clear()
            _PLAIN_NAMES.add(names)
        return every
    kept: dict[str, str] = {}
    for name, value in given.items():
        if len(kept) == LABELS_LIMIT:
            break
        if shown := line(name, LABEL_NAME_LIMIT):
            kept[shown] = line(value, LABEL_LIMIT)
    return kept


def metrics(given: Mapping[str, float | None]) -> Mapping[str, float]:
    """At most 64 finite figures under clean names; what is no figure is left out."""
    kept: dict[str, float] = {}
    for name, value in given.items():
        if len(kept) == METRICS_LIMIT:
            break
        if value is not None and math.isfinite(value) and (shown := line(name, LABEL_NAME_LIMIT)):
            kept[shown] = value
    return kept


# --- words, addresses, times ---

_WORDS = tomllib.loads(resources.files("handlers").joinpath("reading.toml").read_text("utf-8"))
_SEVERITIES = {word.lower(): Severity(level) for level, words in _WORDS["severity"].items() for word in words}
_CRISIS_TYPES = {word.lower(): CrisisType(code) for code, words in _WORDS["crisis_type"].items() for word in words}
_CRISIS_TYPES |= {code.value: code for code in CrisisType if code is not CrisisType.UNKNOWN}
_WEB_ADDRESS = re.compile(r"https?://[^/?#@:]+(?::[0-9]{1,5})?(?:[/?#]|$)", re.IGNORECASE)
# What nearly all sources send; all of it is fine by the rules below, which are slower to ask.
_PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.\-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9/&=%+._~:,;\-]*(\?[A-Za-z0-9/?&=%+._~:,;\-]*)?)?"
)
_NOT_IN_ADDRESS = b" <>\"'\\"


def severity(word: str) -> Severity | None:
    """What a source's word for severity means here (`reading.toml`), None if nobody wrote it down."""
    return _SEVERITIES.get(word) or _SEVERITIES.get(word[:NAME_LIMIT].strip().lower())


def crisis_type(word: str) -> CrisisType:
    """The type of crisis a code or a Chinese word names; UNKNOWN for words nobody wrote down."""
    known = _CRISIS_TYPES.get(word) or _CRISIS_TYPES.get(word[:NAME_LIMIT].strip().lower())
    return known or CrisisType.UNKNOWN


def web_address(text: str) -> str:
    """The address if a person can open it safely (http or https, no password in it), else an empty text.

    It is never fetched.
    """
    if len(text) > ADDRESS_LIMIT:
        return ""
    plain = _PLAIN_ADDRESS.fullmatch(text)
    if plain is None:
        return _unusual_address(text)
    return mask_address(text) if plain.lastindex else text  # only in a query is anything masked


@lru_cache(maxsize=256)
def _unusual_address(text: str) -> str:
    """Remembered, because alerts of one rule name the same addresses again and again."""
    address = clean(text.strip())
    packed = address.encode("utf-8", "replace")
    if not address.isprintable() or len(packed.translate(None, _NOT_IN_ADDRESS)) < len(packed):
        return ""
    return mask_address(address) if _WEB_ADDRESS.match(address) else ""


def link(kind: str, address: str, text: str = "") -> EvidenceLink:
    """A piece of evidence. What is no web address becomes part of its text, so that nothing is lost."""
    if not address or (kept := web_address(address)):
        return EvidenceLink(kind, kept if address else "", paragraph(text, QUOTE_LIMIT) if text else "")
    return EvidenceLink(kind, "", paragraph(f"{address}\n{text}", QUOTE_LIMIT))


def in_utc(moment: datetime) -> datetime | None:
    """The moment in UTC; None for what stands for "no time" (before the year 2000, or off the calendar)."""
    if moment.tzinfo is not UTC:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return None
    return moment if moment >= EARLIEST else None
