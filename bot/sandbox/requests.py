"""A request as it came turned into checked parameters: the types of the Bot API, required fields, lengths.

Parameters may come as JSON values or as strings of a form; arrays and objects then are JSON inside the string.
The real server ignores what it does not know; so does the sandbox, but it remembers the name: a typo is silent.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.sandbox.numerals import whole
from bot.sandbox.refusals import Refused
from bot.sandbox.spec import Field, fits, spec

_TRUE = ("true", "1", "yes", "y", "t")
_FALSE = ("false", "0", "no", "n", "f", "")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which JSON can carry and UTF-8 cannot."""
_DEPTH = 32
"""Deeper JSON than any Bot API object is refused before it can exhaust the stack."""
_MISSING = {
    "chat_id": "chat_id_empty",
    "text": "text_empty",
    "message_id": "message_id_missing",
    "message_ids": "message_ids_missing",
    "callback_query_id": "query_too_old",
    "inline_query_id": "query_too_old",
    "file_id": "file_id_get",
    "question": "poll_question_empty",
    "title": "title_empty",
}
"""Where the real server has its own words for a missing parameter."""


class Checked(NamedTuple):
    parameters: dict[str, Any]
    unknown: list[str]


def check(method: str, raw: Mapping[str, object], uploads: frozenset[str]) -> Checked:
    """The parameters of a call in their real types.

    Args:
        method: a modelled method, spelled as in the Bot API.
        raw: strings of a form or JSON values.
        uploads: names of the file parts of the request.

    Raises:
        Refused: 400 with the field and what is wrong with it.
    """
    fields = spec().methods[method]
    raw = _with_new_names(raw, fields)
    parameters: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in fields or value is None:
            continue
        field = fields[name]
        decoded = _decode(value, field)
        if decoded is None:
            continue
        parameters[name] = decoded
    for name, field in fields.items():
        if field.required and name not in parameters and name not in uploads:
            raise Refused(_MISSING.get(name, "missing"), name=name)
    return Checked(parameters, sorted(set(raw) - set(fields)))


def _with_new_names(raw: Mapping[str, object], fields: Mapping[str, Field]) -> Mapping[str, object]:
    """Parameters of older Bot API versions, which the real server still understands, under their new names."""
    given = dict(raw)
    if "reply_parameters" in fields and (answered := given.pop("reply_to_message_id", None)) is not None:
        anyway = str(given.pop("allow_sending_without_reply", "")).lower() in _TRUE
        old = {"message_id": answered, "allow_sending_without_reply": anyway}
        given.setdefault("reply_parameters", json.dumps(old))
    if "correct_option_ids" in fields and (right := given.pop("correct_option_id", None)) is not None:
        given.setdefault("correct_option_ids", json.dumps([right]))
    return given


def _decode(value: object, field: Field) -> object:
    if isinstance(value, str):
        _utf8(value)
        if not any(kind == "String" or kind == "InputFile" for kind in field.types):
            value = _from_form(value, field)
            if value is None:
                return None
    return _typed(value, field, field.name, 0)


def _from_form(text: str, field: Field) -> object:
    kinds = field.types
    if "Boolean" in kinds:
        lowered = text.strip().lower()
        if lowered in _TRUE:
            return True
        if lowered in _FALSE:
            return False
        raise _wrong(field.name, "must be a Boolean")
    if "Integer" in kinds or "Float" in kinds:
        if not text.strip():
            return None
        number = whole(text)
        if number is None:
            raise _wrong(field.name, "must be an Integer")
        return number
    if not text.strip():
        return None
    return parse_json(text, field.name)


def parse_json(text: str | bytes, name: str) -> object:
    """JSON out of a request, refused when it is broken or nested deeper than anything in the Bot API."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong(name, "JSON expected") from None
    if _too_deep(value):
        raise _wrong(name, "nested too deeply")
    return value


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def _typed(value: object, field: Field, place: str, depth: int) -> object:
    """The value in the first of the field's types that it fits."""
    complaint: Refused | None = None
    for kind in field.types:
        try:
            typed = _as(value, kind, place, depth)
        except Refused as refused:
            complaint = complaint if complaint is not None and isinstance(value, dict) else refused
            continue
        _measure(typed, field, place)
        return typed
    raise complaint or _wrong(place, "unexpected")


def _as(value: object, kind: str, place: str, depth: int) -> object:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise _wrong(place, "expected an Array")
        inner = kind.removeprefix("Array of ")
        return [_as(one, inner, f"{place}[{n}]", depth + 1) for n, one in enumerate(value)]
    if kind == "Integer" and isinstance(value, str) and whole(value) is not None:
        return whole(value)
    if kind == "String" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if kind in ("Integer", "String", "Boolean", "Float", "InputFile"):
        if not fits(value, kind):
            raise _wrong(place, f"must be of type {kind}")
        if isinstance(value, str):
            _utf8(value)
        return value
    if kind == "InputPollOption" and isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        raise Refused("reply_markup") if place == "reply_markup" else _wrong(place, f"expected {kind} object")
    if kind in spec().subtypes:
        return _union(value, kind, place, depth)
    return _object(value, kind, place, depth)


def _union(value: dict[str, Any], kind: str, place: str, depth: int) -> object:
    """The subtype whose discriminating field fits; without one, the first that the value satisfies."""
    complaint: Refused | None = None
    for subtype in spec().subtypes[kind]:
        marks = [f for f in spec().types.get(subtype, {}).values() if f.always]
        if any(value.get(mark.name) != mark.always for mark in marks):
            continue
        try:
            return _as(value, subtype, place, depth)
        except Refused as refused:
            complaint = refused
    raise complaint or _wrong(place, f"expected {kind} object")


def _object(value: dict[str, Any], kind: str, place: str, depth: int) -> object:
    fields = spec().types[kind]
    if kind == "InlineKeyboardMarkup":
        _keyboard(value)
    result: dict[str, Any] = {}
    for name, one in value.items():
        if name in fields and one is not None:
            result[name] = _typed(
                one, fields[name], name if kind != "InlineKeyboardButton" else f"button {name}", depth + 1
            )
    for name, field in fields.items():
        if field.required and name not in result:
            if kind == "InlineKeyboardButton":
                raise Refused("inline_button", reason=f'Can\'t find field "{name}"')
            raise _wrong(place, f'Can\'t find field "{name}"')
    return result


def _keyboard(value: dict[str, Any]) -> None:
    rows = value.get("inline_keyboard")
    if not isinstance(rows, list):
        raise Refused("inline_keyboard")
    if not all(isinstance(row, list) for row in rows):
        raise Refused("inline_row")
    for row in rows:
        for button in row:
            if not isinstance(button, dict):
                raise Refused("inline_button", reason="Object expected")
            if not isinstance(button.get("text"), str):
                raise Refused("inline_button", reason='Field "text" must be of type String')


_OWN_WORDS = {"callback_data": "button_data", "text": None, "question": None, "name": None}
"""Fields whose length is checked where Telegram has its own words for it."""


def _measure(value: object, field: Field, place: str) -> None:
    if field.most is None or not isinstance(value, str):
        return
    size = len(value.encode()) if field.unit == "bytes" else len(value)
    if field.name in _OWN_WORDS:
        own = _OWN_WORDS[field.name]
        if own is not None and not (field.least or 0) <= size <= field.most:
            raise Refused(own)
        return
    if size > field.most and field.name not in ("command", "description", "caption", "secret_token"):
        raise Refused("too_long", name=place)


def _utf8(text: str) -> None:
    if _HALF_PAIR.search(text):
        raise Refused("not_utf8")


def _wrong(name: str, reason: str) -> Refused:
    return Refused("wrong_type", name=name, reason=reason)
