"""Polls and quizzes: asked by the bot, voted on by people, closed by hand or by time."""

from datetime import datetime

from bot.sandbox.refusals import ActRefused, Refused
from bot.sandbox.world.members import is_in
from bot.sandbox.world.model import Chat, Poll
from bot.sandbox.world.render import poll_json, user_json
from bot.sandbox.world.updates import queue
from bot.sandbox.world.world import World, unix


def vote(world: World, user_id: int, chat: Chat, message_id: int, options: list[int], now: datetime) -> None:
    """A person votes; an empty list takes the vote back. The bot hears who, unless the poll is anonymous.

    Raises:
        ActRefused: no poll, closed, not in the chat, no such option, or a second vote where none is allowed.
    """
    user = world.person(user_id)
    message = chat.messages.get(message_id)
    if message is None or "poll" not in message.body:
        raise ActRefused("there is no poll in this message")
    poll = world.polls[message.body["poll"]]
    close_if_due(world, poll, now)
    if poll.closed:
        raise ActRefused("the poll is closed")
    if not is_in(chat, user_id):
        raise ActRefused("only members of the chat can vote")
    if any(not 0 <= option < len(poll.options) for option in options) or len(set(options)) != len(options):
        raise ActRefused("no such option")
    if len(options) > 1 and not poll.multiple:
        raise ActRefused("one answer only")
    if user_id in poll.votes and not poll.revoting:
        raise ActRefused("this vote cannot be changed")
    if options:
        poll.votes[user_id] = sorted(options)
    else:
        poll.votes.pop(user_id, None)
    world.changed("poll", chat.id, message_id=message_id)
    queue(world, "poll", poll_json(poll), now, f"poll:{poll.id}")
    if not poll.anonymous:
        payload = {
            "poll_id": poll.id,
            "user": user_json(user),
            "option_ids": sorted(options),
            "option_persistent_ids": [poll.options[option]["persistent_id"] for option in sorted(options)],
        }
        queue(world, "poll_answer", payload, now, f"poll:{poll.id}")


def again(world: World, poll: Poll, chat: Chat) -> Poll:
    """The same question asked anew in a chat, with no votes yet; the message that will show it comes next."""
    number = world.next()
    copy = Poll(
        id=str(5_000_000_000_000_000_000 + number),
        chat_id=chat.id,
        message_id=chat.last_message_id + 1,
        question=poll.question,
        options=[{"persistent_id": f"{number}-{n}", "text": o["text"]} for n, o in enumerate(poll.options)],
        kind=poll.kind,
        anonymous=poll.anonymous,
        multiple=poll.multiple,
        revoting=poll.revoting,
        shape={k: v for k, v in poll.shape.items() if k not in ("open_period", "close_date")},
        hide_results=poll.hide_results,
    )
    world.polls[copy.id] = copy
    return copy


def close(world: World, poll: Poll, now: datetime) -> None:
    """Ends a poll.

    Raises:
        Refused: it has already ended.
    """
    if poll.closed:
        raise Refused("poll_closed")
    poll.closed = True
    world.changed("poll", poll.chat_id, message_id=poll.message_id)
    queue(world, "poll", poll_json(poll), now, f"poll:{poll.id}")


def close_if_due(world: World, poll: Poll, now: datetime) -> None:
    if not poll.closed and poll.close_at is not None and poll.close_at <= unix(now):
        close(world, poll, now)


def close_due(world: World, now: datetime) -> None:
    """Ends every poll whose time has come; called whenever the world is looked at."""
    for poll in world.polls.values():
        close_if_due(world, poll, now)
