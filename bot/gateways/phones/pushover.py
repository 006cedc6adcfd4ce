"""Pushover (pushover.net/api, pushover.net/api/receipts): the one provider that tells when somebody has answered.

An emergency is repeated every 30 seconds until it is answered, cancelled, or half an hour is over. Its receipt
is asked every 5 seconds, and cancelled as soon as anybody responds anywhere.
"""

from typing import Final
from urllib.parse import urlencode

from bot.desk.rings import Answer, Call, Receipt
from bot.gateways import answers
from bot.gateways.outgoing import NotAnswered, Outgoing, Reply
from storage.vocabulary.phones import RingKind, RingVerdict

API: Final = "https://api.pushover.net/1"
REPEAT_SECONDS: Final = 30  # the least the API allows
REPEAT_FOR_SECONDS: Final = 1800  # 10,800 is the most


class Pushover:
    """`config`: the user's key, and perhaps one device. The application's token is the operators'."""

    def __init__(self, outgoing: Outgoing, token: str, api: str = API) -> None:
        self._outgoing = outgoing
        self._token = token
        self._api = api

    async def send(self, call: Call) -> Answer:
        """Ring; or, for a quiet one, end the repetitions of the page it takes the place of."""
        if call.kind is RingKind.STOPPED:
            if not call.receipt:
                return Answer(RingVerdict.ACCEPTED)
            return await self._post(f"receipts/{call.receipt}/cancel.json", {"token": self._token}, call)
        return await self._post("messages.json", {"token": self._token, **message(call)}, call)

    async def _post(self, path: str, values: dict[str, str], call: Call) -> Answer:
        try:
            reply = await self._outgoing.call(
                "POST", f"{self._api}/{path}", headers=answers.FORM, body=urlencode(values).encode()
            )
        except NotAnswered as trouble:
            return answers.of_trouble(trouble)
        return self._read(reply, call)

    def _read(self, reply: Reply, call: Call) -> Answer:
        told = answers.told(reply, answers.hidden(call, self._token))
        said, verdict = answers.json_of(reply), answers.of_status(reply)
        if verdict is not RingVerdict.ACCEPTED:
            # 400 names the field at fault: `"user": "invalid"`, `"token": "invalid"`.
            if said is not None and said.get("user") == "invalid":
                verdict = RingVerdict.ADDRESS_GONE
            elif said is not None and said.get("token") == "invalid":
                verdict = RingVerdict.KEY_REFUSED
            return Answer(verdict, told)
        if said is None:
            return Answer(RingVerdict.GARBLED, told)
        if said.get("status") != 1:
            return Answer(RingVerdict.REFUSED_INSIDE, told)
        return Answer(RingVerdict.ACCEPTED, "", str(said.get("receipt", "")))

    async def ask(self, call: Call) -> Receipt | None:
        """Has somebody answered? None: it could not be asked now."""
        query = urlencode({"token": self._token})
        try:
            reply = await self._outgoing.call("GET", f"{self._api}/receipts/{call.receipt}.json?{query}")
        except NotAnswered:
            return None
        said = answers.json_of(reply)
        if said is None or said.get("status") != 1:
            return Receipt(answered=False, over=True) if 400 <= reply.status < 429 else None
        return Receipt(answered=said.get("acknowledged") == 1, over=said.get("expired") == 1)


def message(call: Call) -> dict[str, str]:
    """What is sent beside the application's token."""
    said = {"user": str(call.config["user"]), "title": call.title, "message": call.text}
    if call.loud:
        said |= {"priority": "2", "retry": str(REPEAT_SECONDS), "expire": str(REPEAT_FOR_SECONDS)}
    if device := call.config.get("device"):
        said["device"] = str(device)
    if call.page_url:
        said |= {"url": call.page_url, "url_title": call.open_label or call.title}
    return said
