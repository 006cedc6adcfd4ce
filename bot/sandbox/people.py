"""The people's side of the sandbox: each method is something a person in the training does.

All of them raise ActRefused (in English, for operators) for what a Telegram client would not let her do.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.journal import Journal
from bot.sandbox.phones import Phones
from bot.sandbox.refusals import ActRefused
from bot.sandbox.story import Scene, Story
from bot.sandbox.world import callbacks, inline, members, messages, people, polls, reactions, topics
from bot.sandbox.world.files import Upload
from bot.sandbox.world.inline import Chosen
from bot.sandbox.world.model import Callback, Chat, Json, Message, Query, Topic
from bot.sandbox.world.world import World

Value = TypeVar("Value")
Given = Upload | tuple[str, bytes, str]


class People(ABC):
    """What people can do; mixed into the sandbox, which brings world, clock, faults and journal."""

    world: World
    faults: Faults
    journal: Journal
    phones: Phones
    story: Story

    @abstractmethod
    def now(self) -> datetime:
        """The training clock, aware."""

    @abstractmethod
    def _settle(self) -> None:
        """Something happened: wake whoever waits for updates."""

    def say(
        self,
        user: int,
        chat_id: int,
        text: str = "",
        *,
        message_thread_id: int | None = None,
        reply_to: int | None = None,
        photo: Given | None = None,
        document: Given | None = None,
        video: Given | None = None,
        voice: Given | None = None,
        album: str | None = None,
        forward_from: Json | None = None,
    ) -> Message:
        """Writes, sends a photo, document, video or voice with the text as its caption, or forwards.

        Args:
            album: what several of her files have in common that she sends at once.
            forward_from: `{"chat_id", "message_id"}` of a message she can read, or `{"name"}` of somebody
                outside whose words `text` are.
        """
        chat, now = self._place(user, chat_id), self.now()
        if forward_from is not None and "name" in forward_from:
            message = people.forward_hidden(
                self.world, user, chat, text, str(forward_from["name"]), now, thread=message_thread_id
            )
        elif forward_from is not None:
            source = self._message(self.world.place(forward_from["chat_id"]), forward_from["message_id"])
            message = people.forward(self.world, user, chat, source, now, thread=message_thread_id)
        else:
            message = people.write(
                self.world,
                user,
                chat,
                now,
                text=text,
                thread=message_thread_id,
                reply_to=reply_to,
                files={
                    kind: Upload(*given)
                    for kind, given in (
                        ("photo", photo),
                        ("document", document),
                        ("video", video),
                        ("voice", voice),
                    )
                    if given is not None
                },
                album=album,
            )
        return self._done("say", user, chat, message, message_id=message.id, text=text[:80] or None)

    def start(self, user: int, payload: str = "") -> Message:
        """Presses start in the private chat, or follows a deep link with a payload."""
        return self.say(user, user, f"/start {payload}".strip())

    def block(self, user: int, *, blocked: bool = True) -> None:
        """Blocks the bot in the private chat, or lets it in again."""
        members.set_reachable(self.world, user, self.now(), blocked=blocked)
        self._done("block" if blocked else "unblock", user, None, None)

    def rewrite(self, user: int, chat_id: int, message_id: int, text: str) -> Message:
        """Edits her own message."""
        chat = self._place(user, chat_id)
        message = people.rewrite(self.world, user, self._message(chat, message_id), text, self.now())
        return self._done("edit", user, chat, message, message_id=message_id, text=text[:80])

    def press(
        self, user: int, chat_id: int, message_id: int, label: str | None = None, *, data: str | None = None
    ) -> Callback:
        """Presses a button, by its label or its data.

        `answer` of the result is filled once the bot has answered.
        """
        if (label is None) == (data is None):
            raise ActRefused("press needs a label or data")
        chat = self._place(user, chat_id)
        callback = callbacks.press(
            self.world, user, self._message(chat, message_id), self.now(), label=label, data=data
        )
        return self._done("press", user, chat, callback, message_id=message_id, text=callback.label or data)

    def react(self, user: int, chat_id: int, message_id: int, emoji: str | Iterable[str]) -> None:
        """Sets her reactions to a message; an empty string takes them back."""
        chat = self._place(user, chat_id)
        chosen = ([emoji] if emoji else []) if isinstance(emoji, str) else list(emoji)
        reactions.react(self.world, user, chat, message_id, chosen, self.now())
        self._done("react", user, chat, None, message_id=message_id, text=" ".join(chosen) or None)

    def pin(self, user: int, chat_id: int, message_id: int) -> None:
        """Pins a message, with its notice in the chat."""
        chat = self._place(user, chat_id)
        message = self._message(chat, message_id)
        messages.pin(self.world, chat, message.id, user, self.now(), silent=True)
        self._done("pin", user, chat, None, message_id=message_id)

    def vote(self, user: int, chat_id: int, message_id: int, options: Iterable[int]) -> None:
        """Votes in a poll by the numbers of the options, from 0; none takes the vote back."""
        chat = self._place(user, chat_id)
        polls.vote(self.world, user, chat, message_id, list(options), self.now())
        self._done("vote", user, chat, None, message_id=message_id)

    def inline(self, user: int, query: str, chat_id: int | None = None) -> Query:
        """Types `@bot query`. `results` of the value is filled once the bot has answered."""
        chat = self._place(user, chat_id) if chat_id is not None else None
        asked = inline.ask(self.world, user, query, self.now(), chat)
        return self._done("inline", user, chat, asked, text=query[:80])

    def choose(
        self, user: int, query_id: str, result_id: str, chat_id: int, message_thread_id: int | None = None
    ) -> Chosen:
        """Sends one of the answers of an inline query into a chat."""
        chat = self._place(user, chat_id)
        chosen = inline.choose(self.world, user, query_id, result_id, chat, message_thread_id, self.now())
        return self._done("choose", user, chat, chosen, message_id=chosen.message.id)

    def rights(
        self,
        chat_id: int,
        user: int,
        rights: Iterable[str] | Mapping[str, bool] | None,
        *,
        anonymous: bool = False,
        muted: bool = False,
    ) -> None:
        """Gives or takes rights; the bot's id is a user, too.

        A mapping of rights to true or false, a list, or None.
        """
        chat = self.world.place(chat_id)
        granted = [r for r, yes in rights.items() if yes] if isinstance(rights, Mapping) else rights
        members.grant(self.world, chat, user, granted, self.now(), anonymous=anonymous, muted=muted)
        words = ", ".join(granted) if granted is not None else None
        self._done("rights", user, chat, None, text=words)

    def join(self, chat_id: int, user: int, *, by: int | None = None, rights: Iterable[str] | None = None) -> None:
        """Somebody (or the bot) comes into a group, as an administrator when rights are given."""
        chat = self.world.place(chat_id)
        members.join(self.world, chat, user, by or members.owner_of(self.world, chat), self.now(), rights)
        self._done("join", user, chat, None)

    def leave(self, chat_id: int, user: int, *, by: int | None = None) -> None:
        """Somebody (or the bot) leaves a group, or is removed by another."""
        chat = self.world.place(chat_id)
        members.leave(self.world, chat, user, by or user, self.now())
        self._done("leave", user, chat, None)

    def start_group(self, user: int, chat_id: int, payload: str = "", rights: Iterable[str] = ()) -> Message:
        """Follows a `?startgroup=` link: the bot comes into the group with the link's rights and is greeted."""
        chat = self._place(user, chat_id)
        granted = list(rights) or None
        members.join(self.world, chat, self.world.bot_id, user, self.now(), granted)
        return self.say(user, chat.id, f"/start@{self.world.bot.username} {payload}".strip())

    def privacy(self, on: bool) -> None:
        """Switches the bot's privacy mode, as its owner does with BotFather."""
        self.world.privacy = on
        self._done("privacy", None, None, None, on=on)

    def upgrade(self, chat_id: int, *, forum: bool = True) -> Chat:
        """A basic group becomes a supergroup with a new id; in a supergroup topics are switched on or off."""
        chat = self.world.place(chat_id)
        new = members.become_supergroup(self.world, chat, self.now(), forum=forum)
        return self._done("upgrade", members.owner_of(self.world, new), new, new)

    def remove(self, user: int, chat_id: int, message_id: int) -> None:
        """Deletes a message by hand; the bot hears nothing of it."""
        chat = self._place(user, chat_id)
        self._message(chat, message_id)
        people.erase(self.world, user, chat, message_id)
        self._done("delete", user, chat, None, message_id=message_id)

    def topic(self, user: int, chat_id: int, name: str) -> Topic:
        """Opens a topic by hand."""
        chat = self._place(user, chat_id)
        made = people.open_topic(self.world, user, chat, name, self.now())
        return self._done("topic", user, chat, made, text=name)

    def drop_topic(self, user: int, chat_id: int, thread: int) -> None:
        """Deletes a topic by hand with everything in it."""
        chat = self._place(user, chat_id)
        if thread not in chat.topics:
            raise ActRefused("there is no such topic")
        topics.drop(self.world, chat, chat.topics[thread])
        self._done("drop_topic", user, chat, None)

    def close_topic(self, user: int, chat_id: int, thread: int, *, closed: bool = True) -> None:
        """Closes or reopens a topic by hand."""
        chat = self._place(user, chat_id)
        if thread not in chat.topics or chat.topics[thread].closed == closed:
            raise ActRefused("there is no such topic, or nothing to change")
        topics.set_closed(self.world, chat, chat.topics[thread], user, self.now(), closed=closed)
        self._done("close_topic" if closed else "reopen_topic", user, chat, None)

    def time(self, seconds: float) -> datetime:
        """Moves the training clock ahead; backwards is refused."""
        if seconds < 0:
            raise ActRefused("time goes forward only")
        self.world.offset += seconds
        polls.close_due(self.world, self.now())
        self.world.changed("time")
        self._done("time", None, None, None, seconds=seconds)
        return self.now()

    def fault(self, kind: str, method: str | None = None, times: int = 1, seconds: float = 0.0) -> Fault:
        """Trouble for the next calls; see bot.sandbox.faults."""
        fault = self.faults.add(kind, method, times, seconds)
        self.world.changed("faults")
        return self._done("fault", None, None, fault, fault=kind, method=method)

    def nofaults(self) -> None:
        self.faults.clear()
        self.world.changed("faults")
        self._done("nofaults", None, None, None)

    def limits(self, on: bool) -> None:
        """Switches Telegram's flood limits on or off."""
        self.world.flood_limits = on
        self._done("limits", None, None, None, on=on)

    def ring(
        self,
        user: int,
        title: str,
        body: str,
        actions: Iterable[str | Mapping[str, str]] = (),
        quiet: bool = False,
    ) -> int:
        """Somebody's phone rings (or, when quiet, shows a note).

        Actions are labels, with an address to POST to or without.
        """
        self.world.person(user)
        ring = self.phones.ring(user, title, body, actions, quiet, self.now())
        self.journal.note(self.now(), "phone", act="ring", user=user, text=title[:80])
        self.world.changed("phone", None, user=user)
        self._settle()
        return ring.id

    def answer_ring(self, ring_id: int, action: int | None = None) -> dict[str, str]:
        """She touches an action of the ringing phone, which is returned, or puts the phone away."""
        ring = self.phones.answer(ring_id, action)
        touched = ring.actions[action] if action is not None else {}
        self.journal.note(self.now(), "phone", act="answer", user=ring.user, text=touched.get("label"))
        self.world.changed("phone", None, user=ring.user)
        self._settle()
        return touched

    def read(self, user: int, chat_id: int, topic: int = 0) -> None:
        """She has seen everything that stands in a chat or topic (0: General) now; for the unread counts."""
        chat = self._place(user, chat_id)
        chat.seen.setdefault(user, {})[topic] = chat.last_message_id
        self.world.changed("read", chat.id)
        self._settle()

    def tell(self, scene: Scene) -> None:
        """Puts a moment of a story on the page's bar."""
        self.story.show(scene)
        self.world.changed("story")
        self._settle()

    def pause(self, paused: bool) -> None:
        """The viewer stops the story, or lets it go on; going on also ends her turn."""
        self.story.paused = paused
        self.story.your_turn = self.story.your_turn and paused
        self.world.changed("story")
        self._settle()

    def take_over(self) -> None:
        """The viewer takes over: the story waits for her to do the next step."""
        self.story.paused = self.story.your_turn = True
        self.world.changed("story")
        self._settle()

    def texts(self, chat_id: int, thread: int | None = None) -> list[str]:
        """The texts and captions now standing in a chat, or in one of its topics, oldest first."""
        messages = self.world.place(chat_id).messages.values()
        chosen = [m for m in messages if thread is None or (m.in_topic and m.thread == thread)]
        words = [m.body.get("text") or m.body.get("caption") for m in chosen]
        return [text for text in words if text]

    def labels(self, message: Message) -> list[str]:
        """The labels of a message's buttons."""
        return [button["text"] for button in callbacks.buttons(message)]

    def _place(self, user: int, chat_id: int) -> Chat:
        self.world.person(user)
        return self.world.place(chat_id)

    def _message(self, chat: Chat, message_id: int) -> Message:
        if message_id not in chat.messages:
            raise ActRefused(f"there is no message {message_id} in this chat")
        return chat.messages[message_id]

    def _done(self, act: str, user: int | None, chat: Chat | None, value: Value, **details: object) -> Value:
        self.journal.note(self.now(), "act", act=act, user=user, chat_id=chat.id if chat else None, **details)
        self.world.changed("journal")
        self._settle()
        return value
