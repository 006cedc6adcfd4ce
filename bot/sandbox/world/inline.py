"""Inline mode: a person types @bot and some words anywhere, and sends one of the bot's answers."""

from datetime import datetime
from typing import NamedTuple

from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.markup import checked
from bot.sandbox.world.members import is_in
from bot.sandbox.world.messages import Manner, post
from bot.sandbox.world.model import Chat, Json, Message, Query
from bot.sandbox.world.render import user_json
from bot.sandbox.world.texts import TEXT_LIMIT, formatted
from bot.sandbox.world.updates import queue
from bot.sandbox.world.world import World

LIFETIME = 30.0
RESULTS_LIMIT = 50


class Chosen(NamedTuple):
    message: Message
    inline_message_id: str | None


def ask(world: World, user_id: int, text: str, now: datetime, chat: Chat | None = None) -> Query:
    """A person types a query; the bot gets an inline_query, which carries the person and no chat."""
    user = world.person(user_id)
    query = Query(str(8_800_000_000_000_000_000 + world.next()), user_id, text[:256], now.timestamp())
    world.queries[query.id] = query
    payload: Json = {"id": query.id, "from": user_json(user), "query": query.text, "offset": ""}
    if chat is not None:
        payload["chat_type"] = "sender" if chat.id == user_id else chat.kind
    queue(world, "inline_query", payload, now, f"inline:{user_id}")
    return query


def answer(world: World, query_id: str, results: list[Json], button: Json | None, now: datetime) -> None:
    """The bot's answers to a query.

    Raises:
        Refused: unknown or too old a query, more than 50 results, two with one id, or one that is no article.
    """
    query = world.queries.get(query_id)
    if query is None or query.results is not None or now.timestamp() - query.at > LIFETIME:
        raise Refused("query_too_old")
    if len(results) > RESULTS_LIMIT:
        raise Refused("inline_results_many")
    if len({result["id"] for result in results}) != len(results):
        raise Refused("inline_result_id")
    private = world.chats[query.user]
    drawn = []
    for result in results:
        if result["type"] != "article":
            raise Refused(
                "part_not_modelled", part=f"results of type {result['type']}", method="answerInlineQuery"
            )
        content = result["input_message_content"]
        if "message_text" not in content:
            raise Refused("part_not_modelled", part="content other than text", method="answerInlineQuery")
        text, entities = formatted(
            world, content["message_text"], content.get("parse_mode"), content.get("entities")
        )
        if not text:
            raise Refused("text_empty")
        if len(text) > TEXT_LIMIT:
            raise Refused("text_too_long")
        markup = checked(result.get("reply_markup"), private)
        drawn.append(result | {"text": text, "entities": entities, "reply_markup": markup})
    query.results = drawn
    query.button = button
    world.changed("inline", None, query_id=query.id, user=query.user)


def choose(
    world: World, user_id: int, query_id: str, result_id: str, chat: Chat, thread: int | None, now: datetime
) -> Chosen:
    """The person sends one of the answers into a chat, in her own name, "via" the bot.

    Raises:
        ActRefused: no such answer, or she may not write there.
    """
    query = world.queries.get(query_id)
    if query is None or query.user != user_id or query.results is None:
        raise ActRefused("no such answered query")
    result = next((one for one in query.results if one["id"] == result_id), None)
    if result is None:
        raise ActRefused("no such result")
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can write there")
    body: Json = {"text": result["text"]}
    if result["entities"]:
        body["entities"] = result["entities"]
    in_topic = chat.forum and thread in chat.topics
    manner = Manner(thread if in_topic else None, in_topic, markup=result["reply_markup"])
    message = post(world, chat, user_id, body, now, manner, via_bot=True)
    payload: Json = {"result_id": result_id, "from": user_json(world.users[user_id]), "query": query.text}
    inline_id = None
    if result["reply_markup"]:
        inline_id = f"AgAAAA{world.next():010d}"
        world.inline_messages[inline_id] = (chat.id, message.id)
        payload["inline_message_id"] = inline_id
    queue(world, "chosen_inline_result", payload, now, f"inline:{user_id}")
    return Chosen(message, inline_id)
