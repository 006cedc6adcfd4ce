"""ntfy, the public server or one's own (docs.ntfy.sh, "Publish as JSON").

Priority 5 rings through silent mode on Android once the app was allowed to; two buttons answer from the lock
screen. A later message with the same sequence id takes the earlier one's place (servers since 2.16).
"""

from typing import Any

from bot.desk.rings import Answer, Call
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing
from storage.vocabulary.phones import RingKind, RingVerdict

_MOST_ACTIONS = 3  # "Action buttons": up to three per notification


class Ntfy:
    """`config`: server, topic, and a token where the topic is protected."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    async def send(self, call: Call) -> Answer:
        """Ring."""
        headers = dict(answers.JSON)
        if token := call.config.get("token"):
            headers["Authorization"] = f"Bearer {token}"
        body = answers.json_body(message(call))
        try:
            reply = await self._outgoing.call("POST", call.config["server"], headers=headers, body=body)
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        verdict = answers.of_status(reply)
        told = answers.told(reply, answers.hidden(call))
        if verdict is not RingVerdict.ACCEPTED:
            return Answer(verdict, told)
        said = answers.json_of(reply)
        if said is None:
            return Answer(RingVerdict.GARBLED, told)
        # Errors have a code of five digits and come with their own status; a proxy may have lost that.
        if said.get("error") or said.get("event") != "message":
            return Answer(RingVerdict.REFUSED_INSIDE, told)
        return Answer(RingVerdict.ACCEPTED, "", str(said.get("id", "")))


def message(call: Call) -> dict[str, Any]:
    """What is published."""
    quiet = call.kind is RingKind.STOPPED
    said: dict[str, Any] = {
        "topic": call.config["topic"],
        "title": call.title,
        "message": call.text,
        "priority": 2 if quiet else 5 if call.loud else 3,
        "tags": ["white_check_mark"] if quiet else ["rotating_light"],
        "sequence_id": call.thread,
    }
    if call.page_url:
        said["click"] = call.page_url
    buttons: list[dict[str, Any]] = [
        {"action": "http", "label": action.label, "url": action.url, "method": "POST", "clear": True}
        for action in call.actions
    ]
    if call.page_url and call.open_label:
        buttons.append({"action": "view", "label": call.open_label, "url": call.page_url})
    if buttons:
        said["actions"] = buttons[:_MOST_ACTIONS]
    return said
